# Reads records of five fields (region, product, quantity, price, day) and adds up.
{
  quantity[$1] += $3
  worth[$2] += $3 * $4
  if ($5 > latest) {
    latest = $5
  }
  if (NF != 5) {
    bad++
  }
}

/^north/ {
  north++
}

$2 ~ /^p[0-4]$/ && $3 > 50 {
  large++
}

END {
  for (i = 0; i < 4; i++) {
    region = i == 0 ? "north" : i == 1 ? "south" : i == 2 ? "east" : "west"
    print region, quantity[region] + 0
  }
  for (i = 0; i < 10; i++) {
    printf "p%d %.2f\n", i, worth["p" i]
  }
  print NR, north + 0, large + 0, latest, bad + 0
}
