package dev.metajit.driver;

import dev.metajit.trace.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds out what the author's names of variables mean at the merge point. */
final class VariableResolver {
  private final String portalClass;
  private final MethodNode method;
  private final int mergePoint;
  private final LocalTypes types;
  private final ClassHierarchy hierarchy;

  VariableResolver(
      String owner, MethodNode method, int mergePoint, LocalTypes types, ClassHierarchy hierarchy) {
    this.portalClass = owner;
    this.method = method;
    this.mergePoint = MethodCode.nextReal(method.instructions, mergePoint);
    this.types = types;
    this.hierarchy = hierarchy;
  }

  /** The variable that was written, as {@code role} ("green" or "red", for messages). */
  PortalVariable resolve(VariableSpec spec, String role) {
    int slot = slot(spec, role);
    if (types.type(slot).equals(Opcodes.TOP)) {
      throw new DriverException(
          role + " '" + spec + "' has no value at the merge point" + place() + "; " + choices());
    }
    PortalVariable local =
        spec.type() != null
            ? local(slot)
            : local(slot, spec.base() == null ? "slot " + slot : spec.base());
    PortalVariable found = spec.isPath() ? path(spec, local, role) : local;
    return spec.contents() ? withContents(found, spec, role) : found;
  }

  private int slot(VariableSpec spec, String role) {
    if (spec.type() != null) {
      return slotOfType(spec.type(), role);
    }
    return spec.base() == null ? spec.slot() : slotOf(spec.base(), role);
  }

  /** The only local of a type. */
  private int slotOfType(String type, String role) {
    List<Integer> slots = new ArrayList<>();
    for (int slot = 0; slot < types.types().size(); slot++) {
      boolean has = !types.type(slot).equals(Opcodes.TOP);
      if (has && Type.getType(local(slot).typeDescriptor()).getClassName().equals(type)) {
        slots.add(slot);
      }
    }
    if (slots.size() != 1) {
      String found = slots.isEmpty() ? "no local has" : slots.size() + " locals have";
      throw new DriverException(
          role + " 'type " + type + "': " + found + " that type" + place() + "; " + choices());
    }
    return slots.get(0);
  }

  private static PortalVariable withContents(PortalVariable found, VariableSpec spec, String role) {
    char type = found.typeDescriptor().charAt(0);
    if (!role.equals("green") || type != '[' && type != 'L') {
      throw new DriverException(
          role + " '" + spec + "': only a green that is an array or a collection can end in [*]");
    }
    return found.withContents();
  }

  /** The local in a slot under its own name. */
  PortalVariable local(int slot) {
    LocalVariableNode variable = variableIn(slot);
    String name = variable == null ? "slot " + slot : variable.name;
    return local(slot, slot == 0 && !isStatic() ? "this" : name);
  }

  private PortalVariable local(int slot, String name) {
    Object type = types.type(slot);
    String descriptor = descriptor(type, slot);
    Kind kind = Kind.ofDescriptor(descriptor.charAt(0));
    String reference = type instanceof String internal ? internal : null;
    return new PortalVariable(name, kind, descriptor, slot, List.of(), slot, reference, false);
  }

  private String descriptor(Object type, int slot) {
    if (type instanceof String name) {
      return Type.getObjectType(name).getDescriptor();
    }
    if (type.equals(Opcodes.INTEGER)) {
      LocalVariableNode variable = variableIn(slot);
      boolean intLike = variable != null && "ZBCS".contains(variable.desc);
      return intLike ? variable.desc : "I";
    }
    if (type.equals(Opcodes.LONG)) {
      return "J";
    }
    if (type.equals(Opcodes.FLOAT)) {
      return "F";
    }
    return type.equals(Opcodes.DOUBLE) ? "D" : "Ljava/lang/Object;";
  }

  private PortalVariable path(VariableSpec spec, PortalVariable base, String role) {
    List<FieldStep> steps = new ArrayList<>();
    String descriptor = base.typeDescriptor();
    for (String name : spec.path()) {
      FieldStep step = step(spec, descriptor, name, role);
      steps.add(step);
      descriptor = step.descriptor();
    }
    return new PortalVariable(
        spec.toString(),
        Kind.ofDescriptor(descriptor.charAt(0)),
        descriptor,
        -1,
        steps,
        base.slot(),
        base.baseType(),
        false);
  }

  private FieldStep step(VariableSpec spec, String descriptor, String name, String role) {
    if (descriptor.charAt(0) != 'L') {
      throw new DriverException(
          role + " '" + spec + "': " + Type.getType(descriptor).getClassName() + " has no fields");
    }
    String owner = Type.getType(descriptor).getInternalName();
    FieldStep step = hierarchy.field(owner, name).orElse(null);
    if (step == null) {
      throw new DriverException(
          role + " '" + spec + "': class " + owner.replace('/', '.') + " has no field " + name);
    }
    if ((step.access() & Opcodes.ACC_STATIC) != 0) {
      throw new DriverException(
          role + " '" + spec + "': field " + name + " is static; only instance fields can be read");
    }
    return step.readable(hierarchy.isReadable(portalClass, step));
  }

  private int slotOf(String name, String role) {
    if (name.equals("this") && !isStatic()) {
      return 0;
    }
    boolean elsewhere = false;
    for (LocalVariableNode variable : variables()) {
      if (variable.name.equals(name)) {
        if (inScope(variable)) {
          return variable.index;
        }
        elsewhere = true;
      }
    }
    int parameter = parameterSlot(name);
    if (parameter >= 0) {
      return parameter;
    }
    throw new DriverException(
        elsewhere
            ? role
                + " '"
                + name
                + "' is not in scope at the merge point"
                + place()
                + "; "
                + choices()
            : "unknown " + role + " '" + name + "' in " + method.name + "; " + choices());
  }

  /** Parameters have names of their own if the class was compiled with {@code -parameters}. */
  private int parameterSlot(String name) {
    int slot = isStatic() ? 0 : 1;
    Type[] arguments = Type.getArgumentTypes(method.desc);
    for (int i = 0; i < arguments.length; i++) {
      boolean named = method.parameters != null && i < method.parameters.size();
      if (named && name.equals(method.parameters.get(i).name) && variableIn(slot) == null) {
        return slot;
      }
      slot += arguments[i].getSize();
    }
    return -1;
  }

  private String place() {
    int line = MethodCode.lineOf(method.instructions, mergePoint);
    return line < 0 ? "" : " (line " + line + ")";
  }

  private String choices() {
    TreeSet<String> names = new TreeSet<>();
    for (int slot = 0; slot < types.types().size(); slot++) {
      if (!types.type(slot).equals(Opcodes.TOP)) {
        names.add(local(slot).name());
      }
    }
    boolean unnamed = variables().isEmpty();
    return (unnamed
            ? "the class file has no variable names: compile it with -g, or use slots; "
            : "")
        + "there are "
        + String.join(", ", names);
  }

  private LocalVariableNode variableIn(int slot) {
    for (LocalVariableNode variable : variables()) {
      if (variable.index == slot && inScope(variable)) {
        return variable;
      }
    }
    return null;
  }

  private List<LocalVariableNode> variables() {
    return method.localVariables == null ? List.of() : method.localVariables;
  }

  private boolean inScope(LocalVariableNode variable) {
    return method.instructions.indexOf(variable.start) <= mergePoint
        && mergePoint < method.instructions.indexOf(variable.end);
  }

  private boolean isStatic() {
    return (method.access & Opcodes.ACC_STATIC) != 0;
  }
}
