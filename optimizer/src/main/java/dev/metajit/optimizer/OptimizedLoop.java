package dev.metajit.optimizer;

import dev.metajit.trace.Trace;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A loop, optimized.
 *
 * @param entry assumes nothing about its inputs, so any jump may go to its token, that of the
 *     recorded trace; it runs one iteration and ends with a jump to {@code loop}, or to itself if
 *     there is none
 * @param loop the loop proper, under a new token whose {@code loopState} says what it assumes; null
 *     if one more specialised copy did not pay
 * @param cautious the same without a guess that {@code loop} counts on, for bridges that come where
 *     it does not hold; null if it counts on none
 */
public record OptimizedLoop(Trace entry, Trace loop, Trace cautious) {
  /** The traces that there are; {@code entry} first, {@code loop} last. */
  public List<Trace> traces() {
    return Stream.of(entry, cautious, loop).filter(Objects::nonNull).toList();
  }
}
