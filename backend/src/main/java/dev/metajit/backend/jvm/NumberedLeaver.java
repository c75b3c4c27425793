package dev.metajit.backend.jvm;

import dev.metajit.backend.CompiledTrace.Leaver;
import dev.metajit.backend.Frame;
import dev.metajit.trace.Exit;
import java.util.List;

/**
 * Leaves a method of the {@link CallForm} by the number of the exit, as exits that share code tell
 * each other apart. Generated code calls it by name, and has it as a constant.
 */
final class NumberedLeaver {
  private final Leaver leaver;
  private Exit[] exits = {};

  /** The slots that a frame was seen to need here, with all that goes on in it; not exact. */
  private int slots;

  /**
   * @param leaver as {@link dev.metajit.backend.CompiledTrace#callHandle} takes it
   * @param slots what the method itself needs of a frame
   */
  NumberedLeaver(Leaver leaver, int slots) {
    this.leaver = leaver;
    this.slots = Math.max(1, slots);
  }

  /** Sets the exits, by number, before the code is entered. */
  void setExits(List<Exit> list) {
    exits = list.toArray(new Exit[0]);
  }

  /** A frame to leave in, which code elsewhere goes on in. */
  Frame newFrame() {
    return new Frame(slots);
  }

  void leave(int number, Frame frame) throws Throwable {
    leaver.leave(exits[number], frame);
    int used = frame.longs.length;
    if (used > slots) {
      slots = used;
    }
  }
}
