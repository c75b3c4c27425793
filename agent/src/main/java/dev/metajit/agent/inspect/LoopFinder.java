package dev.metajit.agent.inspect;

import dev.metajit.agent.inspect.DispatchLoop.Shape;
import dev.metajit.agent.rewrite.CodeSizes;
import dev.metajit.driver.ControlFlow;
import dev.metajit.driver.Loops;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/**
 * Finds loops around a large switch, or around a virtual call on an element fetched by a moving
 * index.
 */
final class LoopFinder {
  private static final int LEAST_TARGETS = 6;
  private static final int LEAST_IMPLEMENTORS = 4;
  private static final int MOST_IMPLEMENTORS = 60;
  private static final int NEAR = 12;

  private final ClassSet classes;

  LoopFinder(ClassSet classes) {
    this.classes = classes;
  }

  /** The candidates of all classes, best first. */
  List<DispatchLoop> find() {
    List<DispatchLoop> found = new ArrayList<>();
    for (String name : classes.names()) {
      for (MethodNode method : classes.methodsOf(name)) {
        if (!method.name.startsWith("<") && hasBackwardJump(method)) {
          candidate(name, method).ifPresent(found::add);
        }
      }
    }
    found.sort(Comparator.comparingDouble(DispatchLoop::score).reversed());
    return found;
  }

