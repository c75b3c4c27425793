package dev.metajit.driver;

import java.util.HashSet;
import java.util.List;
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
      case AUTO -> {
        int call = call();
        yield call < 0 ? header(true) : call;
      }
      case CALL -> {
        int call = call();
        if (call < 0) {
          throw new DriverException(
              "there is no call of Jit.mergePoint() in " + method.name + "; add one");
        }
        yield call;
      }
      case HEADER -> header(true);
      case INNER -> header(false);
      case LINE -> line(spec.line());
    };
  }

  /** The call of {@code Jit.mergePoint()}, or -1. */
  private int call() {
    int found = -1;
    for (int i = 0; i < instructions.size(); i++) {
      if (MethodCode.isHint(instructions.get(i), "mergePoint")) {
        if (found >= 0) {
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
    return found;
  }

  private int header(boolean outermost) {
    List<Loops.Loop> loops = new Loops(flow).all();
    if (loops.isEmpty()) {
      throw new DriverException(
          method.name + " has no loop; call Jit.mergePoint() or give a 'merge-point line'");
    }
    int real = MethodCode.nextReal(instructions, loop(loops, outermost).header());
    int label = MethodCode.labelBefore(instructions, real);
    if (label < 0) {
      throw new DriverException("the loop of " + method.name + " has no header");
    }
    return label;
  }

  /** The largest or smallest loop around the dispatch switch, or of all if there is no switch. */
  private Loops.Loop loop(List<Loops.Loop> loops, boolean outermost) {
    int dispatch = dispatch(loops);
    Loops.Loop best = null;
    int bestSize = 0;
    for (Loops.Loop loop : loops) {
      int size = loop.body().cardinality();
      boolean wanted = dispatch < 0 || loop.body().get(dispatch);
      if (wanted && (best == null || (outermost ? size > bestSize : size < bestSize))) {
        best = loop;
        bestSize = size;
      }
    }
    return best;
  }

  /** The largest switch inside a loop, or -1. */
  private int dispatch(List<Loops.Loop> loops) {
    int best = -1;
    int most = 2;
    for (int i = 0; i < instructions.size(); i++) {
      int targets = targets(instructions.get(i));
      if (targets > most && isInside(i, loops)) {
        best = i;
        most = targets;
      }
    }
    return best;
  }

  private static boolean isInside(int index, List<Loops.Loop> loops) {
    for (Loops.Loop loop : loops) {
      if (loop.body().get(index)) {
        return true;
      }
    }
    return false;
  }

  private static int targets(AbstractInsnNode instruction) {
    if (instruction instanceof TableSwitchInsnNode table) {
      return new HashSet<>(table.labels).size();
    }
    if (instruction instanceof LookupSwitchInsnNode lookup) {
      return new HashSet<>(lookup.labels).size();
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
