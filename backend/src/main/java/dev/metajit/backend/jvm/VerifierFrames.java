package dev.metajit.backend.jvm;

import static org.objectweb.asm.Opcodes.DOUBLE;
import static org.objectweb.asm.Opcodes.FLOAT;
import static org.objectweb.asm.Opcodes.F_NEW;
import static org.objectweb.asm.Opcodes.INTEGER;
import static org.objectweb.asm.Opcodes.LONG;
import static org.objectweb.asm.Opcodes.TOP;

import dev.metajit.trace.Kind;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.objectweb.asm.MethodVisitor;

/**
 * Tells the verifier, wherever code is jumped to, what stands in the locals: those of the form, and
 * the variables of the trace that are read from there on. ASM can find this out by itself, but
 * takes nearly as long for it as for all the rest of a class. All references are plain objects.
 */
final class VerifierFrames {
  private static final String THROWABLE = "java/lang/Throwable";

  private final MethodVisitor code;
  private final MethodForm form;
  private final LocalAllocation locals;

  VerifierFrames(MethodContext context, LocalAllocation locals) {
    this.code = context.code();
    this.form = context.form();
    this.locals = locals;
  }

  /** These values can be read. */
  void write(Collection<? extends Value> values) {
    write(slots(values), List.of());
  }

  /** These values can be read, and there is an int on the stack. */
  void withInt(Collection<? extends Value> values) {
    write(slots(values), List.of(INTEGER));
  }

  /** These values can be read; {@code thrown} says if a throwable stands in its local. */
  void atExit(Collection<? extends Value> values, boolean thrown) {
    Object[] slots = slots(values);
    if (thrown) {
      slots[form.thrown()] = THROWABLE;
    }
    write(slots, List.of());
  }

  /** These values can be read, and the exit has been chosen. */
  void atChosenExit(Collection<? extends Value> values) {
    Object[] slots = slots(values);
    slots[form.exit()] = INTEGER;
    write(slots, List.of());
  }

  /**
   * What was caught is on the stack, and these values can be read.
   *
   * @param unset the variable that would have been set by what has thrown, or null
   * @param caught the internal name of what was caught
   */
  void atHandler(Collection<? extends Value> values, Variable unset, String caught) {
    write(slots(values.stream().filter(value -> value != unset).toList()), List.of(caught));
  }

  private Object[] slots(Collection<? extends Value> values) {
    Object[] slots = new Object[locals.size()];
    Arrays.fill(slots, TOP);
    form.declare(slots);
    for (Value value : values) {
      if (value instanceof Variable variable && locals.isUsed(variable)) {
        slots[locals.local(variable)] = type(variable.kind());
      }
    }
    return slots;
  }

  private static Object type(Kind kind) {
    return switch (kind) {
      case LONG -> LONG;
      case DOUBLE -> DOUBLE;
      case FLOAT -> FLOAT;
      case REF -> "java/lang/Object";
      default -> INTEGER;
    };
  }

  private void write(Object[] slots, List<Object> stack) {
    int end = slots.length;
    while (end > 0 && slots[end - 1] == TOP) {
      end--;
    }
    int count = 0;
    for (int slot = 0; slot < end; slot++) {
      Object type = slots[slot];
      slots[count++] = type;
      if (type == LONG || type == DOUBLE) {
        slot++;
      }
    }
    code.visitFrame(F_NEW, count, slots, stack.size(), stack.toArray());
  }
}
