package dev.metajit.fuzz.world;

/** Implements the interface and nothing else. */
public final class Circle implements Shape {
  public int radius;

  public Circle() {}

  public Circle(int radius) {
    this.radius = radius;
  }

  @Override
  public int area(int scale) {
    return Math.multiplyExact(radius, scale);
  }
}
