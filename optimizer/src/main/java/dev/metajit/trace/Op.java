package dev.metajit.trace;

import static dev.metajit.trace.Op.Flag.ALLOCATION;
import static dev.metajit.trace.Op.Flag.BYTES;
import static dev.metajit.trace.Op.Flag.CALL;
import static dev.metajit.trace.Op.Flag.COMMUTATIVE;
import static dev.metajit.trace.Op.Flag.COMPARE;
import static dev.metajit.trace.Op.Flag.DESCR;
import static dev.metajit.trace.Op.Flag.FINAL;
import static dev.metajit.trace.Op.Flag.GUARD;
import static dev.metajit.trace.Op.Flag.LOAD;
import static dev.metajit.trace.Op.Flag.MARKER;
import static dev.metajit.trace.Op.Flag.OVERFLOW;
import static dev.metajit.trace.Op.Flag.PURE;
import static dev.metajit.trace.Op.Flag.STORE;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The table of trace operations; printer, parser, verifier, evaluator and backends derive from it.
 *
 * <p>A row is: signature (operand kinds by letter, {@code *} for any kind, {@code ...} for any
 * number, then {@code >} and the result kind), and flags. The text name is the constant's name in
 * lower case.
 */
public enum Op {
  // int: two's complement; shift counts are masked as in Java; division is Java's and its divisor
  // is not 0
  INT_ADD("ii>i", PURE, COMMUTATIVE),
  INT_SUB("ii>i", PURE),
  INT_MUL("ii>i", PURE, COMMUTATIVE),
  INT_DIV("ii>i", PURE),
  INT_REM("ii>i", PURE),
  UINT_DIV("ii>i", PURE),
  UINT_REM("ii>i", PURE),
  INT_AND("ii>i", PURE, COMMUTATIVE),
  INT_OR("ii>i", PURE, COMMUTATIVE),
  INT_XOR("ii>i", PURE, COMMUTATIVE),
  INT_SHL("ii>i", PURE),
  INT_SHR("ii>i", PURE),
  INT_USHR("ii>i", PURE),
  INT_NEG("i>i", PURE),
  INT_LT("ii>i", PURE, COMPARE),
  INT_LE("ii>i", PURE, COMPARE),
  INT_GT("ii>i", PURE, COMPARE),
  INT_GE("ii>i", PURE, COMPARE),
  INT_EQ("ii>i", PURE, COMPARE, COMMUTATIVE),
  INT_NE("ii>i", PURE, COMPARE, COMMUTATIVE),
  UINT_LT("ii>i", PURE, COMPARE),
  UINT_LE("ii>i", PURE, COMPARE),
  UINT_GT("ii>i", PURE, COMPARE),
  UINT_GE("ii>i", PURE, COMPARE),
  INT_ADD_OVF("ii>i", OVERFLOW, COMMUTATIVE),
  INT_SUB_OVF("ii>i", OVERFLOW),
  INT_MUL_OVF("ii>i", OVERFLOW, COMMUTATIVE),

  // long: two's complement; shift counts are masked as in Java; division is Java's and its divisor
  // is not 0
  LONG_ADD("ll>l", PURE, COMMUTATIVE),
  LONG_SUB("ll>l", PURE),
  LONG_MUL("ll>l", PURE, COMMUTATIVE),
  LONG_DIV("ll>l", PURE),
  LONG_REM("ll>l", PURE),
  ULONG_DIV("ll>l", PURE),
  ULONG_REM("ll>l", PURE),
  LONG_AND("ll>l", PURE, COMMUTATIVE),
  LONG_OR("ll>l", PURE, COMMUTATIVE),
  LONG_XOR("ll>l", PURE, COMMUTATIVE),
  LONG_SHL("li>l", PURE),
  LONG_SHR("li>l", PURE),
  LONG_USHR("li>l", PURE),
  LONG_NEG("l>l", PURE),
  LONG_LT("ll>i", PURE, COMPARE),
  LONG_LE("ll>i", PURE, COMPARE),
  LONG_GT("ll>i", PURE, COMPARE),
  LONG_GE("ll>i", PURE, COMPARE),
  LONG_EQ("ll>i", PURE, COMPARE, COMMUTATIVE),
  LONG_NE("ll>i", PURE, COMPARE, COMMUTATIVE),
  ULONG_LT("ll>i", PURE, COMPARE),
  ULONG_LE("ll>i", PURE, COMPARE),
  ULONG_GT("ll>i", PURE, COMPARE),
  ULONG_GE("ll>i", PURE, COMPARE),
  LONG_ADD_OVF("ll>l", OVERFLOW, COMMUTATIVE),
  LONG_SUB_OVF("ll>l", OVERFLOW),
  LONG_MUL_OVF("ll>l", OVERFLOW, COMMUTATIVE),

