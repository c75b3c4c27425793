package dev.metajit.fuzz;

import dev.metajit.fuzz.program.InterpreterWriter;
import dev.metajit.fuzz.program.ValueType;
import dev.metajit.fuzz.world.World;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;

/** Runs a case in a loader, and writes down what came of it. */
final class InterpreterRun {
  private static final String WORLD = "dev.metajit.fuzz.world.";
  private static final String CLASS = InterpreterWriter.CLASS.replace('/', '.');

  private final InterpreterCase one;
  private final byte[] classFile;

  InterpreterRun(InterpreterCase one) {
    this.one = one;
    this.classFile = InterpreterWriter.write(one.interpreter());
  }

  /** What the case does without the JIT. */
  String plain() {
    return run(new CaseLoader(Map.of(CLASS, classFile), InterpreterRun::isWorld));
  }

  /** What the case does with the JIT. */
  String accelerated() {
    return run(new InProcessJit(one.settings(), Map.of(CLASS, classFile), InterpreterRun::isWorld));
  }

  private static boolean isWorld(String name) {
    return name.startsWith(WORLD);
  }

  private String run(CaseLoader loader) {
    try {
      Class<?> worldClass = loader.loadClass(World.class.getName());
      MethodHandle newWorld =
          MethodHandles.publicLookup()
              .findConstructor(
                  worldClass, MethodType.methodType(void.class, long.class, int.class));
      MethodHandle frame =
          MethodHandles.publicLookup()
              .findVirtual(
                  worldClass,
                  "frame",
                  MethodType.methodType(loader.loadClass(ValueType.FRAME.javaClass().getName())));
      MethodHandle portal = portal(loader);
      int[] code = one.code();
      StringBuilder text = new StringBuilder();
      for (long seed : one.worlds()) {
        Object world = newWorld.invoke(seed, one.fuel());
        text.append(outcome(loader, portal, code, world, frame.invoke(world)));
      }
      return text.toString();
    } catch (Throwable e) {
      throw new IllegalStateException("the case cannot be run: " + e, e);
    }
  }

  private MethodHandle portal(CaseLoader loader) throws ReflectiveOperationException {
    String descriptor = InterpreterWriter.descriptor(one.interpreter().result());
    return MethodHandles.publicLookup()
        .findStatic(
            Class.forName(CLASS, true, loader),
            InterpreterWriter.PORTAL,
            MethodType.fromMethodDescriptorString(descriptor, loader));
  }

  private static String outcome(
      CaseLoader loader, MethodHandle portal, int[] code, Object world, Object frame)
      throws ClassNotFoundException {
    HeapText text = new HeapText();
    try {
      text.add("result", portal.invoke(code, 0, world, frame, 0));
    } catch (Throwable e) {

      text.add("thrown", e);
    }
    text.add("world", world);
    text.addStatics(loader.loadClass(ValueType.NODE.javaClass().getName()));
    text.addStatics(loader.loadClass(ValueType.LAZY.javaClass().getName()));
    return text.toString();
  }
}
