package dev.metajit.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The questions agree with the methods of the JDK that they stand for. */
class NumberTextsTest {
  private static final List<String> EDGES =
      List.of(
          "",
          "+",
          "-",
          ".",
          "1.",
          ".5",
          "-.5",
          "+1",
          "--1",
          "1-",
          "1.2.3",
          "1e",
          "1e5",
          "1E+5",
          "e5",
          "1e99999999999",
          "1e-2147483648",
          "NaN",
          "Infinity",
          "-Infinity",
          "Nan",
          "0x1p3",
          "1f",
          "1d",
          " 1",
          "1 ",
          "\t1\n",
          "2147483647",
          "2147483648",
          "-2147483648",
          "-2147483649",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "-9223372036854775809",
          "000000000000000000000000000001",
          "\u0661\u0662",
          "1\u0661",
          "-\u0661",
          "\uff11",
          "\u00e9",
          "1\u00e9",
          "123456789012345678.9",
          "1_000",
          "1,5");

  private static final String[] ALPHABETS = {
    "0123456789", "0123456789+-", "019.+-", "019.+-eE", "019.eENaInfxpdD \u0661\u00e9", "abc1 "
  };

  private static void agrees(Predicate<String> question, Consumer<String> reader) {
    EDGES.forEach(text -> agrees(question, reader, text));
    Random random = new Random(27112026);
    for (int i = 0; i < 60_000; i++) {
      String alphabet = ALPHABETS[i % ALPHABETS.length];
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(i % 7 == 0 ? 24 : 6); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      agrees(question, reader, text.toString());
    }
  }

  private static void agrees(Predicate<String> question, Consumer<String> reader, String text) {
    boolean isRead = true;
    try {
      reader.accept(text);
    } catch (NumberFormatException e) {
      isRead = false;
    }
    assertThat(question.test(text)).as(text).isEqualTo(isRead);
  }

  @Test
  void ints() {
    agrees(NumberTexts::isInt, Integer::parseInt);
  }

  @Test
  void longs() {
    agrees(NumberTexts::isLong, Long::parseLong);
  }

  @Test
  void doubles() {
    agrees(NumberTexts::isDouble, Double::parseDouble);
  }

  @Test
  void decimals() {
    agrees(NumberTexts::isDecimal, BigDecimal::new);
  }
}
