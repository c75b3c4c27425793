package dev.metajit.bench.guests;

/** The Lua programs in Java. */
public final class LuaLimits {
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
                out.line((long) Math.floor(system.energy() * 1e9));
                system.advance(n);
                out.line((long) Math.floor(system.energy() * 1e9));
              })
          .with("spectral", (n, out) -> out.line((long) Math.floor(Numbers.spectral(n) * 1e9)))
          .with("strings", Texts::luaStrings)
          .with("bintrees", (n, out) -> out.line(Trees.total(n) + " " + Trees.kept(n)))
          .with("closures", Closures::run)
          .with("queens", (n, out) -> out.line(new Queens(n).solutions()))
          .with("sort", (n, out) -> out.line(Sort.result(n, "\t")))
          .with("wordcount", (n, out) -> out.line(Texts.wordCount(n, "\t")))
          .with("errors", Errors::run);

  private LuaLimits() {}

  /** The program's name and argument. */
  public static void main(String[] args) throws Exception {
    TABLE.run(args);
  }
}
