package dev.metajit.backend.jvm;

import dev.metajit.backend.TraceGroup;
import dev.metajit.trace.Trace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses which traces go into one method: all that can be reached from the entry, as far as
 * HotSpot still compiles the method; those that are nearest to the entry come first. To the others
 * the method leaves through their exits.
 */
final class MethodPlan {
  /** HotSpot compiles methods of up to this many bytes ({@code HugeMethodLimit}). */
  static final int LIMIT = 8000;

  /** Room for the entry, and for branches that turn out longer than they were measured. */
  private static final int MARGIN = 500;

  private final TraceGroup group;
  private final Trace entry;
  private final CodeSizes sizes;
  private final List<Trace> candidates;

  /** A plan of the method that is entered at this trace. */
  MethodPlan(Compilation compilation, Trace entry) {
    this.group = compilation.group();
    this.sizes = compilation.sizes();
    this.entry = entry;
    this.candidates = promising();
  }

  /** What the method may be made of: with the same candidates, it comes out the same. */
  List<Trace> candidates() {
    return candidates;
  }

  /** Makes the class. */
  GeneratedClass generate(MethodForm form) {
    return generate(candidates, form);
  }

  /**
   * The traces nearest to the entry, as many as may fit: what certainly will not is not generated.
   */
  private List<Trace> promising() {
    List<Trace> chosen = new ArrayList<>();
    int least = 0;
    for (Trace trace : group.reachable(entry)) {
      least += sizes.least(trace);
      if (chosen.isEmpty() || least <= LIMIT) {
        chosen.add(trace);
      }
    }
    Set<Trace> reachable = new HashSet<>(group.reachable(entry, new HashSet<>(chosen)));
    chosen.retainAll(reachable);
    return chosen;
  }

  private GeneratedClass generate(List<Trace> traces, MethodForm form) {
    GeneratedClass generated = ClassGenerator.generate(group, traces, form);
    sizes.add(generated);
    if (fits(generated) || traces.size() == 1) {
      return generated;
    }
    return generate(nearest(traces, generated.sizes()), form);
  }

  /** True if HotSpot will compile the method. */
  static boolean fits(GeneratedClass generated) {
    return generated.bytes() != null && generated.codeSize() <= LIMIT - MARGIN;
  }

  /** Some of the traces, fewer than all, that fit together. */
  private List<Trace> nearest(List<Trace> traces, Map<Trace, Integer> sizes) {
    List<Trace> chosen = new ArrayList<>(List.of(entry));
    int size = sizes.get(entry);
    for (Trace trace : traces.subList(1, traces.size())) {
      boolean fits = size + sizes.get(trace) <= LIMIT - MARGIN;
      if (fits && chosen.size() < traces.size() - 1) {
        chosen.add(trace);
        size += sizes.get(trace);
      }
    }
    Set<Trace> reachable = new HashSet<>(group.reachable(entry, new HashSet<>(chosen)));
    chosen.retainAll(reachable);
    return chosen;
  }
}
