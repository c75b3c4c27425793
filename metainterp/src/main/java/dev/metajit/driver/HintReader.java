package dev.metajit.driver;

import java.util.function.BiConsumer;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Finds the hint annotations in a class file, by name. */
final class HintReader {
  private final ClassReader reader;

  HintReader(byte[] classFile) {
    reader = new ClassReader(classFile);
  }

  String className() {
    return reader.getClassName();
  }

  /**
   * Gives each hint with its key: the class, {@code class.field}, or {@code class.method} and
   * descriptor.
   */
  void forEach(BiConsumer<Hint, String> found) {
    reader.accept(
        new Collector(className(), found),
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  private static final class Collector extends ClassVisitor {
    private final String owner;
    private final BiConsumer<Hint, String> found;

    Collector(String owner, BiConsumer<Hint, String> found) {
      super(Opcodes.ASM9);
      this.owner = owner;
      this.found = found;
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return annotation(descriptor, owner);
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      return new FieldVisitor(api) {
        @Override
        public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
          return annotation(annotation, owner + "." + name);
        }
      };
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(api) {
        @Override
        public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
          return annotation(annotation, owner + "." + name + descriptor);
        }
      };
    }

    private AnnotationVisitor annotation(String descriptor, String key) {
      Hint hint = Hint.ofAnnotation(descriptor).orElse(null);
      if (hint == null) {
        return null;
      }
      found.accept(hint, key);
      return new AnnotationVisitor(api) {
        @Override
        public void visit(String name, Object value) {
          if (hint == Hint.IMMUTABLE && name.equals("contents") && Boolean.TRUE.equals(value)) {
            found.accept(Hint.IMMUTABLE_CONTENTS, key);
          }
        }
      };
    }
  }
}
