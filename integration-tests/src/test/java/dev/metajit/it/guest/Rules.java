package dev.metajit.it.guest;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;

/**
 * An interpreter whose instructions do what Java has rules about: initialize classes, throw, read
 * what other threads write. Instructions are pairs of a code and an operand.
 */
public final class Rules {
  static final int LOOP = 0;
  static final int ADD = 1;
  static final int NULL = 2;
  static final int BOUNDS = 3;
  static final int CAST = 4;
  static final int DIVIDE = 5;
  static final int SIZE = 6;
  static final int STORE = 7;
  static final int INITIALIZE = 8;
  static final int FAIL_TO_INITIALIZE = 9;
  static final int RECURSE = 10;
  static final int FILL = 11;
  static final int THROW = 12;
  static final int LOCKED = 13;
  static final int WAIT = 14;
  static final int PUBLISH = 15;
  static final int YIELD = 16;

  /** What happened, in order. */
  static final StringBuffer EVENTS = new StringBuffer();

  static final Object LOCK = new Object();
  static long locked;
  static volatile boolean ready;
  static int published;

  private Rules() {}

  /** Initialized by the first instruction that gets here. */
  static final class Good {
    static int value = note("good");

    private Good() {}
  }

  /** Its initializer throws. */
  static final class Bad {
    static int value = note("bad") / (EVENTS.length() * 0);

    private Bad() {}
  }

  private static int note(String event) {
    EVENTS.append(event).append(' ');
    return event.length();
  }

  /** What the guest works on. */
  static final class Guest {
    final int[] code;
    int counter;
    long sum;
    int mistakeAt;
    Object any = "text";
    Object[] strings = new String[2];
    int[] numbers = {1, 2, 3};
    Object kept;

    Guest(int rounds, int mistakeAt, int... body) {
      code = new int[body.length + 2];
      System.arraycopy(body, 0, code, 0, body.length);
      code[body.length] = LOOP;
      counter = rounds;
      this.mistakeAt = mistakeAt;
    }

    boolean isMistake() {
      return counter == mistakeAt;
    }
  }

  @JitDriver(
      name = "rules",
      greens = {"pc", "code"})
  static long run(int[] code, Guest guest) {
    int pc = 0;
    while (true) {
      Jit.mergePoint();
      int operand = code[pc + 1];
      switch (code[pc]) {
        case LOOP -> {
          if (--guest.counter <= 0) {
            return guest.sum;
          }
          pc = operand;
          continue;
        }
        case ADD -> guest.sum += operand + guest.counter;
        case NULL -> guest.sum += (guest.isMistake() ? null : guest.numbers).length;
        case BOUNDS -> guest.sum += guest.numbers[guest.isMistake() ? operand : 1];
        case CAST ->
            guest.sum += ((String) (guest.isMistake() ? guest.numbers : guest.any)).length();
        case DIVIDE -> guest.sum += operand / (guest.isMistake() ? 0 : 3);
        case SIZE -> guest.sum += new int[guest.isMistake() ? -operand : operand].length;
        case STORE -> guest.strings[0] = guest.isMistake() ? (Object) operand : "fits";
        case INITIALIZE -> guest.sum += guest.counter < guest.mistakeAt ? Good.value : 1;
        case FAIL_TO_INITIALIZE -> guest.sum += guest.counter < guest.mistakeAt ? Bad.value : 1;
        case RECURSE -> guest.sum += guest.isMistake() ? deeper(guest, 0) : 1;
        case FILL -> fill(guest);
        case THROW -> check(guest, operand);
        case LOCKED -> lock();
        case WAIT -> await(guest);
        case PUBLISH -> publish(operand);
        default -> Thread.yield();
      }
      pc += 2;
    }
  }

  private static long deeper(Guest guest, long depth) {
    return deeper(guest, depth + 1) + guest.counter;
  }

  /** Takes all memory there is. */
  private static void fill(Guest guest) {
    guest.kept = new Object[] {guest.kept, new long[1 << 17]};
  }

  private static void check(Guest guest, int operand) {
    guest.sum++;
    if (guest.isMistake()) {
      guest.sum += 1000;
      throw new IllegalStateException("at " + operand, new RuntimeException("cause"));
    }
  }

  private static void lock() {
    synchronized (LOCK) {
      locked++;
    }
  }

  private static void await(Guest guest) {
    guest.sum++;
    if (ready) {
      guest.sum = published;
      guest.counter = 1;
    }
  }

  private static void publish(int value) {
    published = value;
    ready = true;
  }
}
