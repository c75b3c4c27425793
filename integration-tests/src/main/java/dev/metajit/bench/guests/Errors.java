package dev.metajit.bench.guests;

/** Errors thrown and caught. */
final class Errors {
  private Errors() {}

  private static final class Code extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int code;

    Code(int code) {
      super(null, null, false, false);
      this.code = code;
    }
  }

  private static final class Seven extends RuntimeException {
    private static final long serialVersionUID = 1;

    Seven() {
      super("seven", null, false, false);
    }
  }

  private static int risky(int i) {
    if (i % 5 == 0) {
      throw new Code(i % 11);
    } else if (i % 7 == 0) {
      throw new Seven();
    } else if (i % 13 == 0) {
      throw new ArithmeticException();
    }
    return 2 * i + 1;
  }

  static void run(int n, LimitTable.Output out) {
    int sum = 0;
    int codes = 0;
    int strings = 0;
    int faults = 0;
    for (int i = 1; i <= n; i++) {
      try {
        sum = (sum + risky(i)) % 1000003;
      } catch (Code e) {
        codes += e.code;
      } catch (Seven e) {
        strings++;
      } catch (ArithmeticException e) {
        faults++;
      }
    }
    out.line(sum + "\t" + codes + "\t" + strings + "\t" + faults);
    long total = 0;
    for (int i = 1; i <= n; i++) {
      total += 4 + i % 5 + i % 3;
    }
    out.line(total);
  }
}
