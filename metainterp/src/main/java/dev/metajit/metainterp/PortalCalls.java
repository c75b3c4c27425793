package dev.metajit.metainterp;

import dev.metajit.codewriter.CallResult;
import dev.metajit.codewriter.JitCode;

/** What the {@link Blackhole} asks when an inlined call of a portal reaches its merge point. */
public interface PortalCalls {
  /** Goes on in the blackhole every time. */
  PortalCalls NONE =
      new PortalCalls() {
        @Override
        public boolean canRun(JitCode portal) {
          return false;
        }

        @Override
        public void run(BlackholeFrame frame, CallResult result) {
          throw new IllegalStateException("cannot run a portal");
        }
      };

  /** True if {@link #run} can take over the rest of a call of this portal. */
  boolean canRun(JitCode portal);

  /**
   * Runs a call of a portal from its merge point to its end.
   *
   * @param frame the portal's frame, at its merge point
   * @param result where its result goes
   * @throws Throwable what the portal throws
   */
  void run(BlackholeFrame frame, CallResult result) throws Throwable;
}
