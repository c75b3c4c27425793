package dev.metajit.codewriter;

import dev.metajit.trace.Storage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A plain access of {@code Unsafe} to memory: {@code getInt(object, offset)}, {@code
 * putLongUnaligned(object, offset, value)}.
 *
 * @param storage what is loaded or stored
 * @param isStore true if it stores its last argument
 */
public record BytesAccess(Storage storage, boolean isStore) {
  private static final Pattern NAME =
      Pattern.compile("(get|put)(Byte|(?:Short|Char|Int|Long)(?:Unaligned)?)");
  private static final String PLACE = "(Ljava/lang/Object;J";

  /** The access that a method is; null if it is none. */
  static BytesAccess of(String owner, MethodKey key) {
    boolean isUnsafe = owner.equals("jdk/internal/misc/Unsafe") || owner.equals("sun/misc/Unsafe");
    Matcher name = isUnsafe ? NAME.matcher(key.name()) : null;
    if (name == null || !name.matches() || !key.desc().startsWith(PLACE)) {
      return null;
    }
    boolean isStore = name.group(1).equals("put");
    int end = key.desc().length();
    char type = key.desc().charAt(isStore ? end - 3 : end - 1);
    boolean fits = key.desc().equals(PLACE + (isStore ? type + ")V" : ")" + type));
    return fits ? new BytesAccess(storage(type), isStore) : null;
  }

  private static Storage storage(char type) {
    return switch (type) {
      case 'B' -> Storage.BYTE;
      case 'S' -> Storage.SHORT;
      case 'C' -> Storage.CHAR;
      case 'I' -> Storage.INT;
      case 'J' -> Storage.LONG;
      default -> throw new IllegalArgumentException("no such access: " + type);
    };
  }
}
