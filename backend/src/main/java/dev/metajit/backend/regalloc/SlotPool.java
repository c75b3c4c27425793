package dev.metajit.backend.regalloc;

import java.util.ArrayDeque;

/** Spill slots: those that no value lives in are used again. */
final class SlotPool {
  private final ArrayDeque<Slot> free = new ArrayDeque<>();
  private final ArrayDeque<Slot> returned = new ArrayDeque<>();
  private int used;

  /** The slots of the start are taken. */
  SlotPool(Location[] start) {
    for (Location location : start) {
      if (location instanceof Slot slot) {
        used = Math.max(used, slot.index() + 1);
      }
    }
  }

  Slot take() {
    return free.isEmpty() ? new Slot(used++) : free.pop();
  }

  /** The slot is free once the current node is done, which may still read it. */
  void giveBack(Slot slot) {
    returned.push(slot);
  }

  /** The current node is done. */
  void nextNode() {
    while (!returned.isEmpty()) {
      free.push(returned.pop());
    }
  }

  /** How many there are. */
  int used() {
    return used;
  }
}
