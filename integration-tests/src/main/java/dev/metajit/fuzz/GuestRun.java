package dev.metajit.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs a guest program in a loader, and gives what it wrote and how it ended. */
final class GuestRun {
  private static final String DEMO = "dev.metajit.demo.";

  private GuestRun() {}

  static String plain(GuestCase one) {
    return run(one, new CaseLoader(Map.of(), GuestRun::isDemo));
  }

  static String accelerated(GuestCase one) {
    return run(one, new InProcessJit(one.settings(), Map.of(), GuestRun::isDemo));
  }

  private static boolean isDemo(String name) {
    return name.startsWith(DEMO);
  }

  private static String run(GuestCase one, ClassLoader loader) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    String end = "";
    try {
      switch (one.language()) {
        case KESTREL -> kestrel(one.source(), loader, out);
        default -> brainfuck(one.source(), loader, out);
      }
    } catch (InvocationTargetException e) {
      end = "threw " + e.getCause();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the interpreter has changed", e);
    }
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8) + end;
  }

  private static void kestrel(String source, ClassLoader loader, PrintStream out)
      throws ReflectiveOperationException {
    Class<?> program = Class.forName(DEMO + "kestrel.Program", true, loader);
    Method compile = program.getDeclaredMethod("compile", String.class, String.class);
    compile.setAccessible(true);
    Object compiled = compile.invoke(null, "guest", source);
    Class<?> interpreter = Class.forName(DEMO + "kestrel.Interpreter", true, loader);
    Constructor<?> constructor = interpreter.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    Method run = interpreter.getDeclaredMethod("run");
    run.setAccessible(true);
    run.invoke(constructor.newInstance(compiled, List.of(), out));
  }

  private static void brainfuck(String source, ClassLoader loader, PrintStream out)
      throws ReflectiveOperationException {
    InputStream nothing = new ByteArrayInputStream(new byte[0]);
    Class.forName(DEMO + "bf.Interpreter", true, loader)
        .getMethod("run", String.class, InputStream.class, OutputStream.class)
        .invoke(null, source, nothing, out);
  }
}