  // bits of int and long
  INT_BIT_COUNT("i>i", PURE),
  INT_LEADING_ZEROS("i>i", PURE),
  INT_TRAILING_ZEROS("i>i", PURE),
  INT_ROTATE_LEFT("ii>i", PURE),
  INT_ROTATE_RIGHT("ii>i", PURE),
  INT_REVERSE_BYTES("i>i", PURE),
  INT_REVERSE("i>i", PURE),
  LONG_BIT_COUNT("l>i", PURE),
  LONG_LEADING_ZEROS("l>i", PURE),
  LONG_TRAILING_ZEROS("l>i", PURE),
  LONG_ROTATE_LEFT("li>l", PURE),
  LONG_ROTATE_RIGHT("li>l", PURE),
  LONG_REVERSE_BYTES("l>l", PURE),
  LONG_REVERSE("l>l", PURE),
  LONG_MULTIPLY_HIGH("ll>l", PURE, COMMUTATIVE),
  LONG_CMP("ll>i", PURE),

  // float: IEEE 754 as in Java; a comparison with NaN is false, but not-equal is true
  FLOAT_ADD("ff>f", PURE, COMMUTATIVE),
  FLOAT_SUB("ff>f", PURE),
  FLOAT_MUL("ff>f", PURE, COMMUTATIVE),
  FLOAT_DIV("ff>f", PURE),
  FLOAT_REM("ff>f", PURE),
  FLOAT_NEG("f>f", PURE),
  FLOAT_ABS("f>f", PURE),
  FLOAT_SQRT("f>f", PURE),
  FLOAT_MIN("ff>f", PURE),
  FLOAT_MAX("ff>f", PURE),
  FLOAT_LT("ff>i", PURE, COMPARE),
  FLOAT_LE("ff>i", PURE, COMPARE),
  FLOAT_GT("ff>i", PURE, COMPARE),
  FLOAT_GE("ff>i", PURE, COMPARE),
  FLOAT_EQ("ff>i", PURE, COMPARE, COMMUTATIVE),
  FLOAT_NE("ff>i", PURE, COMPARE, COMMUTATIVE),
  FLOAT_CMPL("ff>i", PURE),
  FLOAT_CMPG("ff>i", PURE),

  // double: IEEE 754 as in Java; a comparison with NaN is false, but not-equal is true
  DOUBLE_ADD("dd>d", PURE, COMMUTATIVE),
  DOUBLE_SUB("dd>d", PURE),
  DOUBLE_MUL("dd>d", PURE, COMMUTATIVE),
  DOUBLE_DIV("dd>d", PURE),
  DOUBLE_REM("dd>d", PURE),
  DOUBLE_NEG("d>d", PURE),
  DOUBLE_ABS("d>d", PURE),
  DOUBLE_SQRT("d>d", PURE),
  DOUBLE_MIN("dd>d", PURE),
  DOUBLE_MAX("dd>d", PURE),
  DOUBLE_LT("dd>i", PURE, COMPARE),
  DOUBLE_LE("dd>i", PURE, COMPARE),
  DOUBLE_GT("dd>i", PURE, COMPARE),
  DOUBLE_GE("dd>i", PURE, COMPARE),
  DOUBLE_EQ("dd>i", PURE, COMPARE, COMMUTATIVE),
  DOUBLE_NE("dd>i", PURE, COMPARE, COMMUTATIVE),
  DOUBLE_CMPL("dd>i", PURE),
  DOUBLE_CMPG("dd>i", PURE),
  DOUBLE_FLOOR("d>d", PURE),
  DOUBLE_CEIL("d>d", PURE),
  DOUBLE_RINT("d>d", PURE),

