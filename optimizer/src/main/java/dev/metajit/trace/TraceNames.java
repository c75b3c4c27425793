package dev.metajit.trace;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the names in the text of a trace stand for. Classes go by their simple name; {@code Object},
 * {@code String} and the primitive types are known from the start.
 */
public final class TraceNames {
  /** No names but those known from the start; for printing. */
  static final TraceNames NONE = new TraceNames();

  private final Map<String, Class<?>> classes = new HashMap<>();
  private final Map<String, CallDescr> calls = new HashMap<>();
  private final Map<String, Object> objects = new HashMap<>();
  private final Map<Object, String> objectNames = new IdentityHashMap<>();
  private final Map<String, TargetToken> targets = new HashMap<>();
  private InvalidationToken invalidation = new InvalidationToken();

  public TraceNames() {
    with(Object.class, String.class);
    for (Storage storage : Storage.values()) {
      with(storage.type());
    }
  }

  /** Adds classes, by their simple names. */
  public TraceNames with(Class<?>... types) {
    for (Class<?> type : types) {
      classes.put(type.getSimpleName(), type);
    }
    return this;
  }

  /** Adds a callee, by its name. */
  public TraceNames call(CallDescr callee) {
    return call(callee.name(), callee);
  }

  /** Adds a callee; to be printed by this name it must have it itself. */
  public TraceNames call(String name, CallDescr callee) {
    calls.put(name, callee);
    return this;
  }

  /** Adds an object: {@code $name}. */
  public TraceNames object(String name, Object object) {
    objects.put(name, object);
    objectNames.put(object, name);
    return this;
  }

  /** Adds a token; a token that was not added is made when its name is first met. */
  public TraceNames target(TargetToken token) {
    targets.put(token.name(), token);
    return this;
  }

  /** Sets what {@code invalidation} stands for; else it is a token made here. */
  public TraceNames invalidation(InvalidationToken token) {
    invalidation = token;
    return this;
  }

  /** What {@code invalidation} stands for. */
  public InvalidationToken invalidation() {
    return invalidation;
  }

  /** The token with this name. */
  public TargetToken targetOf(String name) {
    return targets.computeIfAbsent(name, TargetToken::new);
  }

  /**
   * The class or array class with this name.
   *
   * @throws IllegalArgumentException if it was not added
   */
  public Class<?> classOf(String name) {
    if (name.endsWith("[]")) {
      return classOf(name.substring(0, name.length() - 2)).arrayType();
    }
    return known(classes.get(name), "class", name);
  }

  /**
   * The field with this name: {@code Node.next}.
   *
   * @throws IllegalArgumentException if its class was not added or has no such field
   */
  public FieldDescr fieldOf(String name) {
    if (name.endsWith(FieldDescr.OPAQUE_SUFFIX)) {
      return fieldOf(name.substring(0, name.length() - FieldDescr.OPAQUE_SUFFIX.length())).opaque();
    }
    int dot = name.lastIndexOf('.');
    Class<?> owner = classOf(name.substring(0, Math.max(dot, 0)));
    Field field =
        Arrays.stream(owner.getDeclaredFields())
            .filter(one -> one.getName().equals(name.substring(dot + 1)))
            .findFirst()
            .orElse(null);
    return FieldDescr.of(known(field, "field", name));
  }

  /**
   * The array type with this name: {@code int[]}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public ArrayDescr arrayOf(String name) {
    return ArrayDescr.of(known(classOf(name).getComponentType(), "array type", name));
  }

  /**
   * The callee with this name.
   *
   * @throws IllegalArgumentException if it was not added
   */
  public CallDescr callOf(String name) {
    return known(calls.get(name), "callee", name);
  }

  /**
   * The object with this name, without the dollar.
   *
   * @throws IllegalArgumentException if it was not added
   */
  public Object objectOf(String name) {
    if (name.endsWith(".class")) {
      return classOf(name.substring(0, name.length() - ".class".length()));
    }
    return known(objects.get(name), "object", "$" + name);
  }

  /** The name of an object, without the dollar; one that was not added goes by its class. */
  public String nameOf(Object object) {
    String name = objectNames.get(object);
    if (name != null) {
      return name;
    }
    return object instanceof Class<?> type
        ? type.getSimpleName() + ".class"
        : object.getClass().getSimpleName() + "@" + System.identityHashCode(object);
  }

  /** The descriptor with this text for an operation; a callee, field, array, class, or other. */
  Descr descrOf(Op op, String text) {
    if (op.isCall()) {
      return callOf(text);
    }
    return switch (op) {
      case GUARD_NOT_INVALIDATED -> invalidationOf(text);
      case JUMP -> targetOf(text);
      case NEW_ARRAY -> arrayOf(text);
      case DEBUG_MERGE_POINT -> new LocationDescr(text);
      case GETBYTES_INT, GETBYTES_LONG, SETBYTES_INT, SETBYTES_LONG -> arrayOf(text);
      default -> op.isLoad() || op.isStore() ? memoryOf(op, text) : new ClassDescr(classOf(text));
    };
  }

  private Descr memoryOf(Op op, String text) {
    return op.text().contains("array") ? arrayOf(text) : fieldOf(text);
  }

  private InvalidationToken invalidationOf(String text) {
    if (!text.equals(invalidation.text())) {
      throw new IllegalArgumentException("expected '" + invalidation.text() + "', not " + text);
    }
    return invalidation;
  }

  private static <T> T known(T found, String what, String name) {
    if (found == null) {
      throw new IllegalArgumentException("expected a " + what + " that is known, not " + name);
    }
    return found;
  }

  /** The names of everything that was added, for error messages. */
  @Override
  public String toString() {
    List<String> all = new ArrayList<>(classes.keySet());
    all.addAll(calls.keySet());
    objects.keySet().forEach(name -> all.add("$" + name));
    return all.toString();
  }
}
