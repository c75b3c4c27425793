package dev.metajit.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * How much memory the JVM uses at one time.
 *
 * @param heap bytes of objects that are left after a collection
 * @param nonHeap bytes of classes, and of code that HotSpot made
 * @param resident bytes of real memory of the process, with machine code and all else that is
 *     native; 0 where the system does not say
 */
record Sample(long heap, long nonHeap, long resident) {
  private static final long MEGABYTE = 1 << 20;
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Now. */
  static Sample take() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    System.gc();
    return new Sample(
        memory.getHeapMemoryUsage().getUsed(),
        memory.getNonHeapMemoryUsage().getUsed(),
        residentBytes());
  }

  private static long residentBytes() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // not Linux
    }
  }

  /**
   * What has grown from the middle of the run to its end; empty if nothing has. The first third is
   * not looked at: programs are loaded and compiled then.
   */
  static List<String> growth(List<Sample> samples) {
    return List.of(
            grown("heap", samples, Sample::heap, 4),
            grown("classes and HotSpot's code", samples, Sample::nonHeap, 8),
            grown("resident memory", samples, Sample::resident, 24))
        .stream()
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /** Grown is what is a quarter larger, and more megabytes than may be chance. */
  private static String grown(
      String what, List<Sample> samples, ToLongFunction<Sample> part, int chance) {
    int third = samples.size() / 3;
    double middle = mean(samples.subList(third, 2 * third), part);
    double end = mean(samples.subList(samples.size() - third, samples.size()), part);
    boolean isGrown = end > 1.25 * middle && end - middle > chance * MEGABYTE;
    return isGrown
        ? String.format(
            Locale.ROOT, "%s grew from %.1f to %.1f MB", what, middle / MEGABYTE, end / MEGABYTE)
        : "";
  }

  private static double mean(List<Sample> samples, ToLongFunction<Sample> part) {
    return samples.stream().mapToLong(part).average().orElse(0);
  }

  /** In megabytes. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "heap=%.1fMB non_heap=%.1fMB resident=%.1fMB",
        (double) heap / MEGABYTE,
        (double) nonHeap / MEGABYTE,
        (double) resident / MEGABYTE);
  }
}
