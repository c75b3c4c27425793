# Quicksort by hand over pseudo-random numbers: array reads and writes, and calls.
function sort(low, high,   pivot, i, j, t) {
  while (low < high) {
    pivot = values[int((low + high) / 2)]
    i = low
    j = high
    while (i <= j) {
      while (values[i] < pivot) {
        i++
      }
      while (values[j] > pivot) {
        j--
      }
      if (i <= j) {
        t = values[i]
        values[i] = values[j]
        values[j] = t
        i++
        j--
      }
    }
    if (j - low < high - i) {
      sort(low, j)
      low = i
    } else {
      sort(i, high)
      high = j
    }
  }
}

BEGIN {
  seed = 42
  for (i = 1; i <= n; i++) {
    seed = (seed * 1103 + 12345) % 65537
    values[i] = seed
  }
  sort(1, n)
  hash = 0
  inOrder = "true"
  for (i = 1; i <= n; i++) {
    hash = (hash * 31 + values[i]) % 65521
    if (i > 1 && values[i - 1] > values[i]) {
      inOrder = "false"
    }
  }
  print hash "\t" inOrder
}
