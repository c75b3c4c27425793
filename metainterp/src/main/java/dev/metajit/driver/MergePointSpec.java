package dev.metajit.driver;

/**
 * Where the merge point of a portal is, as its author wrote it.
 *
 * @param place how it is found
 * @param line source line for {@link Place#LINE}, else -1
 */
public record MergePointSpec(Place place, int line) {
  /** Ways to find a merge point. */
  public enum Place {
    /** The call of {@code Jit.mergePoint()} if there is one, else as {@link #HEADER}. */
    AUTO,
    /** The call of {@code Jit.mergePoint()}. */
    CALL,
    /** The header of the outermost loop around the dispatch switch, else of the outermost loop. */
    HEADER,
    /** The header of the innermost loop around the dispatch switch. */
    INNER,
    /** The first instruction of a source line. */
    LINE
  }

  /** {@link Place#AUTO}. */
  public static final MergePointSpec AUTO = new MergePointSpec(Place.AUTO, -1);

  /** {@link Place#CALL}. */
  public static final MergePointSpec CALL = new MergePointSpec(Place.CALL, -1);

  /** {@link Place#INNER}. */
  public static final MergePointSpec INNER = new MergePointSpec(Place.INNER, -1);

  /** {@link Place#HEADER}. */
  public static final MergePointSpec HEADER = new MergePointSpec(Place.HEADER, -1);

  /** The first instruction of this source line. */
  public static MergePointSpec atLine(int line) {
    return new MergePointSpec(Place.LINE, line);
  }
}
