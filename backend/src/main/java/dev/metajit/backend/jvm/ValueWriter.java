package dev.metajit.backend.jvm;

import static org.objectweb.asm.Opcodes.ACONST_NULL;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import org.objectweb.asm.MethodVisitor;

/** Moves the values of one trace between their locals and the stack. */
final class ValueWriter {
  private final MethodVisitor code;
  private final ClassConstants constants;
  private final LocalAllocation locals;

  ValueWriter(MethodContext context, LocalAllocation locals) {
    this.code = context.code();
    this.constants = context.constants();
    this.locals = locals;
  }

  int local(Variable variable) {
    return locals.local(variable);
  }

  void push(Value value) {
    if (value instanceof Variable variable) {
      Instructions.load(code, variable.kind(), locals.local(variable));
    } else {
      push((Constant) value);
    }
  }

  private void push(Constant constant) {
    if (constant.kind() != Kind.REF) {
      Instructions.pushPrimitive(code, constant);
    } else if (constant.isNull()) {
      code.visitInsn(ACONST_NULL);
    } else {
      constants.push(code, constant.ref());
    }
  }

  /** Pops into the variable, or away if nobody reads it. */
  void store(Variable variable) {
    if (locals.isUsed(variable)) {
      Instructions.store(code, variable.kind(), locals.local(variable));
    } else {
      Instructions.pop(code, variable.kind());
    }
  }

  /** Sets the variable to zero or null, if anybody reads it. */
  void clear(Variable variable) {
    if (variable != null && locals.isUsed(variable)) {
      Instructions.pushZero(code, variable.kind());
      Instructions.store(code, variable.kind(), locals.local(variable));
    }
  }
}
