package dev.metajit.codewriter;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A value for each class, made when first asked for: of a class that stays loaded, it is kept here;
 * of another, in the class itself, so that both can go. What hangs on a class of the JDK would keep
 * its code writer, and all behind that, for ever.
 */
final class PerClass<V> {
  private final Function<Class<?>, V> maker;
  private final Map<Class<?>, V> lasting = new ConcurrentHashMap<>();
  private final ClassValue<V> others =
      new ClassValue<>() {
        @Override
        protected V computeValue(Class<?> type) {
          return maker.apply(type);
        }
      };

  PerClass(Function<Class<?>, V> maker) {
    this.maker = maker;
  }

  /** It is made anew when it is next asked for. */
  void forget(Class<?> type) {
    others.remove(type);
    lasting.remove(type);
  }

  V of(Class<?> type) {
    if (type.getClassLoader() != null) {
      return others.get(type);
    }
    V known = lasting.get(type);
    if (known == null) {
      V made = maker.apply(type);
      V before = lasting.putIfAbsent(type, made);
      known = before == null ? made : before;
    }
    return known;
  }
}
