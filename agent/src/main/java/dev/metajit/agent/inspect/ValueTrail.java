package dev.metajit.agent.inspect;

import dev.metajit.driver.Loops;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Follows a value of a method back: through locals, conversions and small methods, to the element
 * that it came from.
 */
final class ValueTrail {
  private static final int STEPS = 400;

  private final ClassSet classes;
  private final String owner;
  private final MethodNode method;
  private final Frame<SourceValue>[] frames;

  private ValueTrail(
      ClassSet classes, String owner, MethodNode method, Frame<SourceValue>[] frames) {
    this.classes = classes;
    this.owner = owner;
    this.method = method;
    this.frames = frames;
  }

  /** The trails of a method; empty if its code cannot be analysed. */
  static Optional<ValueTrail> of(ClassSet classes, String owner, MethodNode method) {
    return SourceFrames.of(owner, method)
        .map(frames -> new ValueTrail(classes, owner, method, frames));
  }

  /** What may have made the value this far below the top of the stack before an instruction. */
  Set<AbstractInsnNode> operand(AbstractInsnNode instruction, int depth) {
    Frame<SourceValue> frame = frames[method.instructions.indexOf(instruction)];
    if (frame == null || frame.getStackSize() <= depth) {
      return Set.of();
    }
    return frame.getStack(frame.getStackSize() - 1 - depth).insns;
  }

  private Set<AbstractInsnNode> local(AbstractInsnNode instruction, int slot) {
    Frame<SourceValue> frame = frames[method.instructions.indexOf(instruction)];
    return frame == null ? Set.of() : frame.getLocal(slot).insns;
  }

  /** The fetch that a value on the stack came from, if there is one. */
  Optional<Fetch> fetch(AbstractInsnNode instruction, int depth) {
    return new Search().from(operand(instruction, depth));
  }

  /**
   * True if a local goes from one turn of a loop to the next: its value comes from inside and from
   * outside.
   */
  boolean isCarried(int slot, Loops.Loop loop) {
    Set<AbstractInsnNode> stores = local(method.instructions.get(loop.header()), slot);
    long inside =
        stores.stream().filter(s -> loop.body().get(method.instructions.indexOf(s))).count();
    return inside > 0 && (inside < stores.size() || isParameter(slot));
  }

  private boolean isParameter(int slot) {
    return slot < Type.getArgumentsAndReturnSizes(method.desc) >> 2;
  }

  /**
   * A search through what made a value, nearest first; a fetch of a program is an element at a
   * variable index.
   */
  private final class Search {
    private final Set<AbstractInsnNode> seen = new HashSet<>();
    private final LinkedHashSet<AbstractInsnNode> open = new LinkedHashSet<>();

    Optional<Fetch> from(Set<AbstractInsnNode> start) {
      open.addAll(start);
      for (int step = 0; step < STEPS && !open.isEmpty(); step++) {
        AbstractInsnNode next = open.iterator().next();
        open.remove(next);
        if (seen.add(next)) {
          Optional<Fetch> found = at(next);
          if (found.isPresent()) {
            return found;
          }
        }
      }
      return Optional.empty();
    }

    private Optional<Fetch> at(AbstractInsnNode node) {
      int opcode = node.getOpcode();
      if (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD) {
        Optional<Fetch> found = element(node, 1, 0);
        // $SwitchMap[x.ordinal()], or a table of something fetched
        open.addAll(operand(node, 0));
        return found;
      }
      if (node instanceof MethodInsnNode call) {
        return call(call);
      }
      if (node instanceof VarInsnNode access) {
        boolean load = opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD;
        open.addAll(load ? local(node, access.var) : operand(node, 0));
      } else if (node instanceof FieldInsnNode access && opcode == Opcodes.GETFIELD) {
        return ofObject(node, 0, access.owner);
      } else if (isStep(opcode)) {
        open.addAll(operand(node, 0));
        open.addAll(operand(node, 1));
      }
      return Optional.empty();
    }

    private Optional<Fetch> call(MethodInsnNode call) {
      boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
      boolean indexed = call.desc.startsWith("(I)") && !isStatic;
      if (indexed && (call.name.equals("get") || call.name.equals("elementAt"))) {
        return element(call, 1, 0);
      }
      if (call.desc.startsWith("()") && !isStatic) {
        Optional<Fetch> found = ofObject(call, 0, call.owner);
        open.addAll(operand(call, 0));
        return found;
      }
      return Optional.empty();
    }