  // conversions
  INT_TO_LONG("i>l", PURE),
  INT_TO_FLOAT("i>f", PURE),
  INT_TO_DOUBLE("i>d", PURE),
  LONG_TO_INT("l>i", PURE),
  LONG_TO_FLOAT("l>f", PURE),
  LONG_TO_DOUBLE("l>d", PURE),
  FLOAT_TO_INT("f>i", PURE),
  FLOAT_TO_LONG("f>l", PURE),
  FLOAT_TO_DOUBLE("f>d", PURE),
  DOUBLE_TO_INT("d>i", PURE),
  DOUBLE_TO_LONG("d>l", PURE),
  DOUBLE_TO_FLOAT("d>f", PURE),
  INT_TO_BYTE("i>i", PURE),
  INT_TO_CHAR("i>i", PURE),
  INT_TO_SHORT("i>i", PURE),
  FLOAT_TO_RAW_BITS("f>i", PURE),
  BITS_TO_FLOAT("i>f", PURE),
  DOUBLE_TO_RAW_BITS("d>l", PURE),
  BITS_TO_DOUBLE("l>d", PURE),

  // references
  REF_EQ("rr>i", PURE, COMPARE, COMMUTATIVE),
  REF_NE("rr>i", PURE, COMPARE, COMMUTATIVE),
  /** 1 if the reference is not null and of the class or a subtype. */
  INSTANCE_OF("r>i", PURE, DESCR),
  /** The {@code Class} of a non-null reference. */
  GET_CLASS("r>r", PURE),
  /** Of a non-null array. */
  ARRAY_LENGTH("r>i", PURE),
  SAME_AS_INT("i>i", PURE),
  SAME_AS_LONG("l>l", PURE),
  SAME_AS_FLOAT("f>f", PURE),
  SAME_AS_DOUBLE("d>d", PURE),
  SAME_AS_REF("r>r", PURE),

  // guards: leave the trace through their exit unless the condition holds
  GUARD_TRUE("i", GUARD),
  GUARD_FALSE("i", GUARD),
  /** The first operand equals the constant second operand: bits, or identity. */
  GUARD_VALUE("**", GUARD),
  /** A non-null reference is exactly of the class. */
  GUARD_CLASS("r", GUARD, DESCR),
  GUARD_NONNULL("r", GUARD),
  GUARD_ISNULL("r", GUARD),
  /** Not null and exactly of the class. */
  GUARD_NONNULL_CLASS("r", GUARD, DESCR),
  /** The overflow operation right before did not overflow. */
  GUARD_NO_OVERFLOW("", GUARD),
  GUARD_OVERFLOW("", GUARD),
  /** The call right before returned. */
  GUARD_NO_EXCEPTION("", GUARD),
  /** The call right before threw exactly this class; the result is the throwable. */
  GUARD_EXCEPTION(">r", GUARD, DESCR),
  GUARD_NOT_INVALIDATED("", GUARD, DESCR),
  GUARD_ALWAYS_FAILS("", GUARD),

