package dev.metajit.demo.kestrel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExceptionTest {
  @Test
  void anyValueCanBeThrown() throws Exception {
    assertThat(
            Guest.lines(
                """
                fn thrower(x) { throw x }
                for x in [1, "s", nil, [2]] {
                  try { thrower(x); print("not here") } catch e { print(e == x) }
                }
                class Mine : ValueError {}
                try { throw Mine("m") } catch e { print(e, isinstance(e, Error), e.message) }
                """))
        .containsExactly("true", "true", "true", "true", "Mine: m true m");
  }

  @Test
  void finallyRunsOnEveryWayOut() throws Exception {
    assertThat(
            Guest.lines(
                """
                fn way(n) {
                  for i in range(2) {
                    try {
                      try {
                        if n == 0 { return "returned" }
                        if n == 1 { break }
                        if n == 2 { continue }
                        if n == 3 { throw "thrown" }
                      } finally { write("f" + i, "") }
                      write("end", "")
                    } catch e { write("caught", e, ""); return "from catch" }
                    finally { write("g", "") }
                  }
                  return "fell out"
                }
                for n in range(5) { print(way(n)) }
                """))
        .containsExactly(
            "f0 g returned",
            "f0 g fell out",
            "f0 g f1 g fell out",
            "f0 caught thrown g from catch",
            "f0 end g f1 end g fell out");
  }

  @Test
  void finallyMayOverrule() throws Exception {
    assertThat(
            Guest.lines(
                """
                fn a() { try { return 1 } finally { return 2 } }
                fn b() { try { throw "lost" } finally { return 3 } }
                fn c() { try { try { return 1 } finally { throw "late" } } catch e { return e } }
                fn d() { while true { try { throw "x" } finally { break } }; return 4 }
                fn e() { let x = 1; try { return x } finally { let y = 7; x = y } }
                fn f() {
                  try { try { return "kept" } finally { let p = 1; let q = 2 } }
                  finally { let r = 3; let s = 4 }
                }
                fn g() { try { throw "in" } catch e { throw e + "+out" } finally { write("fin ") } }
                print(a(), b(), c(), d(), e(), f())
                try { g() } catch e { print(e) }
                """))
        .containsExactly("2 3 late 4 1 kept", "fin in+out");
  }

  @Test
  void catchVariablesCanBeCaptured() throws Exception {
    assertThat(
            Guest.lines(
                """
                let kept = []
                for i in range(2) {
                  try { throw i } catch e { kept.append(fn() => e) }
                }
                print(kept[0](), kept[1]())
                """))
        .containsExactly("0 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "1 // 0; ZeroDivisionError: division by zero",
        "1 % 0; ZeroDivisionError: division by zero",
        "1 / 0; ZeroDivisionError: division by zero",
        "(1 << 80) // 0; ZeroDivisionError: division by zero",
        "1 + nil; TypeError: cannot apply + to int and nil",
        "[] < []; TypeError: cannot compare list and list",
        "-\"x\"; TypeError: cannot negate str",
        "[1][1]; IndexError: index 1 is outside of 1 elements",
        "[1][-2]; IndexError: index -2 is outside of 1 elements",
        "\"\"[0]; IndexError: index 0 is outside of 0 elements",
        "{}[1]; KeyError: no key 1",
        "{[]: 1}; TypeError: a list cannot be a key",
        "[].pop(); IndexError: pop from an empty list",
        "nil.x; AttributeError: nil has no member 'x'",
        "\"s\".nope(); AttributeError: str has no member 'nope'",
        "nil(); TypeError: cannot call nil",
        "(fn(x) => x)(); TypeError: fn takes 1 argument, not 0",
        "sqrt(1, 2); TypeError: sqrt takes 1 argument, not 2",
        "sqrt(\"x\"); TypeError: need a number, not str",
        "int(\"x\"); ValueError: not an int: \"x\"",
        "int(1.0 / 0.0); ValueError: cannot make an int of inf",
        "1 << -1; ValueError: negative shift",
        "range(1, 2, 0); ValueError: range with step 0",
        "list(5); TypeError: cannot iterate over int",
      })
  void theInterpreterRaisesErrors(String expression, String expected) throws Exception {
    String source = "try { print(" + expression + ") } catch e { print(e) }";
    assertThat(Guest.lines(source)).containsExactly(expected);
    assertThatThrownBy(() -> Guest.eval(expression))
        .isInstanceOf(KestrelException.class)
        .hasMessage(expected);
  }

  @Test
  void endlessRecursionIsAGuestError() throws Exception {
    assertThat(
            Guest.lines(
                """
                let calls = 0
                fn f() { calls += 1; return f() + 1 }
                for i in range(2) {
                  try { f() } catch e { print(e) }
                }
                print(calls)
                """))
        .containsExactly(
            "StackOverflowError: stack overflow",
            "StackOverflowError: stack overflow",
            String.valueOf(2 * Interpreter.DEEPEST_CALL));
  }

  @Test
  void globalsAreNotUsedBeforeTheirDeclaration() {
    assertThatThrownBy(() -> Guest.lines("fn f() { return x }\nf()\nlet x = 1"))
        .hasMessage("NameError: 'x' is not defined yet");
  }

  @Test
  void uncaughtExceptionsKnowTheirWay() {
    String source = "fn f(x) {\n  return x // 0\n}\nfn g() { f(1) }\n\ng()\n";
    assertThatThrownBy(() -> Guest.lines(source))
        .isInstanceOfSatisfying(
            KestrelException.class,
            e -> {
              assertThat(e.line()).isEqualTo(2);
              assertThat(e.trace()).containsExactly("f:2", "g:4", "main:6");
            });
  }
}
