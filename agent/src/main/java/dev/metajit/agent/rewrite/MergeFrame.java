package dev.metajit.agent.rewrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FrameNode;

/**
 * The locals of a portal at its merge point, with the hook's own locals behind them, as stack map
 * frames.
 */
final class MergeFrame {
  private final List<Object> bySlot;
  private final int ownSlots;

  /**
   * A frame.
   *
   * @param types the portal's locals by slot
   * @param ownSlots where the hook's locals begin
   */
  MergeFrame(List<Object> types, int ownSlots) {
    this.bySlot = types;
    this.ownSlots = ownSlots;
  }

  /** The frame with these of the hook's locals set, in order from the first of its slots. */
  FrameNode with(Object... own) {
    List<Object> slots = new ArrayList<>(bySlot);
    slots.addAll(Collections.nCopies(ownSlots - slots.size(), Opcodes.TOP));
    Collections.addAll(slots, own);
    return node(slots);
  }

  /** An existing frame of the portal with one more int behind all its locals. */
  static void appendInt(FrameNode frame, int slot) {
    List<Object> locals = new ArrayList<>(frame.local == null ? List.of() : frame.local);
    int used = 0;
    for (Object element : locals) {
      used += isWide(element) ? 2 : 1;
    }
    locals.addAll(Collections.nCopies(slot - used, Opcodes.TOP));
    locals.add(Opcodes.INTEGER);
    frame.local = locals;
  }

  /** A frame with an empty stack from types by slot. */
  static FrameNode node(List<Object> slots) {
    List<Object> elements = new ArrayList<>();
    for (int slot = 0; slot < slots.size(); slot++) {
      elements.add(slots.get(slot));
      if (isWide(slots.get(slot))) {
        slot++;
      }
    }
    while (!elements.isEmpty() && elements.get(elements.size() - 1).equals(Opcodes.TOP)) {
      elements.remove(elements.size() - 1);
    }
    return new FrameNode(Opcodes.F_NEW, elements.size(), elements.toArray(), 0, new Object[0]);
  }

  static boolean isWide(Object element) {
    return Opcodes.LONG.equals(element) || Opcodes.DOUBLE.equals(element);
  }
}
