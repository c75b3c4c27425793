package dev.metajit.warm;

import dev.metajit.metainterp.GreenKey;
import dev.metajit.metainterp.TreeGrowth;
import dev.metajit.trace.TargetToken;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What one recording makes of a tree, and has to know of it. */
final class BridgeGrowth implements TreeGrowth {
  private final TraceTree tree;
  private final boolean mayMakeJoin;
  private final Set<GreenKey> passed = new HashSet<>();
  private final Map<GreenKey, Integer> inlined = new HashMap<>();
  private Join reached;
  private boolean isNew;

  /**
   * @param mayMakeJoin whether the recording may end where there is no join yet
   */
  BridgeGrowth(TraceTree tree, boolean mayMakeJoin) {
    this.tree = tree;
    this.mayMakeJoin = mayMakeJoin;
  }

  @Override
  public TargetToken join(GreenKey key) {
    reached = tree.joinAt(key);
    if (reached == null && mayMakeJoin) {
      reached = tree.makeJoin(key);
      isNew = reached != null;
    }
    if (reached == null) {
      passed.add(key);
      return null;
    }
    return reached.token;
  }

  @Override
  public boolean isInlinedTooMuch(GreenKey function) {
    return tree.isInlinedTooMuch(function);
  }

  @Override
  public void inlined(GreenKey function, int operations) {
    inlined.merge(function, operations, Integer::sum);
  }

  /** The join that the recording has ended at, or null. */
  Join reached() {
    return reached;
  }

  /** True if the trace of that join is still to be recorded, by who has this in hand. */
  boolean isNew() {
    return isNew;
  }

  /** The recording becomes a trace of the tree. */
  void accepted() {
    tree.grown(passed, inlined);
  }
}
