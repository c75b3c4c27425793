package dev.metajit.bench.guests;

import java.util.Locale;

/** The WebAssembly programs in Java. */
public final class WasmLimits {
  private static final LimitTable TABLE =
      new LimitTable()
          .with("fib", (n, out) -> out.line(Numbers.fib(n)))
          .with("loops", Numbers::loops)
          .with("gcd", (n, out) -> out.line(Numbers.gcdSum(n)))
          .with("sieve", (n, out) -> out.line(Numbers.sieve(n)))
          .with("mandelbrot", (n, out) -> out.line(Numbers.mandelbrot(n, "\n")))
          .with(
              "nbody",
              (n, out) -> {
                NBody system = new NBody();
                out.line(nineDigits(system.energy()));
                system.advance(n);
                out.line(nineDigits(system.energy()));
              })
          .with("spectral", (n, out) -> out.line(nineDigits(Numbers.spectral(n))))
          .with("sort", (n, out) -> out.line(Sort.result(n, "\n")))
          .with("crc32", (n, out) -> out.line(Hashes.crc32(n)))
          .with("sha256", (n, out) -> out.line(Hashes.sha256(n)))
          .with("bintrees", (n, out) -> out.line(Trees.total(n) + "\n" + Trees.kept(n)))
          .with("queens", (n, out) -> out.line(new Queens(n).solutions()))
          .with("dispatch", (n, out) -> out.line(Numbers.dispatch(n)))
          .with("matrix", Numbers::matrix);

  private WasmLimits() {}

  /** The program's name and argument. */
  public static void main(String[] args) throws Exception {
    TABLE.run(args);
  }

  private static String nineDigits(double value) {
    return String.format(Locale.ROOT, "%.9f", value);
  }
}
