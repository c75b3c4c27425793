package dev.metajit.optimizer;

/**
 * What is known about a reference that is not virtual.
 *
 * @param nonNull it is not null
 * @param exactClass its class, or null if unknown; implies {@code nonNull}
 * @param fresh it was allocated in this trace and nothing else refers to it yet
 */
record RefFacts(boolean nonNull, Class<?> exactClass, boolean fresh) {
  static final RefFacts UNKNOWN = new RefFacts(false, null, false);
  static final RefFacts NON_NULL = new RefFacts(true, null, false);

  static RefFacts exactly(Class<?> type) {
    return new RefFacts(true, type, false);
  }

  static RefFacts fresh(Class<?> type) {
    return new RefFacts(true, type, true);
  }

  RefFacts escaped() {
    return fresh ? new RefFacts(nonNull, exactClass, false) : this;
  }

  /** True if these facts follow from the other's; {@link #fresh} does not count. */
  boolean impliedBy(RefFacts other) {
    return (!nonNull || other.nonNull) && (exactClass == null || exactClass == other.exactClass);
  }

  /** What holds of both; not fresh. */
  RefFacts or(RefFacts other) {
    return new RefFacts(
        nonNull && other.nonNull, exactClass == other.exactClass ? exactClass : null, false);
  }

  /**
   * Both facts.
   *
   * @throws InvalidLoopException if they contradict
   */
  RefFacts and(RefFacts other) {
    if (exactClass != null && other.exactClass != null && exactClass != other.exactClass) {
      throw new InvalidLoopException("two classes for one object");
    }
    return new RefFacts(
        nonNull || other.nonNull,
        exactClass != null ? exactClass : other.exactClass,
        fresh || other.fresh);
  }
}
