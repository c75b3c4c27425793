package dev.metajit.demo.kestrel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArithmeticTest {
  private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775807 + 1 => 9223372036854775808",
        "9223372036854775807 + 0 => 9223372036854775807",
        "-9223372036854775808 - 1 => -9223372036854775809",
        "9223372036854775808 - 1 => 9223372036854775807",
        "-9223372036854775809 + 1 => -9223372036854775808",
        "4611686018427387904 * 2 => 9223372036854775808",
        "-4611686018427387904 * 2 => -9223372036854775808",
        "-9223372036854775808 * -1 => 9223372036854775808",
        "3037000500 * 3037000500 => 9223372037000250000",
        "-(-9223372036854775808) => 9223372036854775808",
        "-9223372036854775808 // -1 => 9223372036854775808",
        "-9223372036854775808 % -1 => 0",
        "abs(-9223372036854775808) => 9223372036854775808",
        "1 << 62 => 4611686018427387904",
        "1 << 63 => 9223372036854775808",
        "-1 << 63 => -9223372036854775808",
        "-1 << 64 => -18446744073709551616",
        "(1 << 100) >> 98 => 4",
        "-5 >> 1 => -3",
        "-5 >> 100 => -1",
        "5 >> 64 => 0",
        "2 ** 63 - 1 => 9223372036854775807",
        "2 ** 100 => 1267650600228229401496703205376",
        "2 ** -1 => 0.5",
        "-2 ** 2 => -4",
        "2 ** 3 ** 2 => 512",
        "0xff & 0x0f0 => 240",
        "(1 << 70) | 1 => 1180591620717411303425",
        "~0 => -1",
        "~(1 << 64) => -18446744073709551617",
        "int(9.3e18) => 9300000000000000000",
        "int(-2.9) => -2",
      })
  void intsHaveNoLimit(String line) throws Exception {
    String[] parts = line.split(" => ");
    assertThat(Guest.eval(parts[0])).isEqualTo(parts[1]);
  }

  @ParameterizedTest
  @CsvSource({
    "7 // 2, 3", "-7 // 2, -4", "7 // -2, -4", "-7 // -2, 3",
    "7 % 3, 1", "-7 % 3, 2", "7 % -3, -2", "-7 % -3, -1",
    "7.5 // 2, 3.0", "-7.5 // 2, -4.0", "-7.5 % 2, 0.5", "7.5 % -2, -0.5",
    "7 / 2, 3.5", "6 / 3, 2.0", "(1 << 70) / (1 << 69), 2.0",
  })
  void divisionRoundsDown(String expression, String expected) throws Exception {
    assertThat(Guest.eval(expression)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0 / 0.0, nan",
    "1.0 / 0.0, inf",
    "-1.0 / 0.0, -inf",
    "-0.0, -0.0",
    "0.0, 0.0",
    "-0.0 + 0.0, 0.0",
    "0.1 + 0.2, 0.30000000000000004",
    "100.0, 100.0",
    "1e15, 1000000000000000.0",
    "1e16, 1.0e16",
    "1.5e308 * 10, inf",
    "2e23, 2.0e23",
    "0.00001, 0.00001",
    "0.000001, 1.0e-6",
    "5e-324, 5.0e-324",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "1.7976931348623157e308, 1.7976931348623157e308",
    "1.0 / 3, 0.3333333333333333",
    "sqrt(2), 1.4142135623730951",
    "sqrt(-1), nan",
  })
  void floatsPrintAsTheShortestDecimal(String expression, String expected) throws Exception {
    assertThat(Guest.eval(expression)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0 / 0.0 == 0.0 / 0.0, false",
    "0.0 / 0.0 != 0.0 / 0.0, true",
    "0.0 / 0.0 < 1, false",
    "0.0 / 0.0 >= 1, false",
    "0.0 == -0.0, true",
    "1 == 1.0, true",
    "2 ** 53 + 1 == 2.0 ** 53, false",
    "2 ** 53 + 1 > 2.0 ** 53, true",
    "2 ** 64 < 1.0 / 0.0, true",
    "2 ** 64 == 2 ** 64, true",
    "9223372036854775807 < 9223372036854775808, true",
    "9223372036854775807 == 9223372036854775808, false",
    "1 == true, false",
  })
  void comparisonsAreExact(String expression, String expected) throws Exception {
    assertThat(Guest.eval(expression)).isEqualTo(expected);
  }

  @Test
  void randomIntsAgreeWithBigInteger() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Object a = randomInt(random);
      Object b = randomInt(random);
      BigInteger x = MixedArithmetic.big(a);
      BigInteger y = MixedArithmetic.big(b);
      String what = "seed " + seed + ": " + a + ", " + b;
      check(what, Arithmetic.add(a, b), x.add(y));
      check(what, Arithmetic.subtract(a, b), x.subtract(y));
      check(what, Arithmetic.multiply(a, b), x.multiply(y));
      check(what, Arithmetic.and(a, b), x.and(y));
      check(what, Arithmetic.or(a, b), x.or(y));
      check(what, Arithmetic.xor(a, b), x.xor(y));
      assertThat(Comparison.less(a, b)).as(what).isEqualTo(x.compareTo(y) < 0);
      if (y.signum() != 0) {
        checkDivision(what, a, b);
      }
      checkShifts(what, a, random.nextInt(70));
    }
  }

  private static void checkDivision(String what, Object a, Object b) {
    BigInteger x = MixedArithmetic.big(a);
    BigInteger y = MixedArithmetic.big(b);
    BigInteger quotient = MixedArithmetic.big(Arithmetic.floorDivide(a, b));
    BigInteger remainder = MixedArithmetic.big(Arithmetic.modulo(a, b));
    assertThat(quotient.multiply(y).add(remainder)).as(what).isEqualTo(x);
    assertThat(remainder.abs()).as(what).isLessThan(y.abs());
    assertThat(remainder.signum() * y.signum()).as(what).isNotNegative();
  }

  private static void checkShifts(String what, Object a, long distance) {
    BigInteger x = MixedArithmetic.big(a);
    String shift = what + " shift " + distance;
    check(shift, Arithmetic.shiftLeft(a, distance), x.shiftLeft((int) distance));
    check(shift, Arithmetic.shiftRight(a, distance), x.shiftRight((int) distance));
  }

  /** Results are in the one form that their size asks for. */
  private static void check(String what, Object actual, BigInteger expected) {
    assertThat(actual).as(what).isEqualTo(Arithmetic.normalize(expected));
  }

  private static Object randomInt(Random random) {
    BigInteger wide = new BigInteger(random.nextInt(70), random);
    return Arithmetic.normalize(random.nextBoolean() ? wide : wide.negate().mod(TWO_64).negate());
  }

  @Test
  void floatsReadBackAsThemselves() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        String text = FloatFormat.shortest(number);
        assertThat(Double.parseDouble(text)).as("seed %d: %s", seed, text).isEqualTo(number);
      }
    }
  }
}
