package dev.metajit.fuzz;

import dev.metajit.fuzz.GuestCase.Language;
import dev.metajit.fuzz.program.RiscvAssembler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

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
        case FORTH -> forth(one.source(), loader, out);
        case RISCV -> end = riscv(one.lines(), loader, out);
        default -> brainfuck(one.source(), loader, out);
      }
    } catch (InvocationTargetException e) {
      end = "threw " + e.getCause();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the interpreter has changed", e);
    }
    out.flush();
    Charset charset =
        one.language() == Language.RISCV ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    return bytes.toString(charset) + end;
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

  private static void forth(String source, ClassLoader loader, PrintStream out)
      throws ReflectiveOperationException {
    Class<?> forth = Class.forName(DEMO + "forth.Forth", true, loader);
    Object made = forth.getConstructor(PrintStream.class).newInstance(out);
    forth.getMethod("run", String.class).invoke(made, source);
  }

  /** What has lost an end while it was made smaller is no program. */
  private static String riscv(List<String> lines, ClassLoader loader, PrintStream out)
      throws ReflectiveOperationException {
    byte[] program;
    try {
      program = RiscvAssembler.assemble(lines);
    } catch (IllegalArgumentException | NoSuchElementException e) {
      return "no program: " + e;
    }
    Class<?> file = Class.forName(DEMO + "rv32.ElfFile", true, loader);
    Class<?> library = Class.forName(DEMO + "rv32.CodeLibrary", true, loader);
    Class<?> machine = Class.forName(DEMO + "rv32.Machine", true, loader);
    Object parsed = file.getMethod("parse", byte[].class).invoke(null, (Object) program);
    Object made =
        machine
            .getConstructor(
                file, library, List.class, InputStream.class, PrintStream.class, PrintStream.class)
            .newInstance(
                parsed,
                library.getConstructor().newInstance(),
                List.of("guest"),
                new ByteArrayInputStream(new byte[0]),
                out,
                out);
    return " status " + machine.getMethod("run").invoke(made);
  }

  private static void brainfuck(String source, ClassLoader loader, PrintStream out)
      throws ReflectiveOperationException {
    InputStream nothing = new ByteArrayInputStream(new byte[0]);
    Class.forName(DEMO + "bf.Interpreter", true, loader)
        .getMethod("run", String.class, InputStream.class, OutputStream.class)
        .invoke(null, source, nothing, out);
  }
}
