package dev.metajit.bench;

import dev.metajit.launch.JvmResult;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The times of one program in one configuration.
 *
 * @param wallSeconds the JVM from start to end, with all iterations
 * @param firstMillis the first iteration
 * @param steadyMillis the median of the last half of the iterations
 */
public record Measurement(double wallSeconds, double firstMillis, double steadyMillis) {
  /** What a run that was not measured has: no number. */
  public static final Measurement NONE = new Measurement(Double.NaN, Double.NaN, Double.NaN);

  private static final double NANOS_PER_SECOND = 1e9;
  private static final Pattern LINE =
      Pattern.compile("^bench: first_ms=([0-9.]+) steady_ms=([0-9.]+)", Pattern.MULTILINE);

  /** Reads what the program's harness wrote on standard error. */
  public static Measurement of(JvmResult result) {
    double wallSeconds = result.wallNanos() / NANOS_PER_SECOND;
    Matcher matcher = LINE.matcher(result.standardError());
    if (!matcher.find()) {
      return new Measurement(wallSeconds, Double.NaN, Double.NaN);
    }
    return new Measurement(
        wallSeconds, Double.parseDouble(matcher.group(1)), Double.parseDouble(matcher.group(2)));
  }

  /** The better of the two, number by number; a shared machine makes runs slower, never faster. */
  public Measurement best(Measurement other) {
    return new Measurement(
        least(wallSeconds, other.wallSeconds),
        least(firstMillis, other.firstMillis),
        least(steadyMillis, other.steadyMillis));
  }

  private static double least(double a, double b) {
    return Double.isNaN(a) || b < a ? b : a;
  }

  /**
   * How many times faster than the other it is in the steady state; empty if either was not
   * measured.
   */
  public OptionalDouble speedupOver(Measurement plain) {
    double ratio = plain.steadyMillis / steadyMillis;
    return Double.isFinite(ratio) ? OptionalDouble.of(ratio) : OptionalDouble.empty();
  }
}
