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

  /** An operation takes four bytes at the least, but for those that take none. */
  private static final int OPERATIONS = LIMIT / 3;

  private final TraceGroup group;
  private final Trace entry;
  private final MethodForm form;

  private MethodPlan(TraceGroup group, Trace entry, MethodForm form) {
    this.group = group;
    this.entry = entry;
    this.form = form;
  }

  /** Makes the class that is entered at this trace. */
  static GeneratedClass generate(TraceGroup group, Trace entry, MethodForm form) {
    MethodPlan plan = new MethodPlan(group, entry, form);
    return plan.generate(plan.promising());
  }

  /**
   * The traces nearest to the entry, as many as may fit: what certainly will not is not generated.
   */
  private List<Trace> promising() {
    List<Trace> chosen = new ArrayList<>();
    int operations = 0;
    for (Trace trace : group.reachable(entry)) {
      operations += trace.operations().size();
      if (chosen.isEmpty() || operations <= OPERATIONS) {
        chosen.add(trace);
      }
    }
    Set<Trace> reachable = new HashSet<>(group.reachable(entry, new HashSet<>(chosen)));
    chosen.retainAll(reachable);
    return chosen;
  }

  private GeneratedClass generate(List<Trace> traces) {
    GeneratedClass generated = ClassGenerator.generate(group, traces, form);
    if (fits(generated) || traces.size() == 1) {
      return generated;
    }
    return generate(nearest(traces, generated.sizes()));
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
