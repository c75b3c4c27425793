package dev.metajit.metainterp;

import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.List;

/** What a bridge starts from: rebuilds the frames of a failed guard for the tracer. */
public interface BridgeStart {
  /**
   * Rebuilds the frames, recording what brings back virtual objects and pending stores.
   *
   * @param recorder where to record
   * @param heap learns what is known of the new objects
   */
  Start start(Recorder recorder, HeapCache heap);

  /** The frames for the blackhole, if {@link #start} did not come to its end. */
  Resume.Rebuilt rebuilt();

  /**
   * The frames to go on with.
   *
   * @param innermost the innermost frame
   * @param inputs the trace's inputs: the guard's fail arguments, and the throwable of an exception
   *     guard
   * @param exception the value of the throwable that may be on its way, or null
   * @param thrown the throwable itself, or null
   */
  record Start(MIFrame innermost, List<Variable> inputs, Value exception, Throwable thrown) {}
}
