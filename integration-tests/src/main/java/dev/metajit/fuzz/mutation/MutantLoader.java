package dev.metajit.fuzz.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Loads all of Metajit anew, with changes in it. */
public final class MutantLoader extends ClassLoader {
  private static final String OWN = "dev.metajit.";

  private final List<Change> changes;

  /**
   * A loader of a Metajit with these changes.
   *
   * @throws IllegalArgumentException if the code has changed so that one does not fit any more
   */
  public MutantLoader(List<Change> changes) {
    super("mutant", MutantLoader.class.getClassLoader());
    this.changes = List.copyOf(changes);
    for (Change change : changes) {
      if (classFile(change.ownerName()) == null) {
        throw unfit(change);
      }
      mutated(change.ownerName());
    }
  }

  private static IllegalArgumentException unfit(Change change) {
    return new IllegalArgumentException("nothing is left to be changed: " + change);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OWN)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] bytes = mutated(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private byte[] classFile(String name) {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      return null;
    }
  }

  private byte[] mutated(String name) {
    byte[] bytes = classFile(name);
    for (Change change : changes) {
      if (change.ownerName().equals(name)) {
        bytes = mutated(bytes, change);
      }
    }
    return bytes;
  }

  private static byte[] mutated(byte[] classFile, Change change) {
    Set<String> made = new HashSet<>();
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String desc, String signature, String[] exceptions) {
            MethodVisitor code = super.visitMethod(access, name, desc, signature, exceptions);
            return change.isIn(name) ? change.visitor(code, desc, () -> made.add(name)) : code;
          }
        };
    new ClassReader(classFile).accept(visitor, 0);
    if (made.isEmpty()) {
      throw unfit(change);
    }
    return writer.toByteArray();
  }
}
