package dev.metajit.fuzz.world;

/** A final class whose methods throw. */
public final class Branch extends Node {
  public Node left;
  public Node right;
  public final int depth;

  public Branch() {
    depth = 1;
  }

  public Branch(Node left, Node right) {
    this.left = left;
    this.right = right;
    this.depth = left == null ? 0 : left.number + 1;
  }

  /** The object if it is a branch, else a new one. */
  public static Branch sureBranch(Object object) {
    return object instanceof Branch branch ? branch : new Branch(new Leaf(), null);
  }

  @Override
  public int area(int scale) {
    if (scale <= 0 || scale > 4) {
      throw new GuestError(number);
    }
    return left.area(scale - 1);
  }

  public int checked(int value) {
    try {
      return value / number;
    } catch (ArithmeticException e) {
      octet++;
      return -1;
    } finally {
      half += 2;
    }
  }
}
