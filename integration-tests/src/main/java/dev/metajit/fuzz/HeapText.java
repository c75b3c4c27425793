package dev.metajit.fuzz;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * All that can be reached from some objects, as text: equal heaps give equal texts. Objects are
 * numbered in the order in which they are found, so that aliases show; a NaN is a NaN.
 */
final class HeapText {
  private static final String OWN = "dev.metajit.fuzz.world.";

  private static final Pattern LOADER = Pattern.compile("@[0-9a-f]+");

  private final StringBuilder text = new StringBuilder();
  private final Map<Object, Integer> numbers = new IdentityHashMap<>();
  private final Deque<Object> open = new ArrayDeque<>();

  /** Writes a value under a name. */
  void add(String name, Object value) {
    add(name, value, false);
  }

  private void add(String name, Object value, boolean isBox) {
    text.append(name).append(" = ").append(describe(value, isBox)).append('\n');
    while (!open.isEmpty()) {
      contents(open.remove());
    }
  }

  /** Writes the static fields of a class. */
  void addStatics(Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers())) {
        add(
            type.getSimpleName() + "." + field.getName(),
            read(field, null),
            !field.getType().isPrimitive());
      }
    }
  }

  /**
   * @param isBox whether a number is an object of the program's: then which one it is counts
   */
  private String describe(Object value, boolean isBox) {
    if (value == null || value instanceof Boolean) {
      return String.valueOf(value);
    }
    if (value instanceof Float number) {
      return number + "f" + (isBox ? number(value) : "");
    }
    if (value instanceof Number || value instanceof Character) {
      int character = value instanceof Character c ? c : 0;
      Object content = character > 0 ? character : value;
      return value.getClass().getSimpleName() + " " + content + (isBox ? number(value) : "");
    }
    if (value instanceof String) {
      return '"' + value.toString() + '"';
    }
    if (value instanceof VirtualMachineError) {
      return value.toString(); // HotSpot has some ready, and then one for all
    }
    if (!numbers.containsKey(value)) {
      open.add(value);
    }
    return number(value);
  }

  private String number(Object object) {
    return "#" + numbers.computeIfAbsent(object, o -> numbers.size());
  }

  private void contents(Object object) {
    text.append(describe(object, true)).append(": ").append(object.getClass().getName());
    if (object.getClass().isArray()) {
      boolean isReference = !object.getClass().getComponentType().isPrimitive();
      for (int i = 0; i < Array.getLength(object); i++) {
        text.append(i == 0 ? " " : ", ").append(describe(Array.get(object, i), isReference));
      }
    } else if (object instanceof Throwable throwable) {
      text.append(' ').append(message(throwable));
      text.append(" cause ").append(describe(throwable.getCause(), true));
    } else if (object instanceof Iterable<?> elements) {
      elements.forEach(element -> text.append(' ').append(describe(element, true)));
    }
    fields(object, object.getClass());
    text.append('\n');
  }

  /** Without the identity of loaders, as in "loader 'case' @1b2c3d". */
  private static String message(Throwable throwable) {
    return throwable.getMessage() == null
        ? ""
        : LOADER.matcher(throwable.getMessage()).replaceAll("@");
  }

  private void fields(Object object, Class<?> type) {
    if (!type.getName().startsWith(OWN)) {
      return;
    }
    fields(object, type.getSuperclass());
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        boolean isReference = !field.getType().isPrimitive();
        text.append(' ').append(field.getName()).append('=');
        text.append(describe(read(field, object), isReference));
      }
    }
  }

  private static Object read(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
