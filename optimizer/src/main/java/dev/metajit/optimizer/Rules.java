package dev.metajit.optimizer;

import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rewrite rules, as {@link RuleParser} reads them, by theme. A constant operand of a
 * commutative operation or a comparison stands on the right before any rule is tried.
 */
final class Rules {
  /** Sums, differences and products. */
  static final List<String> ALGEBRA =
      List.of(
          "add(x, 0) => x",
          "sub(x, 0) => x",
          "sub(x, x) => 0",
          "sub(0, x) => neg(x)",
          "neg(neg(x)) => x",
          "neg(sub(x, y)) => sub(y, x)",
          "add(x, neg(y)) => sub(x, y)",
          "sub(x, neg(y)) => add(x, y)",
          "add(sub(x, y), y) => x",
          "sub(add(x, y), y) => x",
          "sub(add(x, y), x) => y",
          "sub(x, add(x, y)) => neg(y)",
          "sub(x, sub(x, y)) => y",
          "sub(sub(x, y), x) => neg(y)",
          "add(add(x, C), D) => add(x, add(C, D))",
          "sub(x, C) => add(x, neg(C))",
          "sub(C, add(x, D)) => sub(sub(C, D), x)",
          "add(sub(C, x), D) => sub(add(C, D), x)",
          "sub(C, sub(D, x)) => add(x, sub(C, D))",
          "sub(add(x, C), add(y, C)) => sub(x, y)",
          "sub(add(x, C), add(x, D)) => sub(C, D)",
          "mul(x, 0) => 0",
          "mul(x, 1) => x",
          "mul(x, -1) => neg(x)",
          "mul(mul(x, C), D) => mul(x, mul(C, D))",
          "mul(shl(x, C), D) => mul(x, shl(D, C))",
          "mul(neg(x), C) => mul(x, neg(C))",
          "mul(x, C) => shl(x, trailing_zeros(C)) if eq(bit_count(C), 1)");

  /** Quotients and remainders; no divisor is 0. */
  static final List<String> DIVISION =
      List.of(
          "div(x, 1) => x",
          "div(x, -1) => neg(x)",
          "div(0, x) => 0",
          "rem(x, 1) => 0",
          "rem(x, -1) => 0",
          "rem(0, x) => 0",
          "div(x, x) => 1",
          "rem(x, x) => 0",
          "rem(x, y) => x if ge(x, 0), lt(x, y)",
          "div(x, C) => shr(x, trailing_zeros(C)) if gt(C, 0), eq(bit_count(C), 1), ge(x, 0)",
          "rem(x, C) => and(x, add(C, -1)) if gt(C, 0), eq(bit_count(C), 1), ge(x, 0)",
          "div(x, C) => shr(add(x, ushr(shr(x, LAST), int_sub(WIDTH, trailing_zeros(C)))),"
              + " trailing_zeros(C)) if gt(C, 1), eq(bit_count(C), 1)",
          "rem(x, C) => sub(x, and(add(x, ushr(shr(x, LAST),"
              + " int_sub(WIDTH, trailing_zeros(C)))), neg(C))) if gt(C, 1), eq(bit_count(C), 1)",
          "udiv(x, 1) => x",
          "urem(x, 1) => 0",
          "udiv(x, x) => 1",
          "urem(x, x) => 0",
          "udiv(x, y) => 0 if ult(x, y)",
          "urem(x, y) => x if ult(x, y)",
          "udiv(x, C) => ushr(x, trailing_zeros(C)) if eq(bit_count(C), 1)",
          "urem(x, C) => and(x, add(C, -1)) if eq(bit_count(C), 1)",
          "udiv(x, y) => div(x, y) if ge(x, 0), gt(y, 0)",
          "urem(x, y) => rem(x, y) if ge(x, 0), gt(y, 0)");

  /** And, or, exclusive or. */
  static final List<String> BITS =
      List.of(
          "and(x, 0) => 0",
          "and(x, -1) => x",
          "and(x, x) => x",
          "and(and(x, C), D) => and(x, and(C, D))",
          "and(x, C) => x if eq(and(x, xor(C, -1)), 0)",
          "and(or(x, y), y) => y",
          "and(or(x, C), D) => and(x, D) if eq(and(C, D), 0)",
          "or(x, 0) => x",
          "or(x, -1) => -1",
          "or(x, x) => x",
          "or(or(x, C), D) => or(x, or(C, D))",
          "or(and(x, y), y) => y",
          "xor(x, 0) => x",
          "xor(x, x) => 0",
          "xor(xor(x, C), D) => xor(x, xor(C, D))",
          "xor(xor(x, y), y) => x",
          "add(and(x, C), and(x, D)) => and(x, or(C, D)) if eq(and(C, D), 0)",
          "or(and(x, C), and(x, D)) => and(x, or(C, D))");

