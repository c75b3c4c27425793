// The product of two matrices of floats and of doubles.
#include "host.h"

#define LIMIT 300

static double a[LIMIT][LIMIT], b[LIMIT][LIMIT], c[LIMIT][LIMIT];
static float f[LIMIT];

EXPORT(run) void run(int n) {
  if (n > LIMIT) {
    __builtin_trap();
  }
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++) {
      a[i][j] = (i * 3 + j) % 10 * 0.5;
      b[i][j] = (i - j) % 7 * 0.25;
    }
  }
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++) {
      double sum = 0;
      for (int k = 0; k < n; k++) {
        sum += a[i][k] * b[k][j];
      }
      c[i][j] = sum;
    }
  }
  double trace = 0;
  for (int i = 0; i < n; i++) {
    trace += c[i][i];
    f[i] = 0;
    for (int j = 0; j < n; j++) {
      f[i] = f[i] * 0.5f + (float)c[i][j];
    }
  }
  print_f64(trace);
  double floats = 0;
  for (int i = 0; i < n; i++) {
    floats += f[i];
  }
  print_f64(floats);
}
