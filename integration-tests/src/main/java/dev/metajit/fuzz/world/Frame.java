package dev.metajit.fuzz.world;

/** A guest's frame: registers as fields, and as elements of arrays. */
public final class Frame {
  public int i0;
  public int i1;
  public int i2;
  public int sp;
  public long l0;
  public long l1;
  public float f0;
  public float f1;
  public double d0;
  public double d1;
  public Object o0;
  public Object o1;
  public Node n0;
  public Node n1;
  public final int[] ints = new int[World.SIZE];
  public final long[] longs = new long[World.SIZE];
  public final float[] floats = new float[World.SIZE];
  public final double[] doubles = new double[World.SIZE];
  public final Object[] objects = new Object[World.SIZE];
  public final Node[] nodes = new Node[World.SIZE];
  public final Frame caller;

  public Frame(Frame caller) {
    this.caller = caller;
    if (caller != null) {
      i0 = caller.i1;
      o0 = caller.o1;
      n0 = caller.n1;
    }
  }
}
