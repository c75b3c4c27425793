package dev.metajit.fuzz.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Everything that a guest program can reach. */
public final class World {
  /** The length of most arrays. */
  public static final int SIZE = 8;

  /** Backward jumps left; every loop of a guest burns it. */
  public int fuel;

  public boolean[] booleans;
  public byte[] bytes;
  public short[] shorts;
  public char[] chars;
  public int[] ints;
  public long[] longs;
  public float[] floats;
  public double[] doubles;
  public Object[] objects;
  public Node[] nodes;
  public int lastInt;
  public long lastLong;
  public float lastFloat;
  public double lastDouble;
  public Object lastObject;
  private final Frame frame = new Frame(null);
  private final List<Throwable> caught = new ArrayList<>();

  /**
   * A world of awkward values, with objects that point to each other.
   *
   * @param seed the same seed makes the same world
   * @param fuel the backward jumps that a guest may take
   */
  public World(long seed, int fuel) {
    this.fuel = fuel;
    SplittableRandom random = new SplittableRandom(seed);
    Awkward awkward = new Awkward(random);
    booleans = new boolean[SIZE];
    bytes = new byte[SIZE];
    shorts = new short[SIZE];
    chars = new char[SIZE];
    ints = new int[SIZE];
    longs = new long[SIZE];
    floats = new float[SIZE];
    doubles = new double[SIZE];
    objects = new Object[SIZE];
    nodes = random.nextBoolean() ? new Node[SIZE] : new Leaf[SIZE];
    for (int i = 0; i < SIZE; i++) {
      booleans[i] = random.nextBoolean();
      bytes[i] = (byte) awkward.nextInt();
      shorts[i] = (short) awkward.nextInt();
      chars[i] = (char) awkward.nextInt();
      ints[i] = awkward.nextInt();
      longs[i] = awkward.nextLong();
      floats[i] = awkward.nextFloat();
      doubles[i] = awkward.nextDouble();
    }
    new Population(this, random, awkward).fill();
  }

  /** The frame of the outermost activation. */
  public Frame frame() {
    return frame;
  }

  /** Remembers what an arm caught. */
  public void caught(Throwable throwable) {
    if (caught.size() < 50) {
      caught.add(throwable);
    }
  }
}
