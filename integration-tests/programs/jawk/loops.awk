# Nested loops over integers.
BEGIN {
  sum = 0
  for (i = 1; i <= n; i++) {
    for (j = 1; j <= n; j++) {
      sum = sum + (i % 7) * (j % 5) - 6
    }
  }
  print sum

  a = n * n
  steps = 0
  while (a > 1) {
    if (a % 2 == 0) {
      a = a / 2
    } else {
      a = a - 1
    }
    steps++
  }
  print steps
}
