package dev.metajit.codewriter;

import dev.metajit.codewriter.MethodSummary.CallUse;
import dev.metajit.codewriter.MethodSummary.FieldUse;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.Storage;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Reads the summaries of all methods of a class file. */
final class SummaryReader extends ClassVisitor {
  private static final int UNKNOWN =
      Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_SYNCHRONIZED;

  private final Map<MethodKey, MethodSummary> summaries = new HashMap<>();

  private SummaryReader() {
    super(Opcodes.ASM9);
  }

  static Map<MethodKey, MethodSummary> read(byte[] classFile) {
    SummaryReader reader = new SummaryReader();
    new ClassReader(classFile).accept(reader, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return reader.summaries;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String desc, String signature, String[] exceptions) {
    return new Body(access, new MethodKey(name, desc));
  }

  private final class Body extends MethodVisitor {
    private final int access;
    private final MethodKey key;
    private final Set<FieldUse> fields = new HashSet<>();
    private final Set<Storage> read = EnumSet.noneOf(Storage.class);
    private final Set<Storage> written = EnumSet.noneOf(Storage.class);
    private final Set<CallUse> calls = new HashSet<>();
    private final Set<String> classes = new HashSet<>();
    private boolean unknown;

    Body(int access, MethodKey key) {
      super(SummaryReader.this.api);
      this.access = access;
      this.key = key;
      this.unknown = (access & UNKNOWN) != 0;
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD) {
        addArray(read, opcode);
      } else if (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE) {
        addArray(written, opcode);
      }
      unknown |= opcode == Opcodes.MONITORENTER;
    }

    private void addArray(Set<Storage> storages, int opcode) {
      Storage storage = BytecodeOps.arrayStorage(opcode);
      storages.add(storage);
      if (storage == Storage.BYTE) {
        storages.add(Storage.BOOLEAN);
      }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      if (opcode == Opcodes.NEW) {
        classes.add(type);
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String desc) {
      boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
      boolean write = opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC;
      fields.add(new FieldUse(owner, name, desc, isStatic, write));
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String desc, boolean isInterface) {
      boolean dispatches = opcode == Opcodes.INVOKEVIRTUAL || opcode == Opcodes.INVOKEINTERFACE;
      calls.add(new CallUse(owner, name, desc, dispatches));
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String desc, Handle bootstrap, Object... arguments) {
      EffectInfo effect = CallSiteEffects.of(bootstrap, desc);
      unknown |= effect.isRandom();
    }

    @Override
    public void visitEnd() {
      summaries.put(key, new MethodSummary(access, unknown, fields, read, written, calls, classes));
    }
  }
}
