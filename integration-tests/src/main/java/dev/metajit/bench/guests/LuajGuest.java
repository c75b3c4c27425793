package dev.metajit.bench.guests;

import dev.metajit.demo.Harness;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.jse.JsePlatform;
import org.luaj.vm2.luajc.LuaJC;

/**
 * Runs a Lua program in LuaJ, compiled to Lua's bytecode once. With {@code -Dguest.compiler=true}
 * it is compiled to Java classes by LuaJ's own compiler, luajc.
 */
public final class LuajGuest {
  private final Path file;
  private final Varargs arguments;
  private Prototype prototype;
  private Class<?> compiled;

  private LuajGuest(Path file, String[] arguments) {
    this.file = file;
    this.arguments =
        LuaValue.varargsOf(
            Arrays.stream(arguments).map(LuaString::valueOf).toArray(LuaValue[]::new));
  }

  /** The program's file and arguments. */
  public static void main(String[] args) throws Exception {
    LuajGuest guest = new LuajGuest(Path.of(args[0]), Arrays.copyOfRange(args, 1, args.length));
    Harness.run(
        args,
        out -> {
          Globals globals = JsePlatform.standardGlobals();
          globals.STDOUT = out;
          guest.function(globals).invoke(guest.arguments);
        });
  }

  /** The program's main function, over fresh globals. */
  private LuaFunction function(Globals globals) throws IOException, ReflectiveOperationException {
    if (prototype == null) {
      try (InputStream in = Files.newInputStream(file)) {
        prototype = globals.compilePrototype(in, file.getFileName().toString());
      }
    }
    return Boolean.getBoolean(GuestOptions.COMPILER)
        ? javaFunction(globals)
        : new LuaClosure(prototype, globals);
  }

  private LuaFunction javaFunction(Globals globals)
      throws IOException, ReflectiveOperationException {
    if (compiled == null) {
      String name = file.getFileName().toString();
      compiled = LuaJC.instance.load(prototype, name, globals).getClass();
    }
    LuaFunction function = (LuaFunction) compiled.getDeclaredConstructor().newInstance();
    function.initupvalue1(globals);
    return function;
  }
}