  /** Shifts; counts are taken modulo the width. */
  static final List<String> SHIFTS =
      List.of(
          "shl(x, 0) => x",
          "shr(x, 0) => x",
          "ushr(x, 0) => x",
          "shl(0, x) => 0",
          "shr(0, x) => 0",
          "ushr(0, x) => 0",
          "shr(-1, x) => -1",
          "shl(x, C) => shl(x, int_and(C, LAST)) if int_ne(int_and(C, LAST), C)",
          "shr(x, C) => shr(x, int_and(C, LAST)) if int_ne(int_and(C, LAST), C)",
          "ushr(x, C) => ushr(x, int_and(C, LAST)) if int_ne(int_and(C, LAST), C)",
          "shl(shl(x, C), D) => shl(x, int_add(C, D))"
              + " if uint_le(C, LAST), uint_le(D, LAST), uint_le(int_add(C, D), LAST)",
          "shl(shl(x, C), D) => 0"
              + " if uint_le(C, LAST), uint_le(D, LAST), uint_gt(int_add(C, D), LAST)",
          "shr(shr(x, C), D) => shr(x, int_add(C, D))"
              + " if uint_le(C, LAST), uint_le(D, LAST), uint_le(int_add(C, D), LAST)",
          "ushr(ushr(x, C), D) => ushr(x, int_add(C, D))"
              + " if uint_le(C, LAST), uint_le(D, LAST), uint_le(int_add(C, D), LAST)",
          "ushr(ushr(x, C), D) => 0"
              + " if uint_le(C, LAST), uint_le(D, LAST), uint_gt(int_add(C, D), LAST)",
          "shr(shl(x, C), C) => x if ge(x, shr(MIN, C)), le(x, shr(MAX, C))",
          "ushr(shl(x, C), C) => and(x, ushr(-1, C))",
          "shl(shr(x, C), C) => and(x, shl(-1, C))",
          "shl(ushr(x, C), C) => and(x, shl(-1, C))",
          "ushr(x, y) => shr(x, y) if ge(x, 0)");

  /** Comparisons. */
  static final List<String> COMPARISONS =
      List.of(
          "eq(x, x) => 1",
          "ne(x, x) => 0",
          "lt(x, x) => 0",
          "le(x, x) => 1",
          "gt(x, x) => 0",
          "ge(x, x) => 1",
          "ult(x, x) => 0",
          "ule(x, x) => 1",
          "ugt(x, x) => 0",
          "uge(x, x) => 1",
          "eq(add(x, C), D) => eq(x, sub(D, C))",
          "ne(add(x, C), D) => ne(x, sub(D, C))",
          "eq(sub(C, x), D) => eq(x, sub(C, D))",
          "ne(sub(C, x), D) => ne(x, sub(C, D))",
          "eq(neg(x), C) => eq(x, neg(C))",
          "ne(neg(x), C) => ne(x, neg(C))",
          "eq(sub(x, y), 0) => eq(x, y)",
          "ne(sub(x, y), 0) => ne(x, y)",
          "eq(xor(x, y), 0) => eq(x, y)",
          "ne(xor(x, y), 0) => ne(x, y)",
          "eq(xor(x, C), D) => eq(x, xor(C, D))",
          "ne(xor(x, C), D) => ne(x, xor(C, D))",
          "eq(add(x, y), y) => eq(x, 0)",
          "ne(add(x, y), y) => ne(x, 0)",
          "eq(add(x, y), add(x, z)) => eq(y, z)",
          "ne(add(x, y), add(x, z)) => ne(y, z)",
          "lt(sub(x, x), y) => gt(y, 0)",
          "ult(x, y) => lt(x, y) if ge(x, 0), ge(y, 0)",
          "lt(and(add(x, -1), C), x) => gt(x, 0) if ge(x, 0), ge(C, 0)",
          "ule(x, y) => le(x, y) if ge(x, 0), ge(y, 0)",
          "ugt(x, y) => gt(x, y) if ge(x, 0), ge(y, 0)",
          "uge(x, y) => ge(x, y) if ge(x, 0), ge(y, 0)",
          "ult(x, 1) => eq(x, 0)",
          "uge(x, 1) => ne(x, 0)",
          "ugt(x, 0) => ne(x, 0)",
          "ule(x, 0) => eq(x, 0)");

