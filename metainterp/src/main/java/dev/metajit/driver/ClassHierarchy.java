package dev.metajit.driver;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;

/** Superclasses and fields of classes, read from class files; nothing is loaded. */
final class ClassHierarchy {
  private static final String OBJECT = "java/lang/Object";

  private final ClassFileSource source;
  private final Map<String, Summary> summaries = new HashMap<>();

  ClassHierarchy(ClassFileSource source) {
    this.source = source;
  }

  /** What is asked of a class; its members are read when they are. */
  private static final class Summary {
    final ClassReader reader;
    final String superName;
    final int access;
    private Members members;

    Summary(byte[] bytes) {
      reader = new ClassReader(bytes);
      superName = reader.getSuperName();
      access = reader.getAccess();
    }

    Members members() {
      if (members == null) {
        members = new Members(reader.getClassName());
        int skip = ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;
        reader.accept(members, skip);
      }
      return members;
    }
  }

  private static final class Members extends ClassVisitor {
    final Map<String, FieldStep> fields = new HashMap<>();
    private final String owner;
    String nestHost;

    Members(String owner) {
      super(Opcodes.ASM9);
      this.owner = owner;
      this.nestHost = owner;
    }

    @Override
    public void visitNestHost(String host) {
      nestHost = host;
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      fields.putIfAbsent(name, new FieldStep(owner, name, descriptor, access, false));
      return null;
    }
  }

  /** The field that this name means in a class; instance fields of superclasses included. */
  Optional<FieldStep> field(String owner, String name) {
    for (String at = owner; at != null; at = summary(at).superName) {
      FieldStep field = summary(at).members().fields.get(name);
      if (field != null) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  /** True if code of a class may read a field with {@code getfield} (JVMS 5.4.4). */
  boolean isReadable(String from, FieldStep field) {
    if (from.equals(field.owner())) {
      return true;
    }
    if ((field.access() & Opcodes.ACC_PRIVATE) != 0) {
      return nestHost(from).equals(nestHost(field.owner()));
    }
    int both = field.access() & summary(field.owner()).access;
    return packageOf(from).equals(packageOf(field.owner())) || (both & Opcodes.ACC_PUBLIC) != 0;
  }

  private String nestHost(String name) {
    return summary(name).members().nestHost;
  }

  private static String packageOf(String internalName) {
    return internalName.substring(0, internalName.lastIndexOf('/') + 1);
  }

  /**
   * The class that both are, as the verifier merges them: an interface counts as {@code Object}.
   */
  String commonSuper(String a, String b) {
    Set<String> supers = new LinkedHashSet<>();
    for (String at = a; at != null; at = superOf(at)) {
      supers.add(at);
    }
    for (String at = b; at != null; at = superOf(at)) {
      if (supers.contains(at)) {
        return at;
      }
    }
    return OBJECT;
  }

  private String superOf(String name) {
    if (name.equals(OBJECT)) {
      return null;
    }
    Summary summary = summary(name);
    return (summary.access & Opcodes.ACC_INTERFACE) != 0 ? OBJECT : summary.superName;
  }

  private Summary summary(String internalName) {
    Summary known = summaries.get(internalName);
    if (known == null) {
      byte[] bytes = source.find(internalName);
      if (bytes == null) {
        throw new DriverException(
            "class file of " + internalName.replace('/', '.') + " cannot be found");
      }
      known = new Summary(bytes);
      summaries.put(internalName, known);
    }
    return known;
  }
}
