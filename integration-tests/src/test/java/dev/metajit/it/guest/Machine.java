package dev.metajit.it.guest;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import java.util.SplittableRandom;

/**
 * An interpreter that does, one by one, what Java can do to numbers, arrays, objects and
 * exceptions: locals of every kind, guest code that divides by zero, leaves arrays, casts wrongly,
 * and catches that or not. Programs are random, from a seed, so that plain and accelerated runs can
 * be compared on many of them.
 */
public final class Machine {
  /** Operations from this one on are conditional jumps forward. */
  static final int FIRST_JUMP = 60;

  static final int HALT = 66;
  static final int SET_COUNTER = 67;
  static final int LOOP = 68;
  private static final int INSTRUCTION = 4;

  private Machine() {}

  /**
   * Runs programs and prints a line for each.
   *
   * @param args the first seed, and how many
   */
  public static void main(String[] args) {
    long first = Long.parseLong(args[0]);
    for (long seed = first; seed < first + Long.parseLong(args[1]); seed++) {
      System.out.println("seed " + seed + ": " + outcome(seed));
    }
  }

  /** What the program with this seed ends with. */
  static String outcome(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] code = RandomProgram.generate(random);
    MachineState state = new MachineState(random);
    boolean catching = random.nextInt(4) > 0;
    String end;
    try {
      end = Long.toHexString(run(code, state, catching));
    } catch (RuntimeException e) {
      // not the message: HotSpot leaves it out of an exception that is thrown often
      end = e.getClass().getName();
    }
    return end + " " + Long.toHexString(state.checksum());
  }

  @JitDriver(
      name = "machine",
      greens = {"pc", "code"})
  private static long run(int[] code, MachineState m, boolean catching) {
    int[] counters = new int[INSTRUCTION];
    int pc = 0;
    int i = 1;
    long l = 2;
    float f = 3;
    double d = 4;
    Object o = null;
    while (true) {
      Jit.mergePoint();
      int a = code[pc + 1];
      int b = code[pc + 2];
      int c = code[pc + 3];
      try {
        switch (code[pc]) {
          case 0 -> m.ints[a] = m.ints[b] + m.ints[c];
          case 1 -> m.ints[a] = m.ints[b] - m.ints[c];
          case 2 -> m.ints[a] = m.ints[b] * m.ints[c];
          case 3 -> m.ints[a] = m.ints[b] / m.ints[c];
          case 4 -> m.ints[a] = m.ints[b] % m.ints[c];
          case 5 -> m.ints[a] = m.ints[b] << m.ints[c];
          case 6 -> m.ints[a] = m.ints[b] >> m.ints[c];
          case 7 -> m.ints[a] = m.ints[b] >>> m.ints[c];
          case 8 -> m.ints[a] = (m.ints[b] & m.ints[c]) ^ ~i;
          case 9 -> m.ints[a] = -m.ints[b] | c;
          case 10 -> i += (byte) m.ints[b];
          case 11 -> i ^= (short) m.ints[b] + (char) m.ints[c];
          case 12 -> i = Math.addExact(m.ints[b], m.ints[c]);
          case 13 -> i = Math.multiplyExact(i, m.ints[c]);
          case 14 -> m.longs[a] = m.longs[b] + m.longs[c];
          case 15 -> m.longs[a] = m.longs[b] - m.longs[c];
          case 16 -> m.longs[a] = m.longs[b] * m.longs[c];
          case 17 -> m.longs[a] = m.longs[b] / m.longs[c];
          case 18 -> m.longs[a] = m.longs[b] % m.longs[c];
          case 19 -> m.longs[a] = m.longs[b] << m.ints[c];
          case 20 -> m.longs[a] = m.longs[b] >> m.longs[c];
          case 21 -> m.longs[a] = m.longs[b] >>> m.ints[c];
          case 22 -> l = l * 31 + (m.longs[a] ^ m.longs[b]);
          case 23 -> l += m.ints[a] & 0xFFFFFFFFL;
          case 24 -> m.ints[a] = (int) m.longs[b];
          case 25 -> l = -l | m.longs[a];
          case 26 -> m.doubles[a] = m.doubles[b] + m.doubles[c];
          case 27 -> m.doubles[a] = m.doubles[b] - d;
          case 28 -> m.doubles[a] = m.doubles[b] * m.doubles[c];
          case 29 -> m.doubles[a] = m.doubles[b] / m.doubles[c];
          case 30 -> m.doubles[a] = m.doubles[b] % m.doubles[c];
          case 31 -> d = -m.doubles[a] + 0.5;
          case 32 -> m.ints[a] = (int) m.doubles[b];
          case 33 -> m.longs[a] = (long) m.doubles[b];
          case 34 -> m.doubles[a] = m.longs[b];
          case 35 -> d = m.ints[a];
          case 36 -> d = Math.sqrt(m.doubles[a]);
          case 37 -> d = Math.max(m.doubles[a], Math.abs(m.doubles[b]));
          case 38 -> m.floats[a] = m.floats[b] + f;
          case 39 -> f = m.floats[a] * m.floats[b];
          case 40 -> f = (float) m.doubles[a];
          case 41 -> d = f / m.floats[a];
          case 42 -> m.ints[a] = (int) m.floats[b];
          case 43 -> m.longs[a] = (long) f;
          case 44 -> m.bytes[a] = (byte) (m.bytes[b] + m.ints[c]);
          case 45 -> m.chars[a] = (char) (m.chars[b] + m.ints[c]);
          case 46 -> i += m.bytes[m.ints[b] & (2 * MachineState.SIZE - 1)];
          case 47 -> m.ints[m.ints[a]] = i;
          case 48 -> i = m.chars[m.bytes[b]];
          case 49 -> m.objects[a] = m.ints[b] + 1;
          case 50 -> i += (Integer) m.objects[b];
          case 51 -> m.objects[a] = o;
          case 52 -> o = m.objects[b];
          case 53 -> i += m.objects[b].hashCode();
          case 54 -> i += new int[m.bytes[b]].length;
          case 55 -> o = ((String) o).length();
          case 56 -> m.field += m.ints[a];
          case 57 -> l += m.field-- & 3;
          case 58 -> l += (m.longs[a] > m.longs[b] ? 5 : 3) + Math.round(m.doubles[c]);
          case 59 -> i += pair(m.ints[a], m.ints[b]).sum();
          // jumps forward, if...
          case 60 -> pc = m.ints[a] < m.ints[b] ? c - INSTRUCTION : pc;
          case 61 -> pc = m.longs[a] == m.longs[b] ? c - INSTRUCTION : pc;
          case 62 -> pc = m.doubles[a] < m.doubles[b] ? c - INSTRUCTION : pc;
          case 63 -> pc = !(m.floats[a] >= f) ? c - INSTRUCTION : pc;
          case 64 -> pc = m.objects[a] instanceof Integer ? c - INSTRUCTION : pc;
          case 65 -> pc = o == m.objects[a] ? c - INSTRUCTION : pc;
          case HALT -> {
            return l * 31 + i + Float.floatToIntBits(f) + Double.doubleToLongBits(d);
          }
          case SET_COUNTER -> counters[a] = b;
          case LOOP -> pc = --counters[a] > 0 ? b - INSTRUCTION : pc;
          default -> throw new IllegalStateException("operation " + code[pc]);
        }
      } catch (ArithmeticException | NegativeArraySizeException e) {
        m.caught += 3;
        if (!catching && m.caught > 1000) {
          throw e;
        }
      } catch (IndexOutOfBoundsException | NullPointerException | ClassCastException e) {
        m.caught++;
      }
      pc += INSTRUCTION;
    }
  }

  private static Pair pair(int left, int right) {
    return new Pair(left, right);
  }

  private record Pair(int left, int right) {
    int sum() {
      return left + right;
    }
  }
}
