# Counts the points of the Mandelbrot set: loops over floating-point numbers.
BEGIN {
  limit = 50
  inside = total = 0
  for (y = 0; y < n; y++) {
    ci = 2.0 * y / n - 1.0
    for (x = 0; x < n; x++) {
      cr = 2.0 * x / n - 1.5
      zr = zi = i = 0
      while (i < limit && zr * zr + zi * zi <= 4.0) {
        t = zr * zr - zi * zi + cr
        zi = 2.0 * zr * zi + ci
        zr = t
        i++
      }
      total += i
      if (i == limit) {
        inside++
      }
    }
  }
  print inside " " total
}
