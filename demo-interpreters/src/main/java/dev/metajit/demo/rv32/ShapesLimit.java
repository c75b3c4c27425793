package dev.metajit.demo.rv32;

import java.io.PrintStream;

/** The guest program {@code mix} in Java. */
final class ShapesLimit {
  private static final int SHAPES = 64;

  private ShapesLimit() {}

  /** A figure in a linked list. */
  private abstract static class Shape {
    Shape next;
    int width;
    int height;

    abstract int area();

    abstract String name();
  }

  private static final class Circle extends Shape {
    @Override
    int area() {
      return width * width * 355 / 113;
    }

    @Override
    String name() {
      return "circle";
    }
  }

  private static final class Square extends Shape {
    @Override
    int area() {
      return width * width;
    }

    @Override
    String name() {
      return "square";
    }
  }

  private static final class Oblong extends Shape {
    @Override
    int area() {
      return width * height;
    }

    @Override
    String name() {
      return "oblong";
    }
  }

  static void run(int rounds, PrintStream out) {
    int total = 0;
    int squares = 0;
    Shape list = makeList();
    for (int round = 0; round < rounds; round++) {
      list = reverse(list);
      for (Shape shape = list; shape != null; shape = shape.next) {
        int area = shape.area();
        total = 7 * total + area + classify(area);
        squares += shape.name().equals("square") ? 1 : 0;
        shape.width = 1 + (shape.width + round) % 100;
      }
    }
    out.printf("total %08x squares %d\n", total, squares);
  }

  private static Shape makeList() {
    int seed = 314159265;
    Shape list = null;
    for (int i = 0; i < SHAPES; i++) {
      seed = JavaLimits.nextRandom(seed);
      Shape shape = make(Integer.remainderUnsigned(seed, 3));
      seed = JavaLimits.nextRandom(seed);
      shape.width = 1 + Integer.remainderUnsigned(seed, 100);
      seed = JavaLimits.nextRandom(seed);
      shape.height = 1 + Integer.remainderUnsigned(seed, 100);
      shape.next = list;
      list = shape;
    }
    return list;
  }

  private static Shape make(int kind) {
    return switch (kind) {
      case 0 -> new Circle();
      case 1 -> new Square();
      default -> new Oblong();
    };
  }

  private static Shape reverse(Shape list) {
    Shape result = null;
    Shape rest = list;
    while (rest != null) {
      Shape next = rest.next;
      rest.next = result;
      result = rest;
      rest = next;
    }
    return result;
  }

  private static int classify(int area) {
    return switch (area % 10) {
      case 0 -> 3;
      case 1, 3 -> 1;
      case 2 -> 4;
      case 4, 8 -> 5;
      case 5 -> 9;
      case 6 -> 2;
      case 7 -> 6;
      default -> 7;
    };
  }
}
