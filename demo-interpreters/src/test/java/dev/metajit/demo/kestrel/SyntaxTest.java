package dev.metajit.demo.kestrel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "}; 1:1: unexpected '}'",
        "let = 1; 1:5: expected a variable name but found '='",
        "let x 1; 1:7: expected end of statement but found '1'",
        "print(1; 1:8: expected ')' but found end of file",
        "print(y); 1:7: undefined name 'y'",
        "y = 1; 1:1: undefined name 'y'",
        "print = 1; 1:1: cannot assign to builtin 'print'",
        "1 = 2; 1:1: cannot assign to this expression",
        "f() = 2; 1:1: cannot assign to this expression",
        "break; 1:1: 'break' outside of a loop",
        "while true { fn f() { continue } }; 1:23: 'continue' outside of a loop",
        "return 1; 1:1: 'return' outside of a function",
        "fn f(a, a) {}; 1:9: 'a' is already declared here",
        "let a\\nlet a; 2:5: 'a' is already declared here",
        "fn f() { super.x() }; 1:10: 'super' outside of a method",
        "try {}; 1:1: 'try' without 'catch' or 'finally'",
        "\\n  \"abc; 2:3: string without end",
        "\"\\q\"; 1:2: unknown escape in a string",
        "1abc; 1:2: letter in a number",
        "a @ b; 1:3: unexpected character '@'",
        "class A { x = 1 }; 1:13: expected '(' but found '='",
        "if true { ; 1:10: expected '}' but found end of file",
        "(1 +; 1:5: unexpected end of file",
      })
  void errorsSayWhere(String source, String expected) {
    String text = source.replace("\\n", "\n");
    assertThatThrownBy(() -> Program.compile("bad.kes", text))
        .isInstanceOf(KestrelSyntaxException.class)
        .hasMessage("bad.kes:" + expected);
  }

  @Test
  void linesEndStatementsOutsideOfBrackets() throws Exception {
    assertThat(
            Guest.lines(
                """
                let a = 1
                let b = [1,
                  2
                  , 3]
                let c = (1
                  - 5)
                -a; (fn() { let x = 1
                  -x
                  return x })()
                print(a, b, c)
                let s = "a b"
                  .upper()
                  .split()   # a chain
                print(s); print("\\u0041\\t\\"'" + '"')
                """))
        .containsExactly("1 [1, 2, 3] -4", "[\"A\", \"B\"]", "A\t\"'\"");
  }

  @Test
  void innerBlocksHideOuterNames() throws Exception {
    assertThat(
            Guest.lines(
                """
                let x = "global"
                fn f(x) {
                  { let x = "block"; print(x) }
                  for x in [1] { print(x) }
                  if true { let len = "hidden"; print(len) }
                  return x
                }
                print(f("parameter"), x)
                """))
        .containsExactly("block", "1", "hidden", "parameter global");
  }
}
