/* The Mandelbrot set in characters, fixed point with 12 binary places: mandelbrot columns rows iterations. */
#include "mini.h"

static int escape(int cx, int cy, int limit) {
  int x = 0;
  int y = 0;
  int used = 0;
  while (used < limit) {
    int squares = (x * x >> 12) + (y * y >> 12);
    if (squares > 4 << 12) {
      break;
    }
    int next = (x * x >> 12) - (y * y >> 12) + cx;
    y = (x * y >> 11) + cy;
    x = next;
    used++;
  }
  return used;
}

int program(int argc, char **argv) {
  int columns = argument(argc, argv, 1, 60);
  int rows = argument(argc, argv, 2, 20);
  int limit = argument(argc, argv, 3, 50);
  u32 total = 0;
  for (int row = 0; row < rows; row++) {
    for (int column = 0; column < columns; column++) {
      int used = escape(column * (3 << 12) / columns - (2 << 12), row * (2 << 12) / rows - (1 << 12), limit);
      total += (u32)used;
      print("%c", used == limit ? '#' : used > 16 ? '+' : used > 6 ? ':' : used > 3 ? '.' : ' ');
    }
    print("\n");
  }
  print("%u iterations\n", total);
  return 0;
}
