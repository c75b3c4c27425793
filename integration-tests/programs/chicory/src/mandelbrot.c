// Counts the points of the Mandelbrot set: loops over floating-point numbers.
#include "host.h"

#define LIMIT 50

EXPORT(run) void run(int size) {
  int inside = 0, total = 0;
  for (int y = 0; y < size; y++) {
    double ci = 2.0 * y / size - 1.0;
    for (int x = 0; x < size; x++) {
      double cr = 2.0 * x / size - 1.5;
      double zr = 0, zi = 0;
      int i = 0;
      while (i < LIMIT && zr * zr + zi * zi <= 4.0) {
        double t = zr * zr - zi * zi + cr;
        zi = 2.0 * zr * zi + ci;
        zr = t;
        i++;
      }
      total += i;
      if (i == LIMIT) {
        inside++;
      }
    }
  }
  print_i64(inside);
  print_i64(total);
}
