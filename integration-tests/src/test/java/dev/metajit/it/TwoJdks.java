package dev.metajit.it;

import dev.metajit.launch.Jdk;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The JDKs that tests start JVMs of: those out of {@link Jdk#TESTED} that the machine has. */
final class TwoJdks {
  private static final List<Jdk> FOUND = find();

  private TwoJdks() {}

  private static List<Jdk> find() {
    List<Jdk> found = Jdk.tested();
    for (int feature : Jdk.TESTED) {
      if (found.stream().noneMatch(jdk -> jdk.feature() == feature)) {
        System.err.println(
            "No JDK " + feature + " on this machine: its half of the tests is absent");
      }
    }
    if (found.isEmpty()) {
      throw new IllegalStateException("no JDK out of " + Jdk.TESTED + " found");
    }
    return found;
  }

  static Stream<Jdk> jdks() {
    return FOUND.stream();
  }

  /** Every JDK with every one of the values. */
  static Stream<Arguments> with(Collection<?> values) {
    return jdks().flatMap(jdk -> values.stream().map(value -> Arguments.of(jdk, value)));
  }

  /** Every JDK with every pair of values. */
  static Stream<Arguments> with(Collection<?> first, Collection<?> second) {
    return jdks()
        .flatMap(
            jdk ->
                first.stream()
                    .flatMap(one -> second.stream().map(two -> Arguments.of(jdk, one, two))));
  }
}
