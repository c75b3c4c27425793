package dev.metajit.agent.runtime;

import dev.metajit.driver.JitOption;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.util.List;

/** The commands of {@code java -jar jit.jar}. */
public final class Commands {
  private Commands() {}

  /** Runs the command in the arguments. Called by name. */
  public static void main(Instrumentation instrumentation, String[] arguments) throws Exception {
    if (instrumentation != null) {
      HookClasses.define();
    }
    String command = arguments.length == 0 ? "--help" : arguments[0];
    switch (command) {
      case "--help", "-h" -> help(System.out);
      case "--version" -> System.out.println("Metajit " + version());
      case "--doctor" -> new Doctor(instrumentation, System.out).run();
      case "--inspect" -> System.exit(InspectCommand.run(List.of(arguments)));
      case "-jar", "-cp", "-classpath", "--class-path" -> Launcher.launch(List.of(arguments));
      default -> {
        System.err.println("[jit] unknown command " + command + "; try --help");
        System.exit(2);
      }
    }
  }

  /** The version in the jar's manifest. */
  static String version() {
    return Version.TEXT;
  }

  /** Usage and all options. */
  static void help(PrintStream out) {
    out.println(
        "Metajit " + version() + ": a tracing JIT for bytecode interpreters written in Java");
    out.println();
    out.println("  java -javaagent:jit.jar[=option=value,...] -cp interpreter.jar Main ...");
    out.println("  java -jar jit.jar -jar interpreter.jar ...       the same, without a flag");
    out.println(
        "  java -jar jit.jar --inspect some.jar [file]      find its dispatch loops, write a driver");
    out.println("  java -jar jit.jar --help | --version | --doctor");
    out.println();
    out.println("Options, first found wins: agent arguments (threshold=2), system properties");
    out.println("(-Djit.threshold=2), environment (JIT_THRESHOLD=2), jit.properties, default.");
    for (JitOption option : JitOption.values()) {
      String value = option.defaultText().isEmpty() ? "none" : option.defaultText();
      out.println();
      out.println("  " + option.key() + "=<" + option.typeHelp() + ">  (default " + value + ")");
      out.println("      " + option.doc());
    }
  }
}
