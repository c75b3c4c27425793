package dev.metajit.backend.x64;

import dev.metajit.backend.Frame;
import dev.metajit.backend.memory.HeapWindow;
import dev.metajit.backend.memory.NativeFrame;
import dev.metajit.trace.Kind;

/** Copies values between Java's frame and the native one. */
final class X64FrameCopy {
  private X64FrameCopy() {}

  /** Puts inputs of these kinds into the transfer slots. */
  static void in(Kind[] kinds, Frame frame, NativeFrame to) {
    for (int i = 0; i < kinds.length; i++) {
      long bits = frame.longs[i];
      if (kinds[i] == Kind.REF) {
        bits = frame.refs[i] == null ? X64Reference.NULL : X64Reference.ofSlot(i);
      }
      to.setValue(i, bits);
    }
  }

  /** Takes values of these kinds out of the transfer slots. */
  static void out(Kind[] kinds, Frame frame, NativeFrame from, X64Constants constants) {
    frame.ensureSize(kinds.length);
    boolean moved = false;
    for (int i = 0; i < kinds.length; i++) {
      long bits = from.value(i);
      switch (kinds[i]) {
        case INT, FLOAT -> frame.longs[i] = (int) bits;
        case REF -> moved |= bits != X64Reference.ofSlot(i);
        default -> frame.longs[i] = bits;
      }
    }
    if (moved) {
      references(kinds, frame, from, constants);
    }
  }

  private static void references(
      Kind[] kinds, Frame frame, NativeFrame from, X64Constants constants) {
    Object[] references = new Object[kinds.length];
    for (int i = 0; i < kinds.length; i++) {
      if (kinds[i] == Kind.REF) {
        references[i] = reference(from.value(i), frame, from, constants);
      }
    }
    System.arraycopy(references, 0, frame.refs, 0, references.length);
  }

  private static Object reference(
      long bits, Frame frame, NativeFrame from, X64Constants constants) {
    if (bits == X64Reference.NULL) {
      return null;
    }
    if (X64Reference.isConstant(bits)) {
      return constants.get(X64Reference.constant(bits));
    }
    if (X64Reference.isExport(bits)) {
      HeapWindow window = from.heapWindow();
      return window.take(X64Reference.export(bits));
    }
    return frame.refs[X64Reference.slot(bits)];
  }
}
