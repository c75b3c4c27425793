package dev.metajit.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Prints rows as they come, for people or, tab-separated, for programs; and at the end what they
 * add up to.
 */
public final class Report {
  private static final String WIDE = "%-8s %-20s %3s %-12s %9s %10s %10s %8s  %s%n";
  private static final String TABBED = "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s%n";

  private final PrintStream out;
  private final String suite;
  private final boolean tsv;
  private final List<Row> rows = new ArrayList<>();

  /** A report on this suite. */
  public Report(PrintStream out, String suite, boolean tsv) {
    this.out = out;
    this.suite = suite;
    this.tsv = tsv;
  }

  /** Prints the header line. */
  public void header() {
    print(
        "suite", "program", "jdk", "config", "wall_s", "first_ms", "steady_ms", "speedup", "check");
  }

  /** Prints a row. */
  public void add(Row row) {
    rows.add(row);
    print(
        suite,
        row.program().fullName(),
        row.jdk().feature(),
        row.config().label(),
        number(row.measurement().wallSeconds(), 3),
        number(row.measurement().firstMillis(), 2),
        number(row.measurement().steadyMillis(), 2),
        row.speedup().isPresent() ? number(row.speedup().getAsDouble(), 2) : "-",
        row.check());
  }

  private void print(Object... fields) {
    out.printf(Locale.ROOT, tsv ? TABBED : WIDE, fields);
    out.flush();
  }

  private static String number(double value, int digits) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** Prints geometric means of the speedups, unless programs read the report. */
  public void summary() {
    if (tsv) {
      return;
    }
    Map<String, List<Row>> groups = new TreeMap<>();
    for (Row row : rows) {
      if (row.config() != Config.PLAIN && row.speedup().isPresent() && row.isOk()) {
        String group = row.jdk() + ", " + row.config().label();
        groups.computeIfAbsent(group, key -> new ArrayList<>()).add(row);
      }
    }
    out.println();
    groups.forEach(this::summary);
    long wrong = rows.stream().filter(row -> !row.isOk()).count();
    out.printf(Locale.ROOT, "%d rows, %d wrong%n", rows.size(), wrong);
  }

  private void summary(String group, List<Row> members) {
    double logarithms = 0;
    Row slowest = members.get(0);
    for (Row row : members) {
      logarithms += Math.log(speedup(row));
      slowest = speedup(row) < speedup(slowest) ? row : slowest;
    }
    out.printf(
        Locale.ROOT,
        "%s: geometric mean of %d speedups %.2f, least %.2f (%s)%n",
        group,
        members.size(),
        Math.exp(logarithms / members.size()),
        speedup(slowest),
        slowest.program().fullName());
  }

  private static double speedup(Row row) {
    OptionalDouble speedup = row.speedup();
    return speedup.orElseThrow();
  }

  /** True if every answer was right. */
  public boolean allRight() {
    return rows.stream().allMatch(Row::isOk);
  }
}
