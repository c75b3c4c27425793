package dev.metajit.codewriter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.codewriter.samples.Small;
import org.junit.jupiter.api.Test;

/** What becomes of bytecode, as text. */
class TranslationTest {
  private static void check(String method, String expected) {
    String text = JitCodeText.print(TestCode.of(Small.class, method));
    String plain = text.replace("dev/metajit/codewriter/samples/", "").replaceAll("(?m)^ +", "");
    assertThat(plain).isEqualTo(expected);
  }

  @Test
  void loadsAndStoresVanish() {
    check(
        "add",
        """
        0  r2 = primitive int_add(r0, r1)
        5  return_int(r2)
        """);
  }

  @Test
  void entryIsMovedAwayBeforeItsLocalChanges() {
    check(
        "post",
        """
        0  r2 = move_int(r1)
        4  r1 = primitive int_add(r1, 1)
        9  r2 = array_load_int(r0, r2)
        14  r2 = primitive int_add(r2, r1)
        19  return_int(r2)
        """);
  }

  @Test
  void comparisonWithNaNFallsThrough() {
    check(
        "less",
        """
        0  branch_if_not double_lt(r0, r2, L11)
        5  r4 = move_int(1)
        9  goto(L15)
        11  r4 = move_int(0)
        15  r4 = primitive int_and(r4, 1)
        20  return_int(r4)
        """);
  }

  @Test
  void loop() {
    check(
        "loop",
        """
        0  r1 = move_int(0)
        4  r2 = move_int(0)
        8  branch_if int_ge(r2, r0, L25)
        13  r1 = primitive int_add(r1, r2)
        18  r2 = primitive int_add(r2, 1)
        23  goto(L8)
        25  return_int(r1)
        """);
  }

  @Test
  void switchTable() {
    check(
        "pick",
        """
        0  switch(r0, {1: L3, 7: L9, default: L15})
        3  r1 = move_int(10)
        7  goto(L19)
        9  r1 = move_int(20)
        13  goto(L19)
        15  r1 = move_int(r0)
        19  return_int(r1)
        """);
  }

  @Test
  void handler() {
    check(
        "caught",
        """
        0  r3 = array_load_int(r0, r1)
        5  return_int(r3)
        8  r2 = move_ref(r3)
        12  return_int(-1)
        try 0..5 catch java/lang/NullPointerException r3 goto L8
        """);
  }

  @Test
  void hints() {
    check(
        "hints",
        """
        0  r2 = promote_int(r1)
        4  r2 = is_constant_int(r1)
        8  branch_if int_eq(r2, 0, L26)
        13  r2 = is_jitted()
        15  branch_if int_eq(r2, 0, L26)
        20  r2 = promote_ref(r0)
        24  goto(L30)
        26  r2 = move_ref(r0)
        30  return_ref(r2)
        """);
  }

  @Test
  void members() {
    check(
        "use",
        """
        0  r3 = getfield(r1, Small.field)
        4  putfield(r0, r3, Small.field)
        8  r2 = invoke(Small.use(LSmall;)I, r1, r0)
        14  r3 = getfield(r0, Small.field)
        18  r3 = primitive int_to_double(r3, r3)
        23  r3 = primitive double_sqrt(r3, r3)
        28  r3 = primitive double_to_int(r3, r3)
        33  r2 = primitive int_add(r2, r3)
        38  return_int(r2)
        """);
  }

  @Test
  void boxing() {
    check(
        "box",
        """
        0  r1 = invoke(java/lang/Integer.valueOf(I)Ljava/lang/Integer;, r0)
        5  return_ref(r1)
        """);
  }

  @Test
  void booleanResult() {
    check(
        "both",
        """
        0  branch_if int_eq(r0, 0, L16)
        5  branch_if int_ne(r1, 3, L16)
        10  r2 = move_int(1)
        14  goto(L20)
        16  r2 = move_int(0)
        20  r2 = primitive int_and(r2, 1)
        25  return_int(r2)
        """);
  }
}
