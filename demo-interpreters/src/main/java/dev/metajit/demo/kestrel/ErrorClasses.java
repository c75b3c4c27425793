package dev.metajit.demo.kestrel;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The guest classes of errors. They are written in the guest language, and shared by all programs.
 */
final class ErrorClasses {
  /** The field that holds an error's message. */
  static final String MESSAGE = "message";

  private static final String ROOT = "Error";
  private static final Map<String, KClass> CLASSES = load();

  private ErrorClasses() {}

  /** The class of this name, or null. */
  static KClass find(String name) {
    return CLASSES.get(name);
  }

  /** True for an instance of an error class. */
  static boolean isError(Object value) {
    return value instanceof KInstance instance && instance.type().isSubclassOf(CLASSES.get(ROOT));
  }

  /** A new guest object for an error that the interpreter raised. */
  static KInstance newError(ErrorKind kind, String message) {
    KInstance error = new KInstance(CLASSES.get(kind.className));
    error.set(MESSAGE, message);
    return error;
  }

  private static String source() {
    StringBuilder source =
        new StringBuilder("class Error { init(message) { self.message = message } }\n");
    for (ErrorKind kind : ErrorKind.values()) {
      source.append("class ").append(kind.className).append(" : Error {}\n");
    }
    return source.toString();
  }

  private static Map<String, KClass> load() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Map<String, KClass> classes = new HashMap<>();
    try {
      Program program = Program.compile("errors", source());
      Interpreter interpreter = new Interpreter(program, List.of(), nowhere);
      interpreter.run();
      for (String name : program.globals()) {
        classes.put(name, (KClass) interpreter.global(name));
      }
      return classes;
    } catch (KestrelSyntaxException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
