package dev.metajit.warm;

import dev.metajit.metainterp.GreenKey;
import dev.metajit.trace.TargetToken;

/** A guest location where bridges of a tree end, to go on in one trace that they share. */
final class Join {
  final TraceTree tree;
  final GreenKey key;
  final TargetToken token = new TargetToken("join");
  private volatile boolean dead;

  Join(TraceTree tree, GreenKey key) {
    this.tree = tree;
    this.key = key;
  }

  /** There will be no trace. */
  void giveUp() {
    dead = true;
  }

  boolean isDead() {
    return dead;
  }
}
