package dev.metajit.driver;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/** Finds the merge point of a portal. */
final class MergePointFinder {
  private final MethodNode method;
  private final InsnList instructions;
  private final ControlFlow flow;

  MergePointFinder(MethodNode method, ControlFlow flow) {
    this.method = method;
    this.instructions = method.instructions;
    this.flow = flow;
  }

  /** Index of the call of {@code Jit.mergePoint()}, or of a label. */
  int find(MergePointSpec spec) {
    return switch (spec.place()) {
      case AUTO -> call().orElseGet(() -> header(true));
      case CALL ->
          call()
              .orElseThrow(
                  () ->
                      new DriverException(
                          "there is no call of Jit.mergePoint() in " + method.name + "; add one"));
      case HEADER -> header(true);
      case INNER -> header(false);
      case LINE -> line(spec.line());
    };
  }

  private Optional<Integer> call() {
    Integer found = null;
    for (int i = 0; i < instructions.size(); i++) {
      if (MethodCode.isHint(instructions.get(i), "mergePoint")) {
        if (found != null) {
          throw new DriverException(
              method.name
                  + " calls Jit.mergePoint() twice, in lines "
                  + MethodCode.lineOf(instructions, found)
                  + " and "
                  + MethodCode.lineOf(instructions, i)
                  + "; a portal has exactly one");
        }
        found = i;
      }
    }
    return Optional.ofNullable(found);
  }

  private int header(boolean outermost) {
    Collection<Loops.Loop> loops = new Loops(flow).all();
    if (loops.isEmpty()) {
      throw new DriverException(
          method.name + " has no loop; call Jit.mergePoint() or give a 'merge-point line'");
    }
    int dispatch = dispatch(loops);
    Comparator<Loops.Loop> size = Comparator.comparingInt(loop -> loop.body().cardinality());
    Loops.Loop loop =
        loops.stream()
            .filter(l -> dispatch < 0 || l.body().get(dispatch))
            .max(outermost ? size : size.reversed())
            .orElseThrow();
    int real = MethodCode.nextReal(instructions, loop.header());
    int label = MethodCode.labelBefore(instructions, real);
    if (label < 0) {
      throw new DriverException("the loop of " + method.name + " has no header");
    }
    return label;
  }

  /** The largest switch inside a loop, or -1. */
  private int dispatch(Collection<Loops.Loop> loops) {
    int best = -1;
    int most = 2;
    for (int i = 0; i < instructions.size(); i++) {
      int index = i;
      int targets = targets(instructions.get(i));
      if (targets > most && loops.stream().anyMatch(loop -> loop.body().get(index))) {
        best = i;
        most = targets;
      }
    }
    return best;
  }

  private static int targets(AbstractInsnNode instruction) {
    if (instruction instanceof TableSwitchInsnNode table) {
      return (int) table.labels.stream().distinct().count();
    }
    if (instruction instanceof LookupSwitchInsnNode lookup) {
      return (int) lookup.labels.stream().distinct().count();
    }
    return 0;
  }

  private int line(int wanted) {
    TreeSet<Integer> lines = new TreeSet<>();
    for (int i = 0; i < instructions.size(); i++) {
      if (instructions.get(i) instanceof LineNumberNode line) {
        lines.add(line.line);
        if (line.line == wanted) {
          return labelOf(line.start);
        }
      }
    }
    throw new DriverException(
        "line "
            + wanted
            + " is not in "
            + method.name
            + (lines.isEmpty()
                ? ", whose class file has no line numbers"
                : "; its lines are " + lines.first() + " to " + lines.last()));
  }

  private int labelOf(LabelNode start) {
    return instructions.indexOf(start);
  }
}
