package dev.metajit.bench.guests;

/** Binary trees, made and walked. */
final class Trees {
  private Trees() {}

  private record Tree(Tree left, Tree right) {
    static Tree make(int depth) {
      return depth == 0 ? new Tree(null, null) : new Tree(make(depth - 1), make(depth - 1));
    }

    int check() {
      return left == null ? 1 : 1 + left.check() + right.check();
    }
  }

  /** Nodes of eight trees of this depth. */
  static int total(int depth) {
    int total = 0;
    for (int i = 0; i < 8; i++) {
      total += Tree.make(depth).check();
    }
    return total;
  }

  /** Nodes of one tree of this depth. */
  static int kept(int depth) {
    return Tree.make(depth).check();
  }
}
