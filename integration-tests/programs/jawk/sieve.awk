# The sieve of Eratosthenes: an array keyed by numbers.
BEGIN {
  for (i = 1; i <= n; i++) {
    composite[i] = 0
  }
  count = 0
  for (i = 2; i <= n; i++) {
    if (!composite[i]) {
      count++
      for (j = i + i; j <= n; j += i) {
        composite[j] = 1
      }
    }
  }
  print count
}
