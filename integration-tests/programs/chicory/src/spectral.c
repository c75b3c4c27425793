// The spectral norm of an infinite matrix: small functions over floating-point numbers.
#include "host.h"

#define LIMIT 1000

static double u[LIMIT], v[LIMIT], t[LIMIT];

__attribute__((noinline)) static double a(int i, int j) {
  int ij = i + j;
  return 1.0 / (ij * (ij + 1) * 0.5 + i + 1);
}

static void times_a(int n, const double *in, double *out) {
  for (int i = 0; i < n; i++) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += a(i, j) * in[j];
    }
    out[i] = sum;
  }
}

static void times_transposed(int n, const double *in, double *out) {
  for (int i = 0; i < n; i++) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += a(j, i) * in[j];
    }
    out[i] = sum;
  }
}

EXPORT(run) void run(int n) {
  if (n > LIMIT) {
    __builtin_trap();
  }
  for (int i = 0; i < n; i++) {
    u[i] = 1;
  }
  for (int i = 0; i < 10; i++) {
    times_a(n, u, t);
    times_transposed(n, t, v);
    times_a(n, v, t);
    times_transposed(n, t, u);
  }
  double vbv = 0, vv = 0;
  for (int i = 0; i < n; i++) {
    vbv += u[i] * v[i];
    vv += v[i] * v[i];
  }
  print_f64(__builtin_sqrt(vbv / vv));
}
