package dev.metajit.it.guest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.lib.jse.JsePlatform;

/**
 * Runs Lua scripts in LuaJ, each several times over fresh globals but compiled once, so that its
 * loops and functions become hot. What a script prints goes to standard output, and so does the
 * error that ends it.
 */
public final class LuaScripts {
  /** A function with a variable number of arguments; in Lua 5.1 they were also in {@code arg}. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\bfunction\\s*[\\w.:]*\\s*\\([^)]*\\.\\.\\.\\s*\\)");

  private static final String AS_ARG = "$0 local arg = {n = select('#', ...), ...}; ";

  private final PrintStream out;
  private final Path directory;
  private final Path prelude;

  private LuaScripts(PrintStream out, Path directory, Path prelude) {
    this.out = out;
    this.directory = directory;
    this.prelude = prelude;
  }

  /**
   * How often each script runs; a directory, which is the global variable {@code directory} to
   * them; a script that runs before each of them; the scripts, as seen from the directory.
   */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    Path directory = Path.of(args[1]);
    LuaScripts scripts = new LuaScripts(out, directory, Path.of(args[2]));
    for (String script : List.of(args).subList(3, args.length)) {
      scripts.run(directory.resolve(script), Integer.parseInt(args[0]));
    }
    System.exit(0); // threads of coroutines that were left alone are still there
  }

  private void run(Path script, int times) throws IOException {
    out.println(GuestBatch.MARK + script.getParent().getFileName() + "/" + script.getFileName());
    Prototype before = compile(prelude);
    Prototype prototype = compile(script);
    for (int i = 0; i < times; i++) {
      Globals globals = JsePlatform.standardGlobals();
      globals.STDOUT = out;
      globals.STDERR = out;
      globals.set("directory", directory.toString());
      try {
        new LuaClosure(before, globals).call();
        LuaValue results = new LuaClosure(prototype, globals).call();
        out.println("gives " + results);
      } catch (LuaError | StackOverflowError e) {
        out.println(e.getClass().getSimpleName() + " " + e.getMessage());
      }
      out.flush();
    }
  }

  private Prototype compile(Path script) throws IOException {
    Globals globals = JsePlatform.standardGlobals();
    String text = Files.readString(script, StandardCharsets.ISO_8859_1);
    byte[] bytes = VARIABLE.matcher(text).replaceAll(AS_ARG).getBytes(StandardCharsets.ISO_8859_1);
    try {
      return globals.compilePrototype(
          new ByteArrayInputStream(bytes), script.getFileName().toString());
    } catch (LuaError e) {
      out.println("does not compile: " + e.getMessage());
      return new Prototype();
    }
  }
}
