package dev.metajit.bench.guests;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;

/** Reads {@link Records} and adds up. */
final class Fields {
  private static final List<String> REGIONS = List.of("north", "south", "east", "west");

  private final Map<String, Integer> quantity = new HashMap<>();
  private final Map<String, Double> worth = new HashMap<>();
  private int latest;
  private int north;
  private int large;

  private Fields() {}

  static void run(int n, LimitTable.Output out) {
    Fields fields = new Fields();
    String text = Records.text(n);
    text.lines().forEach(fields::record);
    for (String region : REGIONS) {
      out.line(region + " " + fields.quantity.getOrDefault(region, 0));
    }
    for (int i = 0; i < 10; i++) {
      out.line(String.format(Locale.ROOT, "p%d %.2f", i, fields.worth.getOrDefault("p" + i, 0.0)));
    }
    out.line(n + " " + fields.north + " " + fields.large + " " + fields.latest + " 0");
  }

  private void record(String line) {
    StringTokenizer words = new StringTokenizer(line);
    String region = words.nextToken();
    String product = words.nextToken();
    int count = Integer.parseInt(words.nextToken());
    quantity.merge(region, count, Integer::sum);
    worth.merge(product, count * Double.parseDouble(words.nextToken()), Double::sum);
    latest = Math.max(latest, Integer.parseInt(words.nextToken()));
    if (region.equals("north")) {
      north++;
    }
    if (product.charAt(1) <= '4' && count > 50) {
      large++;
    }
  }
}