  // memory; objects and arrays are not null, indexes are in bounds, values fit the array: guards
  // before see to it
  GETFIELD_INT("r>i", LOAD, DESCR),
  GETFIELD_LONG("r>l", LOAD, DESCR),
  GETFIELD_FLOAT("r>f", LOAD, DESCR),
  GETFIELD_DOUBLE("r>d", LOAD, DESCR),
  GETFIELD_REF("r>r", LOAD, DESCR),
  SETFIELD_INT("ri", STORE, DESCR),
  SETFIELD_LONG("rl", STORE, DESCR),
  SETFIELD_FLOAT("rf", STORE, DESCR),
  SETFIELD_DOUBLE("rd", STORE, DESCR),
  SETFIELD_REF("rr", STORE, DESCR),
  GETARRAYITEM_INT("ri>i", LOAD, DESCR),
  GETARRAYITEM_LONG("ri>l", LOAD, DESCR),
  GETARRAYITEM_FLOAT("ri>f", LOAD, DESCR),
  GETARRAYITEM_DOUBLE("ri>d", LOAD, DESCR),
  GETARRAYITEM_REF("ri>r", LOAD, DESCR),
  SETARRAYITEM_INT("rii", STORE, DESCR),
  SETARRAYITEM_LONG("ril", STORE, DESCR),
  SETARRAYITEM_FLOAT("rif", STORE, DESCR),
  SETARRAYITEM_DOUBLE("rid", STORE, DESCR),
  SETARRAYITEM_REF("rir", STORE, DESCR),
  /**
   * Bytes of a {@code byte[]}, at an offset from the start of the object as {@code Unsafe} counts
   * it, in the machine's order, aligned or not. The descriptor is of an array of what they make.
   */
  GETBYTES_INT("rl>i", BYTES, DESCR),
  GETBYTES_LONG("rl>l", BYTES, DESCR),
  SETBYTES_INT("rli", BYTES, DESCR),
  SETBYTES_LONG("rll", BYTES, DESCR),
  /** A zeroed instance, without running a constructor. */
  NEW(">r", ALLOCATION, DESCR),
  /** A zeroed array; the length is not negative. */
  NEW_ARRAY("i>r", ALLOCATION, DESCR),

  // calls: residual, of any number of arguments; one that can raise is followed by a guard on the
  // exception
  CALL_INT("...>i", CALL, DESCR),
  CALL_LONG("...>l", CALL, DESCR),
  CALL_FLOAT("...>f", CALL, DESCR),
  CALL_DOUBLE("...>d", CALL, DESCR),
  CALL_REF("...>r", CALL, DESCR),
  CALL_VOID("...", CALL, DESCR),
  /** An elidable callee. */
  CALL_PURE_INT("...>i", CALL, DESCR),
  CALL_PURE_LONG("...>l", CALL, DESCR),
  CALL_PURE_FLOAT("...>f", CALL, DESCR),
  CALL_PURE_DOUBLE("...>d", CALL, DESCR),
  CALL_PURE_REF("...>r", CALL, DESCR),

  // knowledge and debugging: no effect
  RECORD_EXACT_CLASS("r", MARKER, DESCR),
  DEBUG_MERGE_POINT("", MARKER, DESCR),

  // the last operation of a trace
  /** To the start of a loop trace, its inputs becoming the arguments. */
  JUMP("...", FINAL, DESCR),
  /** Leaves the portal: returns the argument, if there is one. */
  FINISH("...", FINAL),
  /** Leaves the portal: throws the argument. */
  FINISH_THROW("r", FINAL);

  /** What an operation is, for those who treat many alike. */
  public enum Flag {
    /** The result depends on the operands alone; may be folded, shared, moved and dropped. */
    PURE,
    COMMUTATIVE,
    /** Pure, with a boolean result: 0 or 1. */
    COMPARE,
    /** Wraps, and says whether it did to the guard that follows directly. */
    OVERFLOW,
    GUARD,
    LOAD,
    STORE,
    /** Loads or, without a result, stores bytes of an array that hold a wider value. */
    BYTES,
    ALLOCATION,
    CALL,
    MARKER,
    FINAL,
    /** Has a descriptor. */
    DESCR
  }

  private static final Map<String, Op> BY_TEXT = new HashMap<>();

  /** Members of families, by {@link Kind}. */
  private static final Map<String, Op[]> FAMILIES = new ConcurrentHashMap<>();