  /**
   * An ordered comparison of {@code x + C}: the constant moves over where neither side overflows.
   */
  static final List<String> SHIFTED_COMPARISONS =
      Stream.of("lt", "le", "gt", "ge")
          .flatMap(
              op ->
                  Stream.of(
                      op
                          + "(add(x, C), D) => "
                          + op
                          + "(x, sub(D, C))"
                          + " if ge(C, 0), le(x, sub(MAX, C)), ge(D, add(MIN, C))",
                      op
                          + "(add(x, C), D) => "
                          + op
                          + "(x, sub(D, C))"
                          + " if lt(C, 0), ge(x, sub(MIN, C)), le(D, add(MAX, C))"))
          .toList();

  /** Unsigned comparisons as Java writes them: both sides have the smallest number added. */
  static final List<String> UNSIGNED_COMPARISONS =
      Stream.concat(
              Stream.of("lt", "le", "gt", "ge")
                  .flatMap(
                      op ->
                          Stream.of(
                              op
                                  + "(add(x, C), add(y, MIN)) => u"
                                  + op
                                  + "(add(x, sub(C, MIN)), y)",
                              op
                                  + "(add(x, MIN), add(y, C)) => u"
                                  + op
                                  + "(x, add(y, sub(C, MIN)))",
                              op + "(add(x, MIN), C) => u" + op + "(x, add(C, MIN))")),
              Stream.of(
                  "ult(add(x, 1), x) => eq(x, -1)",
                  "uge(add(x, 1), x) => ne(x, -1)",
                  "ugt(x, add(x, 1)) => eq(x, -1)",
                  "ule(x, add(x, 1)) => ne(x, -1)"))
          .toList();

  /** Ints that are 0 or 1. */
  static final List<String> BOOLEANS =
      List.of(
          "int_ne(x, 0) => x if uint_le(x, 1)",
          "int_eq(x, 1) => x if uint_le(x, 1)",
          "int_ne(x, 1) => int_eq(x, 0) if uint_le(x, 1)",
          "int_xor(x, 1) => int_eq(x, 0) if uint_le(x, 1)",
          "int_gt(x, 0) => x if uint_le(x, 1)",
          "int_lt(x, 1) => int_eq(x, 0) if uint_le(x, 1)");

  /** Conversions among int, long, and the narrow types. */
  static final List<String> CONVERSIONS =
      List.of(
          "long_to_int(int_to_long(x)) => x",
          "int_to_long(long_to_int(x)) => x"
              + " if long_ge(x, -2147483648), long_le(x, 2147483647)",
          "int_to_byte(x) => x if int_ge(x, -128), int_le(x, 127)",
          "int_to_short(x) => x if int_ge(x, -32768), int_le(x, 32767)",
          "int_to_char(x) => x if int_ge(x, 0), int_le(x, 65535)",
          "int_to_byte(int_to_short(x)) => int_to_byte(x)",
          "int_to_byte(int_to_char(x)) => int_to_byte(x)",
          "int_to_short(int_to_char(x)) => int_to_short(x)",
          "int_to_char(int_to_short(x)) => int_to_char(x)",
          "int_to_byte(int_and(x, C)) => int_to_byte(x) if int_eq(int_and(C, 255), 255)",
          "int_to_short(int_and(x, C)) => int_to_short(x) if int_eq(int_and(C, 65535), 65535)",
          "int_to_char(int_and(x, C)) => int_to_char(x) if int_eq(int_and(C, 65535), 65535)",
          "int_and(int_to_byte(x), C) => int_and(x, C) if uint_le(C, 255)",
          "int_and(int_to_short(x), C) => int_and(x, C) if uint_le(C, 65535)",
          "int_and(int_to_char(x), C) => int_and(x, C) if uint_le(C, 65535)",
          "int_shr(int_shl(x, 24), 24) => int_to_byte(x)",
          "int_shr(int_shl(x, 16), 16) => int_to_short(x)",
          "long_shr(long_shl(x, 32), 32) => int_to_long(long_to_int(x))",
          "long_to_int(long_add(int_to_long(x), y)) => int_add(x, long_to_int(y))",
          "long_to_int(long_sub(int_to_long(x), y)) => int_sub(x, long_to_int(y))",
          "long_to_int(long_mul(int_to_long(x), y)) => int_mul(x, long_to_int(y))",
          "long_to_int(long_and(int_to_long(x), y)) => int_and(x, long_to_int(y))",
          "long_to_int(long_or(int_to_long(x), y)) => int_or(x, long_to_int(y))",
          "long_to_int(long_xor(int_to_long(x), y)) => int_xor(x, long_to_int(y))",
          "long_to_int(long_neg(int_to_long(x))) => int_neg(x)",
          "long_to_int(long_and(x, C)) => long_to_int(x)"
              + " if long_eq(long_and(C, 4294967295), 4294967295)");

