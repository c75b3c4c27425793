package dev.metajit.bench.guests;

import java.util.Locale;

/** The AWK programs in Java. */
public final class AwkLimits {
  private static final LimitTable TABLE =
      new LimitTable()
          .with("fib", (n, out) -> out.line(Numbers.fib(n)))
          .with("loops", Numbers::loops)
          .with("sieve", (n, out) -> out.line(Numbers.sieve(n)))
          .with("mandelbrot", (n, out) -> out.line(Numbers.mandelbrot(n, " ")))
          .with(
              "nbody",
              (n, out) -> {
                NBody system = new NBody();
                out.line(String.format(Locale.ROOT, "%.9f", system.energy()));
                system.advance(n);
                out.line(String.format(Locale.ROOT, "%.9f", system.energy()));
              })
          .with("strings", Texts::awkStrings)
          .with("wordcount", (n, out) -> out.line(Texts.wordCount(n, " ")))
          .with("fields", Fields::run)
          .with("sort", (n, out) -> out.line(Sort.result(n, "\t")));

  private AwkLimits() {}

  /** The program's name and argument. */
  public static void main(String[] args) throws Exception {
    TABLE.run(args);
  }
}
