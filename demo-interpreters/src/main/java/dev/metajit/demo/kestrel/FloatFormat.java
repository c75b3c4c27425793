package dev.metajit.demo.kestrel;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floats as text: the same on every JDK, whose own formats differ. */
final class FloatFormat {
  /** Any decimal of so many digits survives the way to a double and back. */
  private static final int SAFE_DIGITS = 15;

  /** So many digits tell any two doubles apart. */
  private static final int ALL_DIGITS = 17;

  private static final int LARGEST_PLAIN_EXPONENT = 16;
  private static final int SMALLEST_PLAIN_EXPONENT = -5;

  private FloatFormat() {}

  /** The shortest decimal that reads as this number again; it has a point or an exponent. */
  static String shortest(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    String sign = Double.doubleToRawLongBits(number) < 0 ? "-" : "";
    return sign + (number == 0 ? "0.0" : positive(Math.abs(number)));
  }

  private static String positive(double number) {
    BigDecimal decimal = shortestDecimal(number).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= LARGEST_PLAIN_EXPONENT || exponent < SMALLEST_PLAIN_EXPONENT) {
      return withPoint(decimal.movePointLeft(exponent)) + "e" + exponent;
    }
    return withPoint(decimal);
  }

  private static BigDecimal shortestDecimal(double number) {
    BigDecimal exact = new BigDecimal(number);
    int fewest = number < Double.MIN_NORMAL ? 1 : SAFE_DIGITS;
    for (int digits = fewest; digits < ALL_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == number) {
        return rounded;
      }
    }
    return exact.round(new MathContext(ALL_DIGITS, RoundingMode.HALF_EVEN));
  }

  private static String withPoint(BigDecimal decimal) {
    String text = decimal.toPlainString();
    return text.contains(".") ? text : text + ".0";
  }

  /** The number with so many digits after the point, rounded half to even. */
  static String fixed(double number, int digits) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return shortest(number);
    }
    BigDecimal rounded = new BigDecimal(number).setScale(digits, RoundingMode.HALF_EVEN);
    String sign = Double.doubleToRawLongBits(number) < 0 && rounded.signum() == 0 ? "-" : "";
    return sign + rounded.toPlainString();
  }
}