  /** Comparisons of widened ints, and the three-way comparisons against 0. */
  static final List<String> WIDE_COMPARISONS =
      Stream.of("lt", "le", "gt", "ge", "eq", "ne")
          .flatMap(
              op ->
                  Stream.of(
                      "long_" + op + "(int_to_long(x), int_to_long(y)) => int_" + op + "(x, y)",
                      "long_"
                          + op
                          + "(int_to_long(x), C) => int_"
                          + op
                          + "(x, long_to_int(C))"
                          + " if long_ge(C, -2147483648), long_le(C, 2147483647)",
                      "int_" + op + "(long_cmp(x, y), 0) => long_" + op + "(x, y)"))
          .toList();

  /** Float and double; a NaN and the sign of zero come out as they were. */
  static final List<String> FLOATS = Stream.of("float", "double").flatMap(Rules::floats).toList();

  /** The themes whose rows hold for ints and for longs. */
  static final List<List<String>> OF_INT_AND_LONG =
      List.of(
          ALGEBRA, DIVISION, BITS, SHIFTS, COMPARISONS, SHIFTED_COMPARISONS, UNSIGNED_COMPARISONS);

  private static final List<List<String>> OF_ONE_KIND =
      List.of(BOOLEANS, CONVERSIONS, WIDE_COMPARISONS, FLOATS);

  private static final Map<Op, List<Rule>> BY_OP = new EnumMap<>(Op.class);

  static {
    for (Rule rule : all()) {
      BY_OP.computeIfAbsent(rule.pattern().op(), op -> new ArrayList<>()).add(rule);
    }
  }

  private Rules() {}

  /**
   * Arithmetic and conversions make a signalling NaN quiet. So {@code x * 1}, or a float made a
   * double and back, is not x for every x, and stays.
   */
  private static Stream<String> floats(String kind) {
    return Stream.of(
            "K_neg(K_neg(x)) => x",
            "K_abs(K_abs(x)) => K_abs(x)",
            "K_min(x, x) => x",
            "K_max(x, x) => x",
            "int_lt(K_cmpg(x, y), 0) => K_lt(x, y)",
            "int_le(K_cmpg(x, y), 0) => K_le(x, y)",
            "int_gt(K_cmpl(x, y), 0) => K_gt(x, y)",
            "int_ge(K_cmpl(x, y), 0) => K_ge(x, y)",
            "int_ge(K_cmpg(x, y), 0) => int_eq(K_lt(x, y), 0)",
            "int_gt(K_cmpg(x, y), 0) => int_eq(K_le(x, y), 0)",
            "int_le(K_cmpl(x, y), 0) => int_eq(K_gt(x, y), 0)",
            "int_lt(K_cmpl(x, y), 0) => int_eq(K_ge(x, y), 0)",
            "int_eq(K_cmpg(x, y), 0) => K_eq(x, y)",
            "int_eq(K_cmpl(x, y), 0) => K_eq(x, y)",
            "int_ne(K_cmpg(x, y), 0) => K_ne(x, y)",
            "int_ne(K_cmpl(x, y), 0) => K_ne(x, y)",
            kind.equals("float")
                ? "bits_to_float(float_to_raw_bits(x)) => x"
                : "bits_to_double(double_to_raw_bits(x)) => x",
            "double_to_int(int_to_double(x)) => x")
        .map(row -> row.replace("K_", kind + "_"));
  }

  /** The rules whose left side is this operation, in the order in which they are tried. */
  static List<Rule> of(Op op) {
    return BY_OP.getOrDefault(op, List.of());
  }

  /** All rules, those for int and long once for each. */
  static List<Rule> all() {
    List<Rule> rules = new ArrayList<>();
    for (List<String> theme : OF_INT_AND_LONG) {
      theme.forEach(row -> rules.add(RuleParser.parse(row, Kind.INT)));
      theme.forEach(row -> rules.add(RuleParser.parse(row, Kind.LONG)));
    }
    for (List<String> theme : OF_ONE_KIND) {
      theme.forEach(row -> rules.add(RuleParser.parse(row, Kind.INT)));
    }
    return rules;
  }
}
