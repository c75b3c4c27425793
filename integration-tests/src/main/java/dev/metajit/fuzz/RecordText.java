package dev.metajit.fuzz;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Records as text that {@link RecordParser} reads: {@code Name(component, ...)}, lists in brackets,
 * maps in braces, enum constants by name; numbers with Java's suffixes, floats and doubles in
 * hexadecimal.
 */
final class RecordText {
  private static final int WIDTH = 100;

  private RecordText() {}

  /** The text, in lines that people can read. */
  static String print(Object value) {
    return print(value, "");
  }

  private static String print(Object value, String indent) {
    if (value instanceof Record one) {
      return group(one.getClass().getSimpleName() + "(", components(one), ")", indent);
    }
    if (value instanceof List<?> list) {
      return group("[", list, "]", indent);
    }
    if (value instanceof int[] array) {
      return group("[", boxed(array), "]", indent);
    }
    if (value instanceof Map<?, ?> map) {
      List<Object> entries = new ArrayList<>();
      map.forEach((key, content) -> entries.add(new Entry(key, content)));
      return group("{", entries, "}", indent);
    }
    return value instanceof Entry entry
        ? print(entry.key, indent) + " = " + print(entry.content, indent)
        : literal(value);
  }

  /** Not a record, so that it is not printed as one. */
  private static final class Entry {
    private final Object key;
    private final Object content;

    Entry(Object key, Object content) {
      this.key = key;
      this.content = content;
    }
  }

  private static List<Object> boxed(int[] array) {
    List<Object> list = new ArrayList<>();
    for (int element : array) {
      list.add(element);
    }
    return list;
  }

  private static List<Object> components(Record one) {
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : one.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        values.add(component.getAccessor().invoke(one));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return values;
  }

  /** On one line if it fits. */
  private static String group(String open, List<?> parts, String close, String indent) {
    String deeper = indent + "  ";
    List<String> texts = new ArrayList<>();
    parts.forEach(part -> texts.add(print(part, deeper)));
    String flat = open + String.join(", ", texts) + close;
    if (indent.length() + flat.length() <= WIDTH && !flat.contains("\n")) {
      return flat;
    }
    return open + "\n" + deeper + String.join(",\n" + deeper, texts) + close;
  }

  private static String literal(Object value) {
    if (value instanceof String text) {
      return quoted(text);
    }
    if (value instanceof Long number) {
      return number + "L";
    }
    if (value instanceof Float number) {
      return Float.toHexString(number) + "f";
    }
    if (value instanceof Double number) {
      return Double.toHexString(number) + "d";
    }
    return value instanceof Enum<?> constant ? constant.name() : String.valueOf(value);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
