package dev.metajit.fuzz.world;

/** Overrides, and hides a field of the superclass. */
public class Leaf extends Node {
  public int number;
  public float weight;

  public Leaf() {}

  public Leaf(float weight) {
    super((int) weight);
    this.weight = weight;
  }

  /** The object if it is a leaf, else a new one. */
  public static Leaf sureLeaf(Object object) {
    return object instanceof Leaf leaf ? leaf : new Leaf(2.5f);
  }

  @Override
  public int area(int scale) {
    weight += scale;
    return super.area(scale) + number;
  }

  @Override
  public long volume(long height) {
    return height / number;
  }

  @Override
  public Leaf link(Node other) {
    any = other;
    return this;
  }
}
