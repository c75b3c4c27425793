package dev.metajit.fuzz.world;

/** A field of every kind, and methods to inline. */
public class Node implements Shape {
  public static int population;
  public static long total;
  public static double mean;
  public static Object shared;

  public int number;
  public long wide;
  public float single;
  public double real;
  public byte octet;
  public short half;
  public char letter;
  public boolean flag;
  public volatile int barrier;
  public Object any;
  public Node next;
  public int[] ints;

  public Node() {}

  public Node(int number) {
    this.number = number;
  }

  public Node(int number, double real, Node next) {
    this(number);
    this.real = real;
    this.next = next;
  }

  @Override
  public int area(int scale) {
    return number * scale;
  }

  public int number() {
    return number;
  }

  public Node link(Node other) {
    next = other;
    return this;
  }

  public long mixed(int first, long second, float third, double fourth) {
    wide += second - first;
    real = third + fourth;
    return wide;
  }

  public boolean isOdd() {
    return (number & 1) != 0;
  }

  /** Has a loop, so it is called and not inlined. */
  public int sumOfChain() {
    int sum = 0;
    Node node = this;
    for (int i = 0; i < 10 && node != null; i++) {
      sum += node.number;
      node.barrier++;
      node = node.next;
    }
    return sum;
  }

  public int lengthOf(int[] array) {
    return array.length;
  }

  public static int count(int by) {
    population += by;
    return population;
  }

  /** The object if it is a node, else a new one. */
  public static Node sure(Object object) {
    return object instanceof Node node ? node : new Node(3);
  }

  public static Node of(int number, Node next) {
    return new Node(number, 0.5, next);
  }
}
