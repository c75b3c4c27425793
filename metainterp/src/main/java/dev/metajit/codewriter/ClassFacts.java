package dev.metajit.codewriter;

import dev.metajit.driver.ClassFiles;
import dev.metajit.driver.Hints;
import dev.metajit.trace.FieldDescr;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** What class files and hints say of classes, fields and methods. */
final class ClassFacts {
  /** Classes whose final instance fields nobody writes after the constructor. */
  private static final Set<Class<?>> TRUSTED =
      Set.of(
          Boolean.class,
          Byte.class,
          Character.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          String.class,
          Enum.class,
          BigInteger.class,
          Optional.class);

  private final ClassFiles classFiles;
  private final Hints hints;
  private final Redefinitions redefinitions;

  private final PerClass<Map<MethodKey, MethodSummary>> summaries = new PerClass<>(this::read);

  ClassFacts(ClassFiles classFiles, Hints hints, Redefinitions redefinitions) {
    this.classFiles = classFiles;
    this.hints = hints;
    this.redefinitions = redefinitions;
  }

  private Map<MethodKey, MethodSummary> read(Class<?> type) {
    redefinitions.reading(type);
    byte[] bytes = classFiles.bytesOf(type);
    return bytes == null ? Map.of() : SummaryReader.read(bytes);
  }

  /** The hints, with the annotations of this class read. */
  Hints hintsOf(Class<?> type) {
    String name = internalName(type);
    if (!isOfPlatform(type) && !hints.isRead(name)) {
      byte[] bytes = classFiles.bytesOf(type);
      if (bytes != null) {
        hints.readAnnotations(bytes);
      }
    }
    return hints;
  }

  /** What the methods that a class declares do; empty if that is not known. */
  Map<MethodKey, MethodSummary> summaries(Class<?> type) {
    return redefinitions.isChanging(type) ? Map.of() : summaries.of(type);
  }

  /** The class is redefined. */
  void forget(Class<?> type) {
    summaries.forget(type);
  }

  static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  /** True for a class of the JDK, as far as its loader tells. */
  static boolean isOfPlatform(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  /**
   * The code of a method.
   *
   * @param expandFrames true to read it as {@code Portal.mergePoint()} counts instructions
   * @throws OpaqueException if there is no class file or no such method in it
   */
  MethodNode methodNode(Class<?> owner, MethodKey key, boolean expandFrames) {
    if (LambdaClasses.isLambda(owner)) {
      return LambdaClasses.methodNode(owner, key);
    }
    redefinitions.reading(owner);
    byte[] bytes = classFiles.bytesOf(owner);
    if (bytes == null) {
      throw new OpaqueException("its class has no class file");
    }
    Finder finder = new Finder(key);
    new ClassReader(bytes)
        .accept(finder, expandFrames ? ClassReader.EXPAND_FRAMES : ClassReader.SKIP_FRAMES);
    if (finder.found == null) {
      throw new OpaqueException("it is not in the class file");
    }
    return finder.found;
  }

  private static final class Finder extends ClassVisitor {
    private final MethodKey key;
    private MethodNode found;

    Finder(MethodKey key) {
      super(Opcodes.ASM9);
      this.key = key;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String desc, String signature, String[] exceptions) {
      if (!name.equals(key.name()) || !desc.equals(key.desc())) {
        return null;
      }
      found = new MethodNode(Opcodes.ASM9, access, name, desc, signature, exceptions);
      return found;
    }
  }

  /** The field, marked with what is known of it. */
  FieldDescr describe(Field field) {
    FieldDescr descr = FieldDescr.of(field);
    Hints known = hintsOf(descr.owner());
    String owner = internalName(descr.owner());
    if (known.isImmutableContents(owner, descr.name())
        || isStringValue(descr)
        || isOfEnum(field)
        || isOfImmutableCollection(field)) {
      descr.markImmutableContents();
    } else if (known.isImmutable(owner, descr.name()) || isTrustedFinal(field)) {
      descr.markImmutable();
    }
    if (known.isQuasiImmutable(owner, descr.name())) {
      descr.markQuasiImmutable();
    }
    if (descr.owner() == Thread.class && descr.name().equals("interrupted")) {
      descr.markPolled();
    }
    return descr;
  }

  private static boolean isStringValue(FieldDescr field) {
    return field.owner() == String.class && field.name().equals("value");
  }

  /** The arrays that javac makes for enums and for switches over them; nobody can name them. */
  private static boolean isOfEnum(Field field) {
    int modifiers = field.getModifiers();
    boolean made =
        field.isSynthetic() && Modifier.isStatic(modifiers) && Modifier.isFinal(modifiers);
    return made && (field.getName().startsWith("$SwitchMap$") || field.getName().equals("$VALUES"));
  }

  /** What {@code List.of}, {@code Map.of} and the like keep; only their constructors write it. */
  private static boolean isOfImmutableCollection(Field field) {
    return isFinalOfInstance(field)
        && field.getDeclaringClass().getName().startsWith("java.util.ImmutableCollections$");
  }

  private static boolean isTrustedFinal(Field field) {
    Class<?> owner = field.getDeclaringClass();
    return isFinalOfInstance(field)
        && (owner.isRecord()
            || owner.isHidden()
            || TRUSTED.contains(owner)
            || isView(owner.getName()));
  }

  private static boolean isFinalOfInstance(Field field) {
    return (field.getModifiers() & (Modifier.FINAL | Modifier.STATIC)) == Modifier.FINAL;
  }

  /** True for the collections that {@code Collections} wraps around others. */
  private static boolean isView(String className) {
    return className.startsWith("java.util.Collections$");
  }

  /**
   * A static final field of an initialized class does not change any more; but {@code System.out}
   * does.
   */
  void markInitialized(FieldDescr field) {
    int modifiers = Linkage.reflected(field).getModifiers();
    if (Modifier.isFinal(modifiers) && field.owner() != System.class) {
      field.markImmutable();
    }
  }
}
