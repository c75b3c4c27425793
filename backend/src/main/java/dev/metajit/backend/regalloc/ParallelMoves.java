package dev.metajit.backend.regalloc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts moves that happen at once into an order; no target is written before it has been read. */
public final class ParallelMoves {
  /** One step of the ordered form. */
  public sealed interface Step permits Copy, Exchange, Save, Restore {}

  /** Copies one place to another. */
  public record Copy(Move move) implements Step {}

  /** Exchanges two general registers. */
  public record Exchange(Register one, Register other) implements Step {}

  /** Puts a slot aside (one at a time), because its cycle is broken there. */
  public record Save(Location from) implements Step {}

  /** Writes what was put aside. */
  public record Restore(Move move) implements Step {}

  private final Map<Location, Move> byTarget = new LinkedHashMap<>();
  private final Map<Location, Integer> readers = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();

  private ParallelMoves(List<Move> moves) {
    for (Move move : moves) {
      if (!move.from().equals(move.to())) {
        if (byTarget.put(move.to(), move) != null) {
          throw new IllegalArgumentException("two moves to " + move.to());
        }
        readers.merge(move.from(), 1, Integer::sum);
      }
    }
  }

  /**
   * Orders the moves.
   *
   * @param moves all targets are different
   */
  public static List<Step> order(List<Move> moves) {
    ParallelMoves parallel = new ParallelMoves(moves);
    for (Move move : moves) {
      parallel.unwind(move.to());
    }
    while (!parallel.byTarget.isEmpty()) {
      parallel.breakCycle(parallel.byTarget.values().iterator().next());
    }
    return parallel.steps;
  }

  /**
   * Makes the move to this place if nobody reads the place any more, then those that this has made
   * possible.
   */
  private void unwind(Location target) {
    Location free = target;
    while (free != null && byTarget.containsKey(free) && readers.getOrDefault(free, 0) == 0) {
      Move move = byTarget.remove(free);
      steps.add(new Copy(move));
      free = readers.merge(move.from(), -1, Integer::sum) == 0 ? move.from() : null;
    }
  }

  private void breakCycle(Move first) {
    List<Move> cycle = new ArrayList<>();
    Move move = first;
    do {
      cycle.add(move);
      move = byTarget.get(move.from());
    } while (move != first);
    cycle.forEach(m -> byTarget.remove(m.to()));
    if (cycle.stream().allMatch(m -> isGeneral(m.to()))) {
      exchange(cycle);
    } else {
      saveAndCopy(cycle);
    }
  }

  private static boolean isGeneral(Location location) {
    return location instanceof Register register && register.bank() == Bank.GENERAL;
  }

  /** {@code cycle.get(i)} reads what {@code cycle.get(i + 1)} writes. */
  private void exchange(List<Move> cycle) {
    for (int i = 0; i < cycle.size() - 1; i++) {
      steps.add(new Exchange((Register) cycle.get(i).to(), (Register) cycle.get(i).from()));
    }
  }

  private void saveAndCopy(List<Move> cycle) {
    int start = 0;
    for (int i = 0; i < cycle.size(); i++) {
      if (cycle.get(i).to() instanceof Slot) {
        start = i;
      }
    }
    steps.add(new Save(cycle.get(start).to()));
    int size = cycle.size();
    for (int i = 0; i < size - 1; i++) {
      steps.add(new Copy(cycle.get((start + i) % size)));
    }
    steps.add(new Restore(cycle.get((start + size - 1) % size)));
  }
}
