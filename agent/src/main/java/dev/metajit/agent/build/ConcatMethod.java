package dev.metajit.agent.build;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;

import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** A static method that joins its arguments as {@code StringConcatFactory} would. */
final class ConcatMethod {
  private static final char ARGUMENT = '\1';
  private static final char CONSTANT = '\2';

  private final InvokeDynamicInsnNode call;
  private final String name;
  private int argument;
  private int constant = 1;
  private int slot;

  /** The method that a call of {@code makeConcatWithConstants} stands for. */
  ConcatMethod(String name, InvokeDynamicInsnNode call) {
    this.name = name;
    this.call = call;
  }

  MethodNode make() {
    int access = ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC;
    MethodNode made = new MethodNode(access, name, call.desc, null, null);
    InstructionAdapter code = new InstructionAdapter(made);
    TextBuilder builder = new TextBuilder(code);
    Type[] arguments = Type.getArgumentTypes(call.desc);
    StringBuilder literal = new StringBuilder();
    for (char c : ((String) call.bsmArgs[0]).toCharArray()) {
      if (c == ARGUMENT) {
        builder.text(literal);
        literal.setLength(0);
        Type type = arguments[argument++];
        code.load(slot, type);
        slot += type.getSize();
        builder.value(type);
      } else if (c == CONSTANT) {
        literal.append(call.bsmArgs[constant++]);
      } else {
        literal.append(c);
      }
    }
    builder.text(literal);
    builder.end();
    code.visitMaxs(0, 0);
    return made;
  }
}
