# Counts words in an array keyed by strings.
BEGIN {
  seed = 7
  for (i = 1; i <= 500; i++) {
    words[i] = "w" i * 37 % 1000
  }
  for (k = 0; k < n; k++) {
    seed = (seed * 1103 + 12345) % 65537
    word = words[seed % 500 + 1]
    if (!(word in counts)) {
      kinds++
    }
    counts[word]++
  }
  first = last = words[1]
  for (name in counts) {
    if (name < first) {
      first = name
    }
    if (name > last) {
      last = name
    }
  }
  print kinds, first, counts[first], last, counts[last]
}
