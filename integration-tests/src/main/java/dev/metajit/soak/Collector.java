package dev.metajit.soak;

import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmCommand;
import java.util.List;

/** A garbage collector of HotSpot, and the options that choose it. */
public enum Collector {
  SERIAL("-XX:+UseSerialGC"),
  PARALLEL("-XX:+UseParallelGC"),
  G1("-XX:+UseG1GC"),
  Z("-XX:+UseZGC"),
  SHENANDOAH("-XX:+UseShenandoahGC");

  private final String option;

  Collector(String option) {
    this.option = option;
  }

  /** The option that chooses it. */
  public String option() {
    return option;
  }

  /** The collectors that a JDK has. */
  public static List<Collector> of(Jdk jdk) {
    return List.of(values()).stream().filter(collector -> collector.isIn(jdk)).toList();
  }

  private boolean isIn(Jdk jdk) {
    List<String> options = List.of(option, "-Xmx64m", "--version");
    return new JvmCommand(jdk, options, ".", "", List.of(), JvmCommand.GENEROUS).run().exitStatus()
        == 0;
  }
}
