package dev.metajit.backend;

import dev.metajit.trace.Exit;
import dev.metajit.trace.Trace;
import java.util.List;
import java.util.Optional;

/** Makes traces runnable. Thread-safe. */
public interface Backend {
  /** The name in options and logs. */
  String name();

  /** Why this backend cannot compile the trace; empty if it can. */
  Optional<String> unsupported(Trace trace);

  /**
   * Compiles traces that belong together. A jump to the token of one of them, and a guard whose
   * bridge (see {@link BridgeLookup}) is one of them, goes there directly. A jump to another token
   * leaves through its exit, or directly where the backend can reach the token's compiled code. A
   * jump back may leave through its exit now and then, wherever it goes.
   *
   * <p>Does not publish: the caller sets the tokens' compiled code and attaches bridges.
   *
   * @param traces not empty; all supported
   * @param bridges which of the traces is the bridge of which exit
   * @return the compiled traces, in the same order
   * @throws CodeMemoryException if there is no room for the code
   */
  List<CompiledTrace> compile(List<Trace> traces, BridgeLookup bridges);

  /**
   * As {@link #compile}, where some of the traces have been compiled before, together with others.
   *
   * @param before what they were compiled to then; code that would be the same now is used again
   */
  default List<CompiledTrace> compileAgain(
      List<Trace> traces, BridgeLookup bridges, List<CompiledTrace> before) {
    return compile(traces, bridges);
  }

  /**
   * Makes the bridge the way on from this exit, in running code too where it can; sets {@link
   * Exit#attach}.
   */
  default void attach(Exit exit, CompiledTrace bridge) {
    exit.attach(bridge);
  }

  /** Which trace continues at an exit. */
  @FunctionalInterface
  interface BridgeLookup {
    /** No exit has a bridge. */
    BridgeLookup NONE = exit -> null;

    /** The bridge of this exit, or null. */
    Trace bridgeOf(Exit exit);
  }

  /** Gives back what code took up that nobody refers to any more; cheap if there is none. */
  default void reclaim() {}
}
