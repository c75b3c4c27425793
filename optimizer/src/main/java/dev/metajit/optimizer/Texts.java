package dev.metajit.optimizer;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.EffectInfo.Extra;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.TextRecipe;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The calls that make a {@code String} out of others, and that ask for its length and its
 * characters (RPython's {@code vstring.py}). None of them throws: whoever records one has seen to
 * it, by guards, that no string is null but one that {@link TextRecipe} lets be null, that indexes
 * are in bounds, and that what is made is short.
 */
public final class Texts {
  /** {@code concat}. */
  public static final CallDescr CONCAT =
      CallDescr.ofText(
          "java.lang.String.concat",
          method("concat", String.class, String.class),
          TextRecipe.ofTwoStrings());

  /** {@code substring}, from an index and to an index. */
  public static final CallDescr SUBSTRING =
      new CallDescr(
          "java.lang.String.substring",
          method("substring", String.class, int.class, int.class),
          EffectInfo.of(Extra.PURE_ALLOCATION));

  /** {@code length}. The optimizer leaves none of these: it reads the string's fields. */
  public static final CallDescr LENGTH = question("length", int.class);

  /** {@code charAt}. */
  public static final CallDescr CHAR_AT = question("charAt", char.class, int.class);

  /** How many characters an int is written with. */
  static final CallDescr INT_DIGITS = digits(int.class);

  /** How many characters a long is written with. */
  static final CallDescr LONG_DIGITS = digits(long.class);

  /** The array that holds a string's characters. */
  static final FieldDescr VALUE = field("value");

  /** What the array's length is to be shifted by, to the right, to give the string's. */
  static final FieldDescr CODER = field("coder");

  static {
    VALUE.markImmutableContents();
    CODER.markImmutable();
  }

  private Texts() {}

  /** True if the call makes a text that need not be made for what is asked of it. */
  public static boolean isMaking(CallDescr call) {
    return call.recipe() != null || call == SUBSTRING;
  }

  private static CallDescr question(String name, Class<?> result, Class<?>... parameters) {
    return new CallDescr(
        "java.lang.String." + name,
        method(name, result, parameters),
        EffectInfo.of(Extra.ELIDABLE_CANNOT_RAISE));
  }

  private static MethodHandle method(String name, Class<?> result, Class<?>... parameters) {
    try {
      MethodType type = MethodType.methodType(result, parameters);
      return MethodHandles.lookup().findVirtual(String.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
  }

  private static CallDescr digits(Class<?> type) {
    try {
      MethodHandle handle =
          MethodHandles.lookup()
              .findStatic(Texts.class, "digits", MethodType.methodType(int.class, type));
      return new CallDescr("Texts.digits", handle, EffectInfo.of(Extra.ELIDABLE_CANNOT_RAISE));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("digits", e);
    }
  }

  private static FieldDescr field(String name) {
    try {
      return FieldDescr.of(String.class.getDeclaredField(name));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
  }

  static int digits(int number) {
    return digits((long) number);
  }

  static int digits(long number) {
    int sign = number < 0 ? 1 : 0;
    long rest = number < 0 ? number : -number;
    int digits = 1;
    for (long limit = -10; digits < 19 && rest <= limit; limit *= 10) {
      digits++;
    }
    return sign + digits;
  }
}
