package dev.metajit.agent.build;

import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Emits code that makes a string out of texts and of values on the stack. */
final class TextBuilder {
  private static final Type STRING = Type.getType(String.class);
  private static final Type BUILDER = Type.getType(StringBuilder.class);

  private final InstructionAdapter code;

  /** The builder is on the stack from here on. */
  TextBuilder(InstructionAdapter code) {
    this.code = code;
    code.anew(BUILDER);
    code.dup();
    code.invokespecial(BUILDER.getInternalName(), "<init>", "()V", false);
  }

  void text(CharSequence text) {
    if (text.length() > 0) {
      code.aconst(text.toString());
      append(STRING);
    }
  }

  /** Appends the value of this type that is on top of the builder. */
  void value(Type type) {
    boolean small = type.equals(Type.BYTE_TYPE) || type.equals(Type.SHORT_TYPE);
    boolean object = type.getSort() >= Type.ARRAY && !type.equals(STRING);
    append(object ? InstructionAdapter.OBJECT_TYPE : small ? Type.INT_TYPE : type);
  }

  private void append(Type type) {
    String descriptor = Type.getMethodDescriptor(BUILDER, type);
    code.invokevirtual(BUILDER.getInternalName(), "append", descriptor, false);
  }

  /** Returns the string. */
  void end() {
    code.invokevirtual(
        BUILDER.getInternalName(), "toString", Type.getMethodDescriptor(STRING), false);
    code.areturn(STRING);
  }
}
