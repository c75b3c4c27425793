package dev.metajit.warm;

import dev.metajit.backend.CompiledTrace;
import dev.metajit.optimizer.InvalidLoopException;
import dev.metajit.optimizer.Optimizer;
import dev.metajit.optimizer.OptimizerSettings;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Trace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What became of one recorded trace, in counts. All passes work in one walk, so what one of them
 * does shows only when the trace is optimized without it: the count of a pass is that with this
 * pass and all before it.
 */
final class Explanation {
  private final Map<String, Object> counts = new LinkedHashMap<>();

  private Explanation() {}

  /**
   * Counts.
   *
   * @param optimize optimizes the recorded trace; the last of what it gives counts
   * @param optimized what all passes have made of it
   * @param code the code of the last of these
   */
  static Explanation of(
      Trace recorded,
      Function<Optimizer, List<Trace>> optimize,
      List<Trace> optimized,
      CompiledTrace code) {
    Explanation explanation = new Explanation();
    explanation.counts.put("recorded", recorded.operations().size());
    explanation.countPasses(optimize);
    explanation.countKinds(optimized.get(optimized.size() - 1).operations());
    explanation.counts.put("backend", code.backend());
    explanation.counts.put("instructions", code.instructions());
    return explanation;
  }

  private void countPasses(Function<Optimizer, List<Trace>> optimize) {
    Set<String> passes = new HashSet<>();
    for (String pass : OptimizerSettings.PASS_NAMES) {
      passes.add(pass);
      counts.put(pass, size(optimize, new Optimizer(OptimizerSettings.of(passes))));
    }
  }

  private static Object size(Function<Optimizer, List<Trace>> optimize, Optimizer with) {
    try {
      List<Trace> traces = optimize.apply(with);
      return traces.get(traces.size() - 1).operations().size();
    } catch (InvalidLoopException contradiction) {
      return "-";
    }
  }

  private void countKinds(List<Operation> operations) {
    count("guards", operations, Op::isGuard);
    count("allocations", operations, op -> op.is(Op.Flag.ALLOCATION));
    count("calls", operations, Op::isCall);
    count("memory", operations, op -> op.isLoad() || op.isStore() || op.isOfBytes());
  }

  private void count(String name, List<Operation> operations, Predicate<Op> kind) {
    counts.put(name, operations.stream().filter(operation -> kind.test(operation.op())).count());
  }

  /** {@code recorded=64 bounds=60 ... instructions=20}. */
  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    counts.forEach((name, count) -> words.add(name + "=" + count));
    return String.join(" ", words);
  }
}
