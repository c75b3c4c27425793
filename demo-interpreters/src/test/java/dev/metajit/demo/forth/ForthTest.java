package dev.metajit.demo.forth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.metajit.demo.CommandLine;
import dev.metajit.demo.GuestFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForthTest {
  private static String run(String source) throws Exception {
    return GuestFiles.output(out -> new Forth(out).run(source));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "7 2 + . | 9",
        "7 2 - . | 5",
        "7 -3 * . | -21",
        "7 2 / . -7 2 / . 7 -2 / . -7 -2 / . | 3 -4 -4 3",
        "7 2 mod . -7 2 mod . 7 -2 mod . | 1 1 -1",
        "-7 2 /mod . . | -4 1",
        "$8000000000000000 -1 / . | -9223372036854775808",
        "$8000000000000000 -1 mod . | 0",
        "9223372036854775807 1+ . | -9223372036854775808",
        "9223372036854775807 10 100 */ . | 922337203685477580",
        "-9223372036854775807 10 100 */ . | -922337203685477581",
        "7 3 2 */ . | 10",
        "1 63 lshift . 1 64 lshift . -1 60 rshift . -1 64 rshift . | -9223372036854775808 0 15 0",
        "-5 2/ . 5 2* . -5 abs . 5 negate . 5 invert . | -3 10 5 -5 -6",
        "12 10 and . 12 10 or . 12 10 xor . | 8 14 6",
        "3 4 min . 3 4 max . | 3 4",
        "1 2 < . 2 2 < . 2 1 > . 2 2 = . 2 3 <> . 2 2 <= . 2 2 >= . | -1 0 -1 -1 -1 -1 -1",
        "-1 1 u< . -1 1 u> . -1 1 < . | 0 -1 -1",
        "0 0= . 5 0= . -5 0< . 5 0> . 5 0<> . | -1 0 -1 -1 -1",
        "5 0 10 within . 10 0 10 within . 0 -5 5 within . | -1 0 -1",
        "-1 u. | 18446744073709551615",
        "$ff . %101 . #10 . 'A' . | 255 5 10 65",
        "hex ff decimal . | 255",
        "true . false . bl . | -1 0 32"
      })
  void arithmetic(String source, String expected) throws Exception {
    assertThat(run(source).strip()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 2 3 dup .s | <4> 1 2 3 3",
        "1 2 3 drop .s | <2> 1 2",
        "1 2 3 swap .s | <3> 1 3 2",
        "1 2 3 over .s | <4> 1 2 3 2",
        "1 2 3 rot .s | <3> 2 3 1",
        "1 2 3 -rot .s | <3> 3 1 2",
        "1 2 3 nip .s | <2> 1 3",
        "1 2 3 tuck .s | <4> 1 3 2 3",
        "1 2 3 0 pick .s | <4> 1 2 3 3",
        "1 2 3 2 pick .s | <4> 1 2 3 1",
        "1 2 3 2 roll .s | <3> 2 3 1",
        "1 2 3 0 roll .s | <3> 1 2 3",
        "1 2 2dup .s | <4> 1 2 1 2",
        "1 2 3 2drop .s | <1> 1",
        "1 2 3 4 2swap .s | <4> 3 4 1 2",
        "1 2 3 4 2over .s | <6> 1 2 3 4 1 2",
        "0 ?dup 5 ?dup .s | <3> 0 5 5",
        "7 8 depth .s | <3> 7 8 2",
        ": t 1 2 >r r@ r> ; t .s | <3> 1 2 2",
        ": t 1 2 2>r 3 2r> ; t .s | <3> 3 1 2"
      })
  void stackWords(String source, String expected) throws Exception {
    assertThat(run(source).strip()).isEqualTo(expected);
  }

  @Test
  void countedLoops() throws Exception {
    assertThat(run(": t 5 0 do i . loop ; t")).isEqualTo("0 1 2 3 4 ");
    assertThat(run(": t 10 0 do i . 3 +loop ; t")).isEqualTo("0 3 6 9 ");
    assertThat(run(": t 0 10 do i . -3 +loop ; t")).isEqualTo("10 7 4 1 ");
    assertThat(run(": t 0 4 do i . -1 +loop ; t")).isEqualTo("4 3 2 1 0 ");
    assertThat(run(": t 0 0 ?do i . loop 7 . ; t")).isEqualTo("7 ");
    assertThat(run(": t 2 0 do 2 0 do j . i . loop loop ; t")).isEqualTo("0 0 0 1 1 0 1 1 ");
    assertThat(run(": t 10 0 do i 3 = if leave then i . loop 9 . ; t")).isEqualTo("0 1 2 9 ");
    assertThat(run(": t 10 0 do i 3 = if i unloop exit then loop 9 ; t .")).isEqualTo("3 ");
    assertThat(run(": t 2 0 do 2 0 do 2 0 do k j + i + . loop loop loop ; t"))
        .isEqualTo("0 1 1 2 1 2 2 3 ");
  }

  @Test
  void plusLoopCrossesTheLimitAtTheWrap() throws Exception {
    String source = ": t 9223372036854775806 9223372036854775800 do i drop 1 5 +loop ; t depth .";
    assertThat(run(source)).isEqualTo("2 ");
    assertThat(run(": t -9223372036854775807 9223372036854775806 do 1 loop ; t depth ."))
        .isEqualTo("3 ");
  }

  @Test
  void conditionalsAndIndefiniteLoops() throws Exception {
    assertThat(run(": t if 1 else 2 then . ; true t false t")).isEqualTo("1 2 ");
    assertThat(run(": t begin dup . 1- dup 0= until drop ; 3 t")).isEqualTo("3 2 1 ");
    assertThat(run(": t begin dup while dup . 1- repeat drop ; 3 t")).isEqualTo("3 2 1 ");
    assertThat(run(": t begin dup 5 > if drop exit then dup . 1+ again ; 3 t")).isEqualTo("3 4 5 ");
    assertThat(run(": t case 1 of 10 endof 2 of 20 endof dup 100 + swap endcase . ; 1 t 2 t 3 t"))
        .isEqualTo("10 20 103 ");
  }

  @Test
  void twoWhilesInOneLoop() throws Exception {
    String source =
        ": t begin dup 10 < while dup 7 <> while 1+ repeat 100 . else 200 . then . ; 0 t 8 t";
    assertThat(run(source)).isEqualTo("100 7 200 10 ");
  }

  @Test
  void definingWords() throws Exception {
    assertThat(run("variable x 5 x ! x @ . 3 x +! x @ .")).isEqualTo("5 8 ");
    assertThat(run("42 constant answer answer .")).isEqualTo("42 ");
    assertThat(run("1 value v v . 2 to v v . : t 3 to v ; t v .")).isEqualTo("1 2 3 ");
    assertThat(run("create table 1 , 2 , 3 , table 2 cells + @ .")).isEqualTo("3 ");
    assertThat(run(": array create cells allot does> swap cells + ; 5 array a 7 3 a ! 3 a @ ."))
        .isEqualTo("7 ");
    assertThat(run(": sq dup * ; ' sq 5 swap execute . : t ['] sq execute ; 6 t ."))
        .isEqualTo("25 36 ");
    assertThat(run(":noname 2 * ; 21 swap execute .")).isEqualTo("42 ");
    assertThat(run(": endif postpone then ; immediate : t if 1 . endif ; true t")).isEqualTo("1 ");
    assertThat(run(": twice postpone dup postpone + ; immediate : t twice ; 4 t ."))
        .isEqualTo("8 ");
    assertThat(run(": t [ 2 3 * ] literal ; t .")).isEqualTo("6 ");
    assertThat(run(": a 1 . ; : b a ; : a 2 . ; b a")).isEqualTo("1 2 ");
  }

  @Test
  void recursion() throws Exception {
    assertThat(run(": f dup 1 > if dup 1- recurse * then ; 20 f ."))
        .isEqualTo("2432902008176640000 ");
  }

  @Test
  void memory() throws Exception {
    assertThat(run("create b 16 allot b 16 255 fill b @ . b 3 + c@ .")).isEqualTo("-1 255 ");
    assertThat(run("create b 0 , $1234 b c! b @ . 7 b 7 + c! b @ 56 rshift .")).isEqualTo("52 7 ");
    assertThat(run("create b 0 , 0 , 1 2 b 2! b @ . b cell+ @ . b 2@ . .")).isEqualTo("2 1 2 1 ");
    assertThat(run("create b 1 c, 2 c, align 3 , b c@ . b 1+ c@ . b 8 + @ .")).isEqualTo("1 2 3 ");
    assertThat(run("create b 16 allot s\" abcdef\" b swap move b b 2 + 6 move b 8 type"))
        .isEqualTo("ababcdef");
  }

  @Test
  void output() throws Exception {
    assertThat(run("65 emit space 3 spaces 66 emit cr")).isEqualTo("A    B\n");
    assertThat(run("42 5 .r -1 3 .r 12345 2 .r")).isEqualTo("   42 -112345");
    assertThat(run(": t .\" hello\" ; t .( now)")).isEqualTo("hellonow");
    assertThat(run("char A . : t [char] B ; t .")).isEqualTo("65 66 ");
    assertThat(run("1 ( a comment ) . \\ the rest\n2 .")).isEqualTo("1 2 ");
    assertThat(run("1 . bye 2 .")).isEqualTo("1 ");
  }

  @Test
  void floatingPoint() throws Exception {
    assertThat(run("1e 3e f/ f. 1.5e0 f. -2.5e-1 f. 1e3 f."))
        .isEqualTo("0.3333333333333333 1.5 -0.25 1000 ");
    assertThat(run("0e fnegate f. 1e 0e f/ f. 0e 0e f/ f.")).isEqualTo("-0 Infinity NaN ");
    assertThat(run("1e 2e f< . 2e 1e f> . 0e 0e f/ fdup f= . 1e f0< .")).isEqualTo("-1 -1 0 0 ");
    assertThat(run("fvariable x 2e x f! x f@ fsqrt f.")).isEqualTo("1.4142135623730951 ");
    assertThat(run("3 s>f f. -3.9e f>s . 1e30 f>s .")).isEqualTo("3 -3 9223372036854775807 ");
    assertThat(run("1e 2e 3e frot f. f. f.")).isEqualTo("1 3 2 ");
    assertThat(run("1e 2e fover f. f. f. 3e fconstant three three f.")).isEqualTo("1 2 1 3 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 + | line 1: stack underflow",
        "drop | line 1: stack underflow",
        "1 5 pick | line 1: stack underflow",
        "f+ | line 1: floating-point stack underflow",
        ": t r> ; t | line 1: return stack underflow",
        "frobnicate | line 1: unknown word: frobnicate",
        ": t recurse ; t | line 1: calls nested too deeply",
        ": t begin 1 again ; t | line 1: stack overflow",
        "1 0 / | line 1: division by zero",
        "1 0 mod | line 1: division by zero",
        "-8 @ | line 1: address outside the memory",
        "1 999999999992 ! | line 1: address outside the memory",
        "4 @ | line 1: address 4 is not aligned",
        "if | line 1: only allowed in a definition",
        ": t if ; | line 1: unbalanced control structure in t",
        ": t then ; | line 1: unbalanced control structure in t",
        ": t do until ; | line 1: unbalanced control structure in t",
        ": t 1 | line 1: missing ;",
        ": | line 1: a name is missing",
        "77 execute | line 1: not an execution token: 77",
        "999999999 allot | line 1: data space is full",
        ": t abort\" oh no\" ; true t | line 1: oh no"
      })
  void errors(String source, String message) {
    assertThatThrownBy(() -> run(source)).isInstanceOf(ForthException.class).hasMessage(message);
  }

  @Test
  void commandLine(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("p.fs"), "swap . .\n1 .\n+ . ");
    List<String> arguments = List.of(file.toString(), "10", "20");
    assertThat(CommandLine.run(folder, Main.class, List.of(), arguments))
        .isEqualTo(
            new CommandLine.Result(
                1, "10 20 1 ", "forth: " + file + ": line 3: stack underflow\n"));
  }
}
