package dev.metajit.codewriter;

import dev.metajit.trace.FieldDescr;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.tree.MethodNode;

/**
 * The code of lambda objects. Their classes are hidden and have no class file, but what the JDK's
 * {@code LambdaMetafactory} writes is simple: load what was captured and the parameters, convert,
 * call the method that holds the lambda's body. Which method that is stands in the class's constant
 * pool.
 */
final class LambdaClasses {
  private static final Set<String> BOXES =
      Set.of(
          "java/lang/Boolean",
          "java/lang/Byte",
          "java/lang/Character",
          "java/lang/Short",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Float",
          "java/lang/Double",
          "java/lang/Number");

  private static final MethodHandle POOL;
  private static final MethodHandle SIZE;
  private static final MethodHandle TAG;
  private static final MethodHandle MEMBER;

  static {
    try {
      Class<?> pool = Class.forName("jdk.internal.reflect.ConstantPool");
      Class<?> tag = Class.forName("jdk.internal.reflect.ConstantPool$Tag");
      POOL =
          Trusted.virtual(Class.class, "getConstantPool", MethodType.methodType(pool))
              .asType(MethodType.methodType(Object.class, Class.class));
      SIZE =
          Trusted.virtual(pool, "getSize", MethodType.methodType(int.class))
              .asType(MethodType.methodType(int.class, Object.class));
      TAG =
          Trusted.virtual(pool, "getTagAt", MethodType.methodType(tag, int.class))
              .asType(MethodType.methodType(Object.class, Object.class, int.class));
      MEMBER =
          Trusted.virtual(
                  pool, "getMemberRefInfoAt", MethodType.methodType(String[].class, int.class))
              .asType(MethodType.methodType(String[].class, Object.class, int.class));
    } catch (ClassNotFoundException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private LambdaClasses() {}

  /** A method in a constant pool. */
  record Member(String owner, String name, String desc, boolean ofInterface) {
    boolean isConversion() {
      return BOXES.contains(owner) && (name.equals("valueOf") || isUnboxing());
    }

    boolean isUnboxing() {
      return BOXES.contains(owner) && name.endsWith("Value") && desc.startsWith("()");
    }

    boolean isConstructor() {
      return name.equals("<init>");
    }
  }

  /** True if the class is that of a lambda or method reference. */
  static boolean isLambda(Class<?> type) {
    return type.isHidden() && type.isSynthetic() && type.getName().contains("$$Lambda");
  }

  /**
   * The code of a lambda's method, as the JDK wrote it.
   *
   * @throws OpaqueException if that cannot be told for sure
   */
  static MethodNode methodNode(Class<?> type, MethodKey key) {
    List<Member> members = members(type);
    Member body = body(members);
    List<Member> unboxings =
        members.stream().filter(member -> member.isUnboxing() && member != body).toList();
    Member unboxing = unboxings.size() == 1 ? unboxings.get(0) : null;
    return new LambdaMethod(type, key, captured(type), body, unboxing).write();
  }

  private static List<Field> captured(Class<?> type) {
    List<Field> fields = new ArrayList<>(Arrays.asList(Trusted.declaredFields(type)));
    fields.removeIf(field -> !field.getName().startsWith("arg$"));
    fields.sort(Comparator.comparingInt(field -> Integer.parseInt(field.getName().substring(4))));
    return fields;
  }

  /**
   * The fields that hold what was captured, as the arguments of the call that makes the object have
   * it; {@code null} if the class is not that of a lambda with just these fields.
   */
  static List<FieldDescr> captured(Class<?> type, String desc) {
    if (!isLambda(type)) {
      return null;
    }
    List<Field> fields = captured(type);
    StringBuilder types = new StringBuilder("(");
    fields.forEach(field -> types.append(field.getType().descriptorString()));
    boolean fits = desc.startsWith(types.append(')').toString());
    return fits ? fields.stream().map(FieldDescr::of).toList() : null;
  }

  /** The method that holds the body: the only one that is no conversion, or the only one at all. */
  private static Member body(List<Member> members) {
    List<Member> others = members.stream().filter(member -> !member.isConversion()).toList();
    List<Member> candidates = others.isEmpty() ? members : others;
    if (candidates.size() != 1 || candidates.get(0).owner().startsWith("java/lang/invoke/")) {
      throw new OpaqueException("it is a lambda whose body cannot be told");
    }
    return candidates.get(0);
  }

  /** The methods that the class names, without its superclass's constructor. */
  private static List<Member> members(Class<?> type) {
    try {
      Object pool = (Object) POOL.invokeExact(type);
      int size = (int) SIZE.invokeExact(pool);
      List<Member> members = new ArrayList<>();
      for (int i = 1; i < size; i++) {
        String tag = String.valueOf((Object) TAG.invokeExact(pool, i));
        if (tag.equals("METHODREF") || tag.equals("INTERFACEMETHODREF")) {
          String[] member = (String[]) MEMBER.invokeExact(pool, i);
          members.add(
              new Member(member[0], member[1], member[2], tag.equals("INTERFACEMETHODREF")));
        }
      }
      members.remove(new Member("java/lang/Object", "<init>", "()V", false));
      members.removeIf(member -> member.owner().equals("java/lang/invoke/SerializedLambda"));
      return members;
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
