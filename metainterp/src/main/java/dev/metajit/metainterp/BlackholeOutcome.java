package dev.metajit.metainterp;

/**
 * How the {@link Blackhole} came to its end.
 *
 * @param end which end
 * @param frame the bottommost frame, at its merge point or where it left
 * @param bits the primitive result of {@link End#RETURN}
 * @param ref the reference result of {@link End#RETURN}
 * @param thrown what {@link End#THROW} throws
 */
public record BlackholeOutcome(
    End end, BlackholeFrame frame, long bits, Object ref, Throwable thrown) {
  /** The ends. */
  public enum End {
    /** The bottommost frame stands at its merge point. */
    MERGE_POINT,
    /** The bottommost frame returned. */
    RETURN,
    /** The bottommost frame threw. */
    THROW
  }
}
