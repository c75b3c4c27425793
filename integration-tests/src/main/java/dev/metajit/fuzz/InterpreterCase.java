package dev.metajit.fuzz;

import dev.metajit.fuzz.program.InterpreterSpec;
import java.util.List;

/**
 * A random interpreter with a guest, the worlds it runs in, and options of the JIT.
 *
 * @param interpreter the interpreter
 * @param guest the guest's instructions, {@link InterpreterSpec#WORDS} words each
 * @param worlds seeds of the worlds; one run in each, one after the other
 * @param fuel backward jumps in each run
 * @param settings options of the accelerated run
 */
record InterpreterCase(
    InterpreterSpec interpreter,
    List<int[]> guest,
    List<Long> worlds,
    int fuel,
    JitSettings settings) {

  InterpreterCase with(InterpreterSpec other) {
    return new InterpreterCase(other, guest, worlds, fuel, settings);
  }

  InterpreterCase with(List<int[]> otherGuest) {
    return new InterpreterCase(interpreter, otherGuest, worlds, fuel, settings);
  }

  InterpreterCase with(JitSettings other) {
    return new InterpreterCase(interpreter, guest, worlds, fuel, other);
  }

  InterpreterCase with(List<Long> otherWorlds, int otherFuel) {
    return new InterpreterCase(interpreter, guest, otherWorlds, otherFuel, settings);
  }

  /** The guest as the interpreter reads it. */
  int[] code() {
    int[] code = new int[guest.size() * InterpreterSpec.WORDS];
    for (int i = 0; i < guest.size(); i++) {
      System.arraycopy(guest.get(i), 0, code, i * InterpreterSpec.WORDS, InterpreterSpec.WORDS);
    }
    return code;
  }
}
