package dev.metajit.agent.runtime;

import dev.metajit.driver.Loggers;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import jdk.internal.misc.Unsafe;

/**
 * Keeps HotSpot's second compiler away from the classes that record, optimize and generate. They
 * are busy for some seconds, just when the traces that come from them wait to be compiled: each
 * would have to wait for hundreds of methods of ours, which are hardly used any more by then.
 *
 * <p>It is told by the diagnostic command {@code Compiler.directives_add}, as {@code jcmd} does,
 * but without the JDK's management beans, which take longer to start than all the rest of the JIT.
 * A JVM that has no such command does without.
 */
final class CompilerDirectives {
  /**
   * By package. What is run when compiled code is entered and left is not among them, nor what a
   * program may have itself: a class is known by its name alone.
   */
  private static final Map<String, List<String>> CLASSES =
      Map.of(
          "dev/metajit/codewriter", List.of(""),
          "dev/metajit/optimizer", List.of(""),
          "dev/metajit/trace", List.of(""),
          "dev/metajit/backend/regalloc", List.of(""),
          "dev/metajit/metainterp",
              List.of(
                  "ArrayTracer",
                  "BoxTracer",
                  "BridgeReader",
                  "BridgeStart",
                  "ByteViewTracer",
                  "CallTracer",
                  "HandleTracer",
                  "HeapCache",
                  "HeapTracer",
                  "LambdaTracer",
                  "MIFrame",
                  "MergePointTracer",
                  "MetaInterp",
                  "Recorder",
                  "TextTracer",
                  "TreeGrowth",
                  "ValueTracer"),
          "dev/metajit/backend/jvm",
              List.of(
                  "CallForm",
                  "CallMethods",
                  "ClassConstants",
                  "ClassGenerator",
                  "CodeSizes",
                  "Compilation",
                  "Conditions",
                  "ExitWriter",
                  "FrameForm",
                  "GeneratedClass",
                  "GuardWriter",
                  "HeapWriter",
                  "Instructions",
                  "KnownTypes",
                  "LeaveMethods",
                  "LocalAllocation",
                  "MethodContext",
                  "MethodForm",
                  "MethodPlan",
                  "OverflowChecks",
                  "Parameters",
                  "PrimitiveInstructions",
                  "TraceCutter",
                  "TraceGenerator",
                  "ValueWriter",
                  "VerifierFrames"));

  private static final String PACKAGE = "com.sun.management.internal";

  private CompilerDirectives() {}

  /** Tells HotSpot; what goes wrong is only logged. */
  static void add(Instrumentation instrumentation) {
    try {
      Path file = Files.createTempFile("metajit", ".json");
      try {
        Files.writeString(file, text());
        String answer = command(instrumentation, "Compiler.directives_add \"" + file + "\"");
        if (!answer.contains("directives added")) {
          say(answer);
        }
      } finally {
        Files.delete(file);
      }
    } catch (ReflectiveOperationException | IOException | RuntimeException | LinkageError e) {
      say(e);
    }
  }

  private static void say(Object reason) {
    Loggers.of("compile").debug("HotSpot's second compiler compiles the JIT, too: {}", reason);
  }

  /** HotSpot takes a star only where a name begins or ends. */
  private static String text() {
    StringJoiner patterns = new StringJoiner(",", "[{match: [", "], c2: {Exclude: true}}]");
    CLASSES.forEach(
        (folder, names) ->
            names.forEach(name -> patterns.add('"' + folder + "/" + name + "*.*\"")));
    return patterns.toString();
  }

  private static String command(Instrumentation instrumentation, String command)
      throws ReflectiveOperationException {
    Module module = ModuleLayer.boot().findModule("jdk.management").orElse(null);
    if (module == null) {
      return "there is no module jdk.management";
    }
    Set<Module> own = Set.of(CompilerDirectives.class.getModule());
    instrumentation.redefineModule(
        module, Set.of(), Map.of(), Map.of(PACKAGE, own), Set.of(), Map.of());
    Class.forName(PACKAGE + ".PlatformMBeanProviderImpl"); // loads the library
    Class<?> commands = Class.forName(PACKAGE + ".DiagnosticCommandImpl");
    Method execute = commands.getDeclaredMethod("executeDiagnosticCommand", String.class);
    execute.setAccessible(true);
    Object unused = Unsafe.getUnsafe().allocateInstance(commands);
    return (String) execute.invoke(unused, command);
  }
}
