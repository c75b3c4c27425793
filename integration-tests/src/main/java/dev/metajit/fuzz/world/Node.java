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

  /** Has a loop that writes fields of this object and of another. */
  public int pass(int by, Node other) {
    for (int i = 0; i < 2; i++) {
      number += by;
      wide -= number;
      if (other != null) {
        other.number ^= number;
        other.next = next;
      }
    }
    return number;
  }

  /** Has a loop, reads fields of every kind, and throws now and then. */
  public double weigh(int limit) {
    double sum = real;
    Node node = this;
    for (int i = 0; i < (limit & 7) && node != null; i++) {
      sum += node.single + node.octet + node.half + node.letter + node.wide % 7;
      if (node.number % 13 == 5) {
        throw new GuestError(node.number);
      }
      node = node.next;
    }
    return sum;
  }

  /** Has a loop, reads fields and elements and writes none. */
  public static int tally(Node node, int[] array) {
    int sum = 0;
    for (int i = 0; node != null && i < 3; i++) {
      sum =
          31 * sum
              + node.number
              + node.octet
              + (array == null || array.length == 0 ? 0 : array[i % array.length]);
      node = node.next;
    }
    return sum + population;
  }

  /** Has a loop, and writes fields of what this object refers to. */
  public int nudge(int by) {
    int moved = 0;
    Node node = next;
    for (int i = 0; i < 3 && node != null; i++) {
      node.number += by + i;
      node.wide ^= node.number;
      moved += node.number;
      node = node.next;
    }
    return moved;
  }

  /** Has a loop over an array, and writes it. */
  public int churn(int[] array) {
    int last = 0;
    for (int i = 0; array != null && i < array.length; i++) {
      last ^= array[i];
      array[i] += last & 3;
    }
    return last;
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