  static {
    for (Op op : values()) {
      BY_TEXT.put(op.text, op);
    }
  }

  private final String text;
  private final boolean variadic;
  private final List<Kind> operands;
  private final Kind result;
  private final int flags;
  private final boolean primitive;

  Op(String signature, Flag... flags) {
    this.text = name().toLowerCase(Locale.ROOT);
    int arrow = signature.indexOf('>');
    String left = arrow < 0 ? signature : signature.substring(0, arrow);
    this.variadic = left.equals("...");
    this.operands =
        variadic ? List.of() : left.chars().mapToObj(c -> operandKind((char) c)).toList();
    this.result = arrow < 0 ? Kind.VOID : Kind.ofLetter(signature.charAt(arrow + 1));
    int bits = 0;
    for (Flag flag : flags) {
      bits |= 1 << flag.ordinal();
    }
    this.flags = bits;
    this.primitive =
        (isPure() || isOverflow())
            && result.isPrimitive()
            && operands.stream().allMatch(Kind::isPrimitive);
  }

  private static Kind operandKind(char letter) {
    return letter == '*' ? Kind.VOID : Kind.ofLetter(letter);
  }

  /** The operation with this text name, or null. */
  public static Op ofText(String text) {
    return BY_TEXT.get(text);
  }

  /** The name in the text form. */
  public String text() {
    return text;
  }

  /** True if any number of operands of any kind may stand there. */
  public boolean isVariadic() {
    return variadic;
  }

  /** The kinds of the operands; {@link Kind#VOID} stands for any kind. Empty if variadic. */
  public List<Kind> operands() {
    return operands;
  }

  /** The kind of the result; {@link Kind#VOID} for none. */
  public Kind result() {
    return result;
  }

  public boolean is(Flag flag) {
    return (flags & 1 << flag.ordinal()) != 0;
  }

  public boolean isPure() {
    return is(PURE);
  }

  public boolean isGuard() {
    return is(GUARD);
  }

  public boolean isCall() {
    return is(CALL);
  }

  public boolean isLoad() {
    return is(LOAD);
  }

  public boolean isStore() {
    return is(STORE);
  }

  /** True for a load or store of several bytes of an array. */
  public boolean isOfBytes() {
    return is(BYTES);
  }

  public boolean isOverflow() {
    return is(OVERFLOW);
  }

  /** True for the last operation of a trace. */
  public boolean isFinal() {
    return is(FINAL);
  }

  /**
   * True if a pure operation works on primitives alone, so that {@link Evaluator#evaluate} knows
   * it.
   */
  public boolean isPrimitive() {
    return primitive;
  }

  /** True for a division or remainder of ints or longs, whose divisor must not be 0. */
  public boolean isIntegerDivision() {
    return switch (this) {
      case INT_DIV, INT_REM, UINT_DIV, UINT_REM, LONG_DIV, LONG_REM, ULONG_DIV, ULONG_REM -> true;
      default -> false;
    };
  }

  /**
   * The comparison that is true where this one is false, or null. Not for float and double (NaN)
   * but EQ and NE.
   */
  public Op inverse() {
    return OpTables.INVERSE.get(this);
  }

  /** The operation that gives the same result with its operands exchanged, or null. */
  public Op swapped() {
    return is(COMMUTATIVE) ? this : OpTables.SWAPPED.get(this);
  }

  /** The variant of this operation family for a kind: {@code family("getfield", Kind.INT)}. */
  public static Op family(String family, Kind kind) {
    Op[] members = FAMILIES.computeIfAbsent(family, Op::members);
    Op op = members[kind.ordinal()];
    if (op == null) {
      throw new IllegalArgumentException("no " + family + " of " + kind);
    }
    return op;
  }

  private static Op[] members(String family) {
    Op[] members = new Op[Kind.values().length];
    for (Kind kind : Kind.values()) {
      members[kind.ordinal()] = BY_TEXT.get(family + "_" + kind.name().toLowerCase(Locale.ROOT));
    }
    return members;
  }
}
