package dev.metajit.it.guest.telling;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Runs the cases that the arguments name, or all of them, and prints what each comes to. */
public final class Telling {
  private static final Map<String, Supplier<Object>> CASES = new LinkedHashMap<>();

  static {
    Objects.addTo(CASES);
    Paths.addTo(CASES);
    Functions.addTo(CASES);
    Frames.addTo(CASES);
    Promises.addTo(CASES);
    Sends.addTo(CASES);
    Strings.addTo(CASES);
  }

  private Telling() {}

  /** The names of cases. */
  public static void main(String[] args) {
    List<String> wanted = List.of(args);
    CASES.forEach(
        (name, run) -> {
          if (wanted.isEmpty() || wanted.contains(name)) {
            System.out.println(name + ": " + run.get());
          }
        });
  }
}
