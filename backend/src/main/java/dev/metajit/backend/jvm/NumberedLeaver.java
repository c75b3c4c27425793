package dev.metajit.backend.jvm;

import dev.metajit.backend.Frame;
import dev.metajit.trace.Exit;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Leaves a method of the {@link CallForm} by the number of the exit, as exits that share code tell
 * each other apart.
 */
final class NumberedLeaver {
  private static final MethodHandle LEAVE = find();

  private final MethodHandle leaver;
  private Exit[] exits = {};

  /**
   * @param leaver as {@link dev.metajit.backend.CompiledTrace#callHandle} takes it
   */
  NumberedLeaver(MethodHandle leaver) {
    this.leaver = leaver;
  }

  private static MethodHandle find() {
    try {
      return MethodHandles.lookup()
          .findVirtual(
              NumberedLeaver.class,
              "leave",
              MethodType.methodType(void.class, int.class, Frame.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** What generated code calls, as {@code (int number, Frame frame)}. */
  MethodHandle handle() {
    return LEAVE.bindTo(this);
  }

  /** Sets the exits, by number, before the code is entered. */
  void setExits(List<Exit> list) {
    exits = list.toArray(new Exit[0]);
  }

  void leave(int number, Frame frame) throws Throwable {
    leaver.invokeExact((Object) exits[number], frame);
  }
}
