package dev.metajit.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Strings that are put together, and what is asked of them. */
class TextQuestionsTest extends OptimizerTester {
  @Test
  void theLengthOfAnyStringIsReadFromItsFields() {
    becomes(
        """
        [r0]
        guard_nonnull(r0) [r0]
        i1 = call_pure_int(r0, java.lang.String.length)
        finish(i1)
        """,
        """
        [r0]
        guard_nonnull(r0) [r0]
        r1 = getfield_ref(r0, String.value)
        i2 = array_length(r1)
        i3 = getfield_int(r0, String.coder)
        i4 = int_shr(i2, i3)
        finish(i4)
        """);
  }

  @Test
  void theLengthOfAConcatenationIsASum() {
    becomes(
        """
        [r0]
        guard_nonnull(r0) [r0]
        r1 = call_pure_ref(r0, $abc, java.lang.String.concat)
        i2 = call_pure_int(r1, java.lang.String.length)
        finish(i2)
        """,
        """
        [r0]
        guard_nonnull(r0) [r0]
        r1 = getfield_ref(r0, String.value)
        i2 = array_length(r1)
        i3 = getfield_int(r0, String.coder)
        i4 = int_shr(i2, i3)
        i5 = int_add(i4, 3)
        finish(i5)
        """);
  }

  @Test
  void primitivesHaveLengthsToo() {
    becomes(
        """
        [i0, l1, i2, i3]
        r4 = call_pure_ref(i0, l1, null, i2, written)
        i5 = call_pure_int(r4, java.lang.String.length)
        finish(i5)
        """,
        """
        [i0, l1, i2, i3]
        i4 = call_pure_int(i0, Texts.digits)
        i5 = int_add(i4, 1)
        i6 = call_pure_int(l1, Texts.digits(long))
        i7 = int_add(i5, i6)
        i8 = int_add(i7, 5)
        finish(i8)
        """);
  }

  @Test
  void aNumberWithAFractionHasToBeWrittenForItsLength() {
    becomes(
        """
        [d0]
        r1 = call_pure_ref(d0, real)
        i2 = call_pure_int(r1, java.lang.String.length)
        finish(i2)
        """,
        """
        [d0]
        r1 = call_pure_ref(d0, real)
        r2 = getfield_ref(r1, String.value)
        i3 = array_length(r2)
        i4 = getfield_int(r1, String.coder)
        i5 = int_shr(i3, i4)
        finish(i5)
        """);
  }

  @Test
  void aCharacterOfASubstringIsOneOfTheString() {
    becomes(
        """
        [r0, i1, i2]
        r3 = call_pure_ref(r0, i1, i2, java.lang.String.substring)
        i4 = call_pure_int(r3, 2, java.lang.String.charAt)
        finish(i4)
        """,
        """
        [r0, i1, i2]
        i3 = int_add(i1, 2)
        i4 = call_pure_int(r0, i3, java.lang.String.charAt)
        finish(i4)
        """);
  }

  @Test
  void aCharacterIsFoundInThePieceThatHasIt() {
    becomes(
        """
        [i0, l1, i2]
        r3 = call_pure_ref(i0, l1, null, i2, written)
        i4 = call_pure_int(r3, 0, java.lang.String.charAt)
        finish(i4)
        """,
        """
        [i0, l1, i2]
        finish(60)
        """);
  }

  @Test
  void aCharacterOfANumberIsWrittenFirst() {
    becomes(
        """
        [i0]
        r1 = call_pure_ref(i0, number)
        i2 = call_pure_int(r1, 0, java.lang.String.charAt)
        finish(i2)
        """,
        """
        [i0]
        r1 = call_pure_ref(i0, number)
        i2 = call_pure_int(r1, 0, java.lang.String.charAt)
        finish(i2)
        """);
  }

  @Test
  void whereThePieceIsNotKnownTheStringIsMade() {
    becomes(
        """
        [r0, r1, i2]
        r3 = call_pure_ref(r0, r1, java.lang.String.concat)
        i4 = call_pure_int(r3, i2, java.lang.String.charAt)
        finish(i4)
        """,
        """
        [r0, r1, i2]
        r3 = call_pure_ref(r0, r1, java.lang.String.concat)
        i4 = call_pure_int(r3, i2, java.lang.String.charAt)
        finish(i4)
        """);
  }

  @Test
  void oneCharacterIsComparedAsACharacter() {
    becomes(
        """
        [r0, i1]
        i2 = int_add(i1, 1)
        r3 = call_pure_ref(r0, i1, i2, java.lang.String.substring)
        i4 = call_pure_int(r3, $a, java.lang.String.equals)
        guard_no_exception() []
        finish(i4)
        """,
        """
        [r0, i1]
        i2 = call_pure_int(r0, i1, java.lang.String.charAt)
        i3 = int_eq(i2, 97)
        finish(i3)
        """);
  }

  @Test
  void itsHashCodeIsTheCharacter() {
    becomes(
        """
        [r0, i1]
        i2 = int_add(i1, 1)
        r3 = call_pure_ref(r0, i1, i2, java.lang.String.substring)
        i4 = call_pure_int(r3, java.lang.String.hashCode)
        guard_no_exception() []
        finish(i4)
        """,
        """
        [r0, i1]
        i2 = call_pure_int(r0, i1, java.lang.String.charAt)
        finish(i2)
        """);
  }

