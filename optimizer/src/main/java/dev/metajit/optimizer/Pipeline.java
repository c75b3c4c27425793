package dev.metajit.optimizer;

import dev.metajit.trace.Operation;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The passes, in the order in which each operation goes through them. An operation that a pass
 * rewrites starts again from the front ({@link Walk#restart}).
 *
 * <ol>
 *   <li>{@link FoldPass}: constants, markers
 *   <li>{@link OverflowPass}: overflow checks that are written by hand
 *   <li>{@link BoundsPass}: ranges and known bits
 *   <li>{@link OrderPass}: which number is less than which
 *   <li>{@link GuardsPass}: guards that follow from what is known
 *   <li>{@link RewritePass}: the {@link Rules}
 *   <li>{@link CallsPass}: elidable calls of constants
 *   <li>{@link BoxesPass}: boxes as values
 *   <li>{@link VirtualsPass}: objects as their parts
 *   <li>{@link PurePass}: no result twice
 *   <li>{@link HeapPass}: loads and stores
 *   <li>{@link EmitPass}: the output, with resume data
 * </ol>
 */
final class Pipeline {
  final VirtualsPass virtuals;
  final PurePass pure;
  final HeapPass heap;
  final EmitPass emit;
  private final FoldPass fold;
  private final BoundsPass bounds;
  private final OrderPass order;
  private final List<Pass> passes = new ArrayList<>();

  Pipeline(Walk walk, Trace recorded) {
    OptimizerSettings settings = walk.settings();
    virtuals = new VirtualsPass(walk, recorded);
    pure = new PurePass(walk);
    heap = new HeapPass(walk);
    emit = new EmitPass(walk);
    fold = new FoldPass(walk);
    passes.add(fold);
    if (settings.has("rewrite")) {
      passes.add(new OverflowPass(walk));
    }
    bounds = settings.has("bounds") ? new BoundsPass(walk) : null;
    if (bounds != null) {
      passes.add(bounds);
    }
    order = settings.has("order") ? new OrderPass(walk, bounds) : null;
    if (order != null) {
      passes.add(order);
    }
    passes.add(new GuardsPass(walk));
    if (settings.has("rewrite")) {
      passes.add(new RewritePass(walk));
    }
    passes.add(new CallsPass(walk));
    if (settings.has("boxes")) {
      passes.add(new BoxesPass(walk));
    }
    passes.addAll(List.of(virtuals, pure, heap, emit));
    for (int i = 0; i + 1 < passes.size(); i++) {
      passes.get(i).setNext(passes.get(i + 1));
    }
  }

  /** The result of a pure operation as far as any pass knows it, or null. */
  Value known(Operation operation) {
    Value result = fold.known(operation);
    if (result == null && bounds != null) {
      result = bounds.known(operation);
    }
    if (result == null) {
      result = pure.lookup(operation);
    }
    return result == null && order != null ? order.known(operation) : result;
  }

  /** What the operands tell of the result holds. */
  void narrow(Operation operation) {
    if (bounds != null) {
      bounds.narrow(operation);
    }
  }

  /** What the comparison's answer tells of its operands holds. */
  void learn(Operation comparison, boolean truth) {
    if (bounds != null) {
      bounds.learn(comparison, truth);
    }
  }

  /** Where an operation starts. */
  Pass first() {
    return passes.get(0);
  }
}
