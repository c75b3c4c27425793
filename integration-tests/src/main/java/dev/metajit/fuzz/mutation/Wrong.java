package dev.metajit.fuzz.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Makes right values wrong ones; called from mutated classes. */
public final class Wrong {
  private static final SplittableRandom RANDOM = new SplittableRandom(1);
  private static final Map<String, Integer> FAILURES = new TreeMap<>();

  private static final int PATIENCE = 2000;

  /** As many calls go well after a failure. */
  private static final int CALM = 4;

  private static final List<String> STAGES = new ArrayList<>();
  private static int active;
  private static int waiting;
  private static int calm;

  private Wrong() {}

  /**
   * Throws something, once in so many times on average. The stages take turns, so that a failure of
   * an early one does not keep the later ones from being reached.
   */
  public static synchronized void perhaps(String stage, int oneIn) {
    if (!STAGES.contains(stage)) {
      STAGES.add(stage);
    }
    if (calm-- > 0) {
      return;
    }
    boolean isActive = STAGES.get(active).equals(stage);
    if (!isActive && ++waiting < PATIENCE || isActive && RANDOM.nextInt(oneIn) > 0) {
      return;
    }
    waiting = 0;
    active = (active + 1) % STAGES.size();
    if (isActive) {
      calm = CALM;
      fail(stage);
    }
  }

  private static void fail(String stage) {
    FAILURES.merge(stage, 1, Integer::sum);
    switch (RANDOM.nextInt(4)) {
      case 0 -> throw new IllegalStateException("injected");
      case 1 -> throw new NoClassDefFoundError("injected");
      case 2 -> throw new AssertionError("injected");
      default -> throw new StackOverflowError("injected");
    }
  }

  /** How often each stage has failed. */
  public static synchronized Map<String, Integer> failures() {
    return new TreeMap<>(FAILURES);
  }

  public static boolean yes(boolean right) {
    return true;
  }

  public static boolean no(boolean right) {
    return false;
  }

  public static int more(int right) {
    return right + 1;
  }

  public static long more(long right) {
    return right + 1;
  }

  /** For counts in a map. */
  public static Object zero(Object right) {
    return 0;
  }

  public static Object nothing(Object right) {
    return null;
  }

  /** A list without its last element. */
  public static Object withoutLast(Object right) {
    List<?> list = (List<?>) right;
    return list.isEmpty() ? list : list.subList(0, list.size() - 1);
  }

  /** A list whose first two elements have changed places. */
  public static Object exchanged(Object right) {
    List<Object> list = new ArrayList<>((List<?>) right);
    if (list.size() > 1) {
      list.add(0, list.remove(1));
    }
    return list;
  }
}