  @Test
  void stringsOfOtherLengthsAreNotEqual() {
    becomes(
        """
        [i0]
        r1 = call_pure_ref(i0, number)
        r2 = call_pure_ref(r1, $abc, java.lang.String.concat)
        i3 = call_pure_int(r2, $a, java.lang.String.equals)
        guard_no_exception() []
        i4 = call_pure_int(r2, null, java.lang.String.equals)
        guard_no_exception() []
        i5 = int_add(i3, i4)
        finish(i5)
        """,
        """
        [i0]
        finish(0)
        """);
  }

  @Test
  void whatMayBeEqualIsMadeAndCompared() {
    becomes(
        """
        [i0, r1]
        r2 = call_pure_ref(i0, number)
        i3 = call_pure_int(r2, r1, java.lang.String.equals)
        guard_no_exception() []
        finish(i3)
        """,
        """
        [i0, r1]
        r2 = call_pure_ref(i0, number)
        i3 = call_pure_int(r2, r1, java.lang.String.equals)
        guard_no_exception() []
        finish(i3)
        """);
  }

  @Test
  void theSamePiecesMakeEqualStringsThatAreNotTheSame() {
    becomes(
        """
        [i0]
        r1 = call_pure_ref(i0, number)
        r2 = call_pure_ref(i0, number)
        i3 = call_pure_int(r1, r2, java.lang.String.equals)
        guard_no_exception() []
        i4 = ref_eq(r1, r2)
        i5 = int_add(i3, i4)
        finish(i5)
        """,
        """
        [i0]
        r1 = call_pure_ref(i0, number)
        r2 = call_pure_ref(i0, number)
        i3 = ref_eq(r1, r2)
        i4 = int_add(i3, 1)
        finish(i4)
        """);
  }

  @Test
  void aPieceIsMadeBeforeTheWhole() {
    becomes(
        """
        [i0, r1]
        r2 = call_pure_ref(i0, number)
        r3 = call_pure_ref(r1, r2, java.lang.String.concat)
        finish(r3)
        """,
        """
        [i0, r1]
        r2 = call_pure_ref(i0, number)
        r3 = call_pure_ref(r1, r2, java.lang.String.concat)
        finish(r3)
        """);
  }

  @Test
  void anExitMakesTheStringOfItsPieces() {
    becomes(
        """
        [i0, r1]
        r2 = call_pure_ref(i0, number)
        r3 = call_pure_ref(r1, r2, java.lang.String.concat)
        i4 = int_lt(i0, 5)
        guard_true(i4) [r3, r2]
        finish()
        """,
        """
        [i0, r1]
        i4 = int_lt(i0, 5)
        guard_true(i4) [r1, i0]
        finish()
        """,
        """
        [v0, v1]; v0 = java.lang.String.concat(r1, v1); v1 = number(i0)
        """);
  }

  @Test
  void aLoopCarriesThePiecesOver() {
    loopBecomes(
        """
        entry: [r0, i1, i2]
        guard_nonnull_class(r0, String) [r0, i1, i2]
        i3 = call_pure_int(r0, java.lang.String.length)
        i4 = int_add(i1, i3)
        r5 = call_pure_ref(i2, number)
        i6 = int_lt(i4, 1000)
        guard_true(i6) [r5, i4, i2]
        jump(r5, i4, i2, target=entry)
        """,
        """
        entrys: [i0, i1]
        i2 = call_pure_int(i0, Texts.digits)
        i3 = int_add(i1, i2)
        i4 = int_lt(i3, 1000)
        guard_true(i4) [i3, i0]
        jump(i0, i3, target=entrys)
        """);
  }

  @Test
  void aStringThatGrowsIsMadeInEachTurn() {
    loopBecomes(
        """
        entry: [r0, i1]
        guard_nonnull_class(r0, String) [r0, i1]
        r2 = call_pure_ref(r0, $a, java.lang.String.concat)
        i3 = int_add(i1, 1)
        i4 = int_lt(i3, 1000)
        guard_true(i4) [r2, i3]
        jump(r2, i3, target=entry)
        """,
        """
        entrys: [r0, i1]
        i2 = int_add(i1, 1)
        i3 = int_lt(i2, 1000)
        guard_true(i3) [i2, r0]
        r4 = call_pure_ref(r0, $a, java.lang.String.concat)
        jump(r4, i2, target=entrys)
        """);
  }

  @Test
  void digitsAreCounted() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 10_000; i++) {
      long number = random.nextLong() >> random.nextInt(64);
      assertThat(Texts.digits(number)).isEqualTo(Long.toString(number).length());
      assertThat(Texts.digits((int) number)).isEqualTo(Integer.toString((int) number).length());
    }
    for (long number : new long[] {0, 9, 10, -9, -10, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(Texts.digits(number)).isEqualTo(Long.toString(number).length());
    }
    assertThat(Texts.digits(Integer.MIN_VALUE)).isEqualTo(11);
  }
}
