package dev.metajit.fuzz.world;

/** An interface with an abstract and a default method. */
public interface Shape {
  int area(int scale);

  default long volume(long height) {
    return area(3) * height;
  }
}
