package dev.metajit.metainterp;

import dev.metajit.codewriter.ResolvedMethod;
import dev.metajit.driver.Portal;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.TargetToken;

/** What the tracer asks of the warm state. */
public interface JitCells {
  /** The token of the entry trace of the compiled code at this location, or null. */
  TargetToken compiledEntry(GreenKey key);

  /** True if the code there is left by a promoted variable that has too many values. */
  boolean fansOut(GreenKey key);

  /**
   * True if a trace that starts there, or a bridge of it, may end in the middle: one has been too
   * long, and no guest function was to blame that it inlined.
   */
  boolean mayBeCut(GreenKey key);

  /** False if calls of the guest function that starts there must not be inlined. */
  boolean canInline(GreenKey key);

  /** A loop of the guest function that starts there came round while it was inlined. */
  void noteLoop(GreenKey key);

  /** True if that has been so. */
  boolean hasLoop(GreenKey key);

  /**
   * A call that runs the portal from its merge point with these greens; its arguments are the reds.
   */
  CallDescr portalCall(GreenKey key);

  /** The portal's code. */
  PortalCode portalCode(Portal portal);

  /** How the blackhole runs inlined calls of portals. */
  PortalCalls portalCalls();

  /** A method is called where it could have been traced into, for this reason. */
  void opaque(ResolvedMethod method, String reason);

  /** The guest location, for people. */
  String location(GreenKey key);
}
