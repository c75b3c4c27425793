package dev.metajit.fuzz;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@link RecordText} has written. Lines that begin with {@code #} are comments. */
final class RecordParser {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*([\\[\\](){},=]|\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s\\[\\](){},=\"]+)");

  private final Matcher tokens;
  private String next;

  private RecordParser(String text) {
    tokens = TOKEN.matcher(text);
    advance();
  }

  /**
   * The record in a text.
   *
   * @param type the record's class
   * @throws IllegalArgumentException if the text is another
   */
  static <T extends Record> T parse(String text, Class<T> type) {
    String code = Pattern.compile("^#.*$", Pattern.MULTILINE).matcher(text).replaceAll("");
    return type.cast(new RecordParser(code).value(type));
  }

  private void advance() {
    next = tokens.find() ? tokens.group(1) : "";
  }

  private String take() {
    String taken = next;
    advance();
    return taken;
  }

  private void expect(String token) {
    if (!next.equals(token)) {
      throw new IllegalArgumentException("expected " + token + " instead of " + next);
    }
    advance();
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == Map.class
          ? map(arguments[0], arguments[1])
          : list(arguments[0]);
    }
    Class<?> raw = (Class<?>) type;
    if (raw == int[].class) {
      return list(int.class).stream().mapToInt(element -> (Integer) element).toArray();
    }
    if (next.equals("null")) {
      return literal(take());
    }
    if (raw.isEnum()) {
      return constant(raw, take());
    }
    return raw.isRecord() || raw.isSealed() ? record(named(raw, take())) : literal(take());
  }

  private static Object constant(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("no " + type.getSimpleName() + " " + name);
  }

  private static Class<?> named(Class<?> type, String name) {
    if (type.isRecord() && type.getSimpleName().equals(name)) {
      return type;
    }
    if (type.isSealed()) {
      for (Class<?> one : type.getPermittedSubclasses()) {
        if (one.getSimpleName().equals(name)) {
          return one;
        }
      }
    }
    throw new IllegalArgumentException("no " + type.getSimpleName() + " " + name);
  }

  private Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    expect("(");
    for (int i = 0; i < components.length; i++) {
      if (i > 0) {
        expect(",");
      }
      types[i] = components[i].getType();
      values[i] = value(components[i].getGenericType());
    }
    expect(")");
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private List<Object> list(Type element) {
    List<Object> list = new ArrayList<>();
    expect("[");
    while (!next.equals("]")) {
      if (!list.isEmpty()) {
        expect(",");
      }
      list.add(value(element));
    }
    expect("]");
    return list;
  }

  private Map<Object, Object> map(Type key, Type content) {
    Map<Object, Object> map = new LinkedHashMap<>();
    expect("{");
    while (!next.equals("}")) {
      if (!map.isEmpty()) {
        expect(",");
      }
      Object one = value(key);
      expect("=");
      map.put(one, value(content));
    }
    expect("}");
    return map;
  }

  private static Object literal(String token) {
    switch (token) {
      case "null" -> {
        return null;
      }
      case "true", "false" -> {
        return token.equals("true");
      }
      default -> {
        return token.startsWith("\"") ? unquoted(token) : number(token);
      }
    }
  }

  private static Object number(String token) {
    String digits = token.substring(0, token.length() - 1);
    return switch (token.charAt(token.length() - 1)) {
      case 'L' -> (Object) Long.valueOf(digits);
      case 'f' -> Float.valueOf(digits);
      case 'd' -> Double.valueOf(digits);
      default -> Integer.valueOf(token);
    };
  }

  private static String unquoted(String token) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < token.length() - 1; i++) {
      char c = token.charAt(i);
      if (c == '\\') {
        i++;
        c = token.charAt(i) == 'n' ? '\n' : token.charAt(i);
      }
      text.append(c);
    }
    return text.toString();
  }
}
