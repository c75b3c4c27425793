package dev.metajit.codewriter;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.FieldDescr;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls that a hint says to box a primitive. All that give boxes of one class are one call, of
 * the field's own kind: whoever asks for a box of a value may get the same.
 */
final class BoxCalls {
  private final PerClass<Map<FieldDescr, CallDescr>> calls =
      new PerClass<>(type -> new ConcurrentHashMap<>());
  private final ClassFacts facts;

  BoxCalls(ClassFacts facts) {
    this.facts = facts;
  }

  /** True if a hint says that the method boxes its argument. */
  boolean isBox(ResolvedMethod method) {
    return method.isStatic()
        && facts
            .hintsOf(method.owner())
            .isBox(ClassFacts.internalName(method.owner()), method.name(), method.desc());
  }

  /**
   * The call that makes boxes of this class.
   *
   * @param method the method that the hint names
   * @return null if the class does not look like that of a box
   */
  CallDescr call(ResolvedMethod method, Class<?> boxClass) {
    FieldDescr field = valueField(boxClass);
    MethodType type = method.handle().type();
    boolean fits =
        field != null && type.parameterCount() == 1 && holds(type.parameterType(0), field);
    return !fits ? null : calls.of(boxClass).computeIfAbsent(field, f -> make(method, f));
  }

  /**
   * True if the parameter takes every value of the field as it is: whoever asks for a box of the
   * class, by whatever method, may get it from this one.
   */
  private static boolean holds(Class<?> parameter, FieldDescr field) {
    Class<?> type = field.type();
    return type == field.kind().type()
        && (parameter == type
            || type == int.class && (parameter == long.class || parameter == double.class));
  }

  /** The only primitive instance field that the class declares, or null. */
  private FieldDescr valueField(Class<?> boxClass) {
    Field found = null;
    for (Field field : boxClass.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && field.getType().isPrimitive()) {
        if (found != null) {
          return null;
        }
        found = field;
      }
    }
    return found == null ? null : facts.describe(found);
  }

  private static CallDescr make(ResolvedMethod method, FieldDescr field) {
    MethodHandle widening =
        MethodHandles.explicitCastArguments(
            method.handle(), MethodType.methodType(Object.class, field.type()));
    EffectInfo effect = EffectInfo.of(EffectInfo.Extra.ELIDABLE_CANNOT_RAISE);
    return CallDescr.ofBox(method.owner().getName() + "." + method.name(), widening, effect, field);
  }
}
