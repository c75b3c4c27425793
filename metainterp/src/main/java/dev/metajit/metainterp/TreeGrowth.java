package dev.metajit.metainterp;

import dev.metajit.trace.TargetToken;

/**
 * The tree that a bridge is recorded for, as far as the recording has to know what others have
 * recorded before. Where guest code branches often, there are more ways through it than anybody
 * wants as traces; so what many of them have in common becomes a trace, or a function, of its own.
 */
public interface TreeGrowth {
  /** Of a trace that no tree is known of yet. */
  TreeGrowth NONE =
      new TreeGrowth() {
        @Override
        public TargetToken join(GreenKey key) {
          return null;
        }

        @Override
        public boolean isInlinedTooMuch(GreenKey function) {
          return false;
        }

        @Override
        public void inlined(GreenKey function, int operations) {}
      };

  /**
   * The recording is at a merge point of the portal that it started in.
   *
   * @return what to jump to from there, since others go on in the same way; null to go on
   */
  TargetToken join(GreenKey key);

  /** True if bridges of the tree have recorded so much of this guest function: it is called now. */
  boolean isInlinedTooMuch(GreenKey function);

  /**
   * A guest function that was inlined has been left.
   *
   * @param operations those of it that were recorded, without those of functions inlined into it
   */
  void inlined(GreenKey function, int operations);
}
