package dev.metajit.trace;

/**
 * How a value lies in a field or an array element: its width in bytes, its sign, and the kind it is
 * loaded as.
 */
public enum Storage {
  BOOLEAN(Kind.INT, 1, boolean.class),
  BYTE(Kind.INT, 1, byte.class),
  CHAR(Kind.INT, 2, char.class),
  SHORT(Kind.INT, 2, short.class),
  INT(Kind.INT, 4, int.class),
  LONG(Kind.LONG, 8, long.class),
  FLOAT(Kind.FLOAT, 4, float.class),
  DOUBLE(Kind.DOUBLE, 8, double.class),
  /** The width of a reference depends on the JVM; 0 here. */
  REF(Kind.REF, 0, Object.class);

  private final Kind kind;
  private final int bytes;
  private final Class<?> type;

  Storage(Kind kind, int bytes, Class<?> type) {
    this.kind = kind;
    this.bytes = bytes;
    this.type = type;
  }

  public Kind kind() {
    return kind;
  }

  public int bytes() {
    return bytes;
  }

  /** The primitive class, or {@code Object}. */
  public Class<?> type() {
    return type;
  }

  /** The storage of a field or array element of this type. */
  public static Storage of(Class<?> type) {
    for (Storage storage : values()) {
      if (storage.type == type) {
        return storage;
      }
    }
    return REF;
  }

  /**
   * What an int becomes when it is stored and loaded again: truncated and extended; other kinds are
   * unchanged.
   */
  public int narrow(int value) {
    return switch (this) {
      case BOOLEAN -> value & 1;
      case BYTE -> (byte) value;
      case CHAR -> (char) value;
      case SHORT -> (short) value;
      default -> value;
    };
  }
}
