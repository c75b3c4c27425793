package dev.metajit.codewriter;

import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Heap;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the JVM does when it resolves a name (JVMS 5.4.3), with the errors that it throws. */
final class Linkage {
  private static final ClassValue<Map<String, Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected Map<String, Field> computeValue(Class<?> type) {
          Map<String, Field> fields = new ConcurrentHashMap<>();
          for (Field field : Trusted.declaredFields(type)) {
            fields.put(field.getName() + ":" + field.getType().descriptorString(), field);
          }
          return fields;
        }
      };

  private Linkage() {}

  /** Something that is linked. */
  interface Step<T> {
    T run() throws Throwable;
  }

  /**
   * Loads a class as another class does that names it.
   *
   * @param name internal name, or descriptor of an array class
   */
  static Class<?> loadClass(Class<?> caller, String name) {
    if (name.equals(ClassFacts.internalName(caller))) {
      return caller;
    }
    try {
      String binaryName = name.replace('/', '.');
      return access(caller, Class.forName(binaryName, false, caller.getClassLoader()));
    } catch (ClassNotFoundException e) {
      NoClassDefFoundError error = new NoClassDefFoundError(name);
      error.initCause(e);
      throw error;
    }
  }

  private static Class<?> access(Class<?> caller, Class<?> type) {
    try {
      return Trusted.in(caller).accessClass(type);
    } catch (IllegalAccessException e) {
      throw new IllegalAccessError(e.getMessage());
    }
  }

  /** The type of a method descriptor in a class. */
  static MethodType methodType(Class<?> caller, String desc) {
    try {
      return MethodType.fromMethodDescriptorString(desc, caller.getClassLoader());
    } catch (TypeNotPresentException e) {
      NoClassDefFoundError error = new NoClassDefFoundError(e.typeName().replace('.', '/'));
      error.initCause(e.getCause());
      throw error;
    }
  }

  /** Finds a field: in the class, its interfaces, its superclasses (JVMS 5.4.3.2). */
  static Field field(Class<?> type, String name, String desc) {
    Field found = findField(type, name + ":" + desc);
    if (found == null) {
      throw new NoSuchFieldError(name);
    }
    return found;
  }

  private static Field findField(Class<?> type, String key) {
    Field found = FIELDS.get(type).get(key);
    if (found != null) {
      return found;
    }
    for (Class<?> superInterface : type.getInterfaces()) {
      found = findField(superInterface, key);
      if (found != null) {
        return found;
      }
    }
    return type.getSuperclass() == null ? null : findField(type.getSuperclass(), key);
  }

  /** The reflected field. */
  static Field reflected(FieldDescr field) {
    return FIELDS.get(field.owner()).get(field.name() + ":" + field.type().descriptorString());
  }

  /** The object that holds a static field. */
  static Object staticBase(FieldDescr field) {
    return Heap.staticBase(reflected(field));
  }

  /** Runs a step; what it throws becomes the error that the JVM throws. */
  static <T> T linkage(Step<T> step) {
    try {
      return step.run();
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (NoSuchMethodException | NoSuchFieldException | IllegalAccessException e) {
      throw error((ReflectiveOperationException) e);
    } catch (Throwable e) {
      throw new BootstrapMethodError(e);
    }
  }

  private static LinkageError error(ReflectiveOperationException e) {
    if (e.getCause() instanceof LinkageError cause) {
      return cause;
    }
    if (e instanceof NoSuchMethodException) {
      return new NoSuchMethodError(e.getMessage());
    }
    return e instanceof NoSuchFieldException
        ? new NoSuchFieldError(e.getMessage())
        : new IncompatibleClassChangeError(e.getMessage());
  }
}