  private static boolean hasBackwardJump(MethodNode method) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof JumpInsnNode jump
          && method.instructions.indexOf(jump.label) < method.instructions.indexOf(jump)) {
        return true;
      }
    }
    return false;
  }

  private Optional<DispatchLoop> candidate(String owner, MethodNode method) {
    Loops loops = new Loops(new ControlFlow(method));
    List<AbstractInsnNode> points = points(method, loops, false);
    if (points.isEmpty()) {
      points = points(method, loops, true);
    }
    if (points.isEmpty()) {
      return Optional.empty();
    }
    Stream<AbstractInsnNode> candidates = points.stream();
    return ValueTrail.of(classes, owner, method)
        .flatMap(
            trail ->
                candidates
                    .flatMap(point -> rated(trail, method, loops, point).stream())
                    .max(Comparator.comparingDouble(DispatchLoop::score)));
  }

  /** The switches, or the calls, in loops. */
  private List<AbstractInsnNode> points(MethodNode method, Loops loops, boolean calls) {
    List<AbstractInsnNode> points = new ArrayList<>();
    for (AbstractInsnNode instruction : method.instructions) {
      boolean wide = calls ? isWideCall(instruction) : targets(instruction) >= LEAST_TARGETS;
      if (wide && around(loops, method, instruction).isPresent()) {
        points.add(instruction);
      }
    }
    return points;
  }

  /** The outermost loop around an instruction. */
  private static Optional<Loops.Loop> around(
      Loops loops, MethodNode method, AbstractInsnNode instruction) {
    int index = method.instructions.indexOf(instruction);
    return loops.all().stream()
        .filter(loop -> loop.body().get(index))
        .max(Comparator.comparingInt(loop -> loop.body().cardinality()));
  }

  /** A virtual call with several implementations in the set. */
  private boolean isWideCall(AbstractInsnNode instruction) {
    int opcode = instruction.getOpcode();
    return (opcode == Opcodes.INVOKEVIRTUAL || opcode == Opcodes.INVOKEINTERFACE)
        && instruction instanceof MethodInsnNode call
        && classes.node(call.owner) != null
        && classes.implementors(call.name, call.desc) >= LEAST_IMPLEMENTORS;
  }

  private Optional<DispatchLoop> rated(
      ValueTrail trail, MethodNode method, Loops loops, AbstractInsnNode point) {
    Loops.Loop loop = around(loops, method, point).orElseThrow();
    boolean isCall = point instanceof MethodInsnNode;
    int depth = isCall ? receiverDepth((MethodInsnNode) point) : 0;
    Optional<Fetch> fetch =
        trail
            .fetch(point, depth)
            .filter(f -> f.indexSlot() < 0 || trail.isCarried(f.indexSlot(), loop));
    Moves moves = fetch.map(f -> Moves.of(f, classes, method, loop.body())).orElse(Moves.NOT);
    if (isCall && moves == Moves.NOT) {
      return Optional.empty();
    }
    return Optional.of(loop(trail, method, point, fetch, moves, loop.body()));
  }

  private static int receiverDepth(MethodInsnNode call) {
    return Type.getArgumentTypes(call.desc).length;
  }

  private DispatchLoop loop(
      ValueTrail trail,
      MethodNode method,
      AbstractInsnNode point,
      Optional<Fetch> fetch,
      Moves moves,
      BitSet body) {
    int targets = targets(point);
    boolean isCall = point instanceof MethodInsnNode;
    if (point instanceof MethodInsnNode call) {
      targets = Math.min(MOST_IMPLEMENTORS, classes.implementors(call.name, call.desc));
    }
    String owner = trail.owner();
    int bytes = CodeSizes.of(classes.find(owner)).get(method.name + method.desc);
    boolean overloaded =
        classes.methodsOf(owner).stream().filter(m -> m.name.equals(method.name)).count() > 1;
    return new DispatchLoop(
        owner,
        method.name,
        method.desc,
        overloaded,
        bytes,
        isCall ? Shape.CALL : Shape.SWITCH,
        targets,
        fetch,
        moves == Moves.ANYWHERE,
        new ArrayList<>(tables(trail, method, body)),
        score(point, targets, fetch, moves, isWritten(owner, fetch)));
  }

  /** True if the class stores into what would be the program. */
  private boolean isWritten(String owner, Optional<Fetch> fetch) {
    String field = fetch.map(Fetch::containerField).orElse(null);
    return field != null
        && classes.methodsOf(owner).stream()
            .filter(method -> !method.name.startsWith("<"))
            .anyMatch(method -> storesInto(method, field));
  }

  /** A store of an element of its type a few instructions behind a load of the field. */
  private static boolean storesInto(MethodNode method, String field) {
    int distance = NEAR + 1;
    int store = -1;
    for (AbstractInsnNode instruction : method.instructions) {
      distance++;
      if (instruction instanceof FieldInsnNode access
          && access.desc.startsWith("[")
          && field.equals(access.owner.replace('/', '.') + "." + access.name)) {
        distance = 0;
        store = Type.getType(access.desc.substring(1)).getOpcode(Opcodes.IASTORE);
      }
      if (distance <= NEAR && instruction.getOpcode() == store) {
        return true;
      }
    }
    return false;
  }

  private static double score(
      AbstractInsnNode point, int targets, Optional<Fetch> fetch, Moves moves, boolean isWritten) {
    double score = isWritten ? targets / 20.0 : targets; // a buffer, not a program
    if (fetch.isPresent()) {
      score *= moves == Moves.ANYWHERE ? 10 : moves == Moves.ON ? 2 : 1;
    }
    if (point instanceof MethodInsnNode && moves != Moves.ANYWHERE) {
      score /= 20; // a loop over a list
    }
    return isOverCharacters(point) ? score / 10 : score;
  }

  /** True if the cases are what scanners look at: blanks, letters, operators. */
  private static boolean isOverCharacters(AbstractInsnNode point) {
    Set<Integer> keys = new TreeSet<>();
    if (point instanceof LookupSwitchInsnNode lookup) {
      keys.addAll(lookup.keys);
    } else if (point instanceof TableSwitchInsnNode table) {
      for (int i = 0; i < table.labels.size(); i++) {
        if (table.labels.get(i) != table.dflt) {
          keys.add(table.min + i);
        }
      }
    }
    long operators = "+-*/()<>=;".chars().filter(keys::contains).count();
    return operators >= 5 && !keys.contains(1) && !keys.contains(2);
  }

  private static int targets(AbstractInsnNode instruction) {
    Set<LabelNode> labels = new LinkedHashSet<>();
    if (instruction instanceof TableSwitchInsnNode table) {
      labels.addAll(table.labels);
      labels.remove(table.dflt);
    } else if (instruction instanceof LookupSwitchInsnNode lookup) {
      labels.addAll(lookup.labels);
      labels.remove(lookup.dflt);
    }
    return labels.size();
  }

  /**
   * Fields of arrays and lists whose elements are read in the loop, less those whose elements are
   * written there.
   */
  private static Set<String> tables(ValueTrail trail, MethodNode method, BitSet body) {
    Set<String> read = new TreeSet<>();
    Set<String> written = new TreeSet<>();
    for (int i = body.nextSetBit(0); i >= 0; i = body.nextSetBit(i + 1)) {
      AbstractInsnNode instruction = method.instructions.get(i);
      int opcode = instruction.getOpcode();
      if (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD) {
        trail.path(instruction, 1).map(ValueTrail.Path::field).ifPresent(read::add);
      } else if (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE) {
        trail.path(instruction, 2).map(ValueTrail.Path::field).ifPresent(written::add);
      }
    }
    read.removeAll(written);
    return read;
  }
}
