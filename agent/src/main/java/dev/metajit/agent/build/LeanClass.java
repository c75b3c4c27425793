package dev.metajit.agent.build;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Class files that the JVM takes less time to load: without names of local variables, and with the
 * frames that its verifier wants. (What has none, as ASM's own classes, is left to the verifier of
 * before Java 7, which has to find out all types by itself.)
 */
final class LeanClass {
  private LeanClass() {}

  /** The class, leaner. */
  static byte[] of(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    boolean isOld = (reader.readShort(6) & 0xffff) < Opcodes.V1_7;
    ClassWriter writer = new ClassWriter(isOld ? ClassWriter.COMPUTE_FRAMES : 0);
    reader.accept(new WithoutNames(writer), isOld ? ClassReader.SKIP_FRAMES : 0);
    return writer.toByteArray();
  }

  private static final class WithoutNames extends ClassVisitor {
    WithoutNames(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String superName,
        String[] interfaces) {
      boolean isOld = (version & 0xffff) < Opcodes.V1_7;
      super.visit(isOld ? Opcodes.V1_8 : version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(api, next) {
        @Override
        public void visitLocalVariable(
            String name, String type, String typeSignature, Label start, Label end, int index) {
          // not written
        }
      };
    }
  }
}