    /**
     * Something asked of an object: if the object reads instructions itself, its fields are the
     * fetch.
     */
    private Optional<Fetch> ofObject(AbstractInsnNode node, int depth, String type) {
      Optional<Cursor> cursor = Cursor.in(classes, type);
      Optional<Path> base = cursor.flatMap(c -> path(node, depth));
      if (base.isEmpty()) {
        open.addAll(operand(node, depth));
        return Optional.empty();
      }
      Cursor found = cursor.get();
      return Optional.of(
          new Fetch(
              base.get().text() + "." + found.container(),
              base.get().text() + "." + found.index(),
              type.replace('/', '.') + "." + found.container(),
              -1,
              type,
              found.index()));
    }

    private Optional<Fetch> element(AbstractInsnNode node, int container, int index) {
      Optional<Path> from = path(node, container);
      Optional<Path> at = path(node, index);
      if (from.isEmpty() || at.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Fetch(
              from.get().text(),
              at.get().text(),
              from.get().field(),
              at.get().slot(),
              at.get().fieldOwner(),
              at.get().fieldName()));
    }

    private boolean isStep(int opcode) {
      return opcode >= Opcodes.IADD && opcode <= Opcodes.LXOR
          || opcode >= Opcodes.I2L && opcode <= Opcodes.I2S
          || opcode == Opcodes.CHECKCAST
          || opcode == Opcodes.DUP;
    }
  }

  /**
   * A variable as a driver file writes it.
   *
   * @param text the text
   * @param slot its slot if it is a local, else -1
   * @param field the field it is, or, of a local, the field that it was loaded from; as {@code
   *     package.Class.field}
   * @param fieldOwner internal name of the class of its last field, or {@code null} if it is a
   *     local
   * @param fieldName name of its last field, or {@code null} if it is a local
   */
  record Path(String text, int slot, String field, String fieldOwner, String fieldName) {}

  /** The variable that a value on the stack is, if it is one. */
  Optional<Path> path(AbstractInsnNode node, int depth) {
    Set<AbstractInsnNode> made = operand(node, depth);
    return made.size() == 1 ? path(made.iterator().next()) : Optional.empty();
  }

  private Optional<Path> path(AbstractInsnNode made) {
    int opcode = made.getOpcode();
    if (made instanceof VarInsnNode load && opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD) {
      return Optional.of(
          new Path(nameOf(made, load.var), load.var, source(made, load.var), null, null));
    }
    if (made instanceof FieldInsnNode field && opcode == Opcodes.GETFIELD) {
      return path(made, 0).map(base -> step(base, field));
    }
    boolean copy = opcode == Opcodes.DUP || opcode == Opcodes.DUP_X1 || opcode == Opcodes.CHECKCAST;
    boolean increment = opcode == Opcodes.IADD && isConstant(operand(made, 0));
    if (copy) {
      return path(made, 0);
    }
    return increment ? path(made, 1) : Optional.empty();
  }

  private static boolean isConstant(Set<AbstractInsnNode> made) {
    return made.size() == 1
        && made.iterator().next().getOpcode() >= Opcodes.ICONST_M1
        && made.iterator().next().getOpcode() <= Opcodes.LDC;
  }

  private static Path step(Path base, FieldInsnNode field) {
    String name = field.owner.replace('/', '.') + "." + field.name;
    return new Path(base.text() + "." + field.name, -1, name, field.owner, field.name);
  }

  /** The field that a local was last loaded from, if that is plain, else {@code null}. */
  private String source(AbstractInsnNode at, int slot) {
    for (AbstractInsnNode store : local(at, slot)) {
      if (store instanceof VarInsnNode) {
        for (AbstractInsnNode made : operand(store, 0)) {
          if (made instanceof FieldInsnNode field) {
            return field.owner.replace('/', '.') + "." + field.name;
          }
        }
      }
    }
    return null;
  }

  private String nameOf(AbstractInsnNode at, int slot) {
    if (slot == 0 && (method.access & Opcodes.ACC_STATIC) == 0) {
      return "this";
    }
    int index = method.instructions.indexOf(at);
    if (method.localVariables != null) {
      for (LocalVariableNode variable : method.localVariables) {
        if (variable.index == slot
            && method.instructions.indexOf(variable.start) <= index
            && index <= method.instructions.indexOf(variable.end)) {
          return variable.name;
        }
      }
    }
    return "slot " + slot;
  }

  /** Internal name of the method's class. */
  String owner() {
    return owner;
  }
}
