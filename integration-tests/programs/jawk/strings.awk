# Builds strings by concatenation and takes them apart.
BEGIN {
  for (i = 1; i <= n; i++) {
    text = ""
    for (j = 0; j < 8; j++) {
      text = text "item" (i + j) % 100 ";"
    }
    characters += length(text)
    if (substr(text, 5, 2) == "42") {
      hits++
    }
    at += index(text, "9;")
    fields += split(text, parts, ";")
    last = toupper(parts[8])
  }
  print characters, hits, at, fields, last
}
