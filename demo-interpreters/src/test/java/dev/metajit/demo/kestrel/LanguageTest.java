package dev.metajit.demo.kestrel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1 + 2 * 3; 7",
        "(1 + 2) * 3; 9",
        "10 - 2 - 3; 5",
        "1 < 2 and 2 < 1 or true; true",
        "not 1 == 2; true",
        "nil or 5; 5",
        "nil and 5; nil",
        "0 and 5; 5",
        "false ? 1 : nil ? 2 : 3; 3",
        "1 | 2 ^ 3 & 6; 1",
        "\"a\" + 1 + nil + true; a1niltrue",
        "1 + 2 + \"x\"; 3x",
        "\"ab\" * 3; ababab",
        "[0] * 3 + [1]; [0, 0, 0, 1]",
        "[1, \"two\", 3.0, nil, [false]]; [1, \"two\", 3.0, nil, [false]]",
        "{1: 2, \"k\": {}}; {1: 2, \"k\": {}}",
        "[1, 2] == [1, 2.0]; true",
        "{1: [2]} == {1.0: [2]}; true",
        "\"b\" > \"a\"; true",
        "2 in [1, 2]; true",
        "4 in range(0, 10, 3); false",
        "6 in range(9, 0, -3); true",
        "\"ell\" in \"hello\"; true",
        "(fn(a, b) => a - b)(5, 3); 2",
      })
  void expressions(String expression, String expected) throws Exception {
    assertThat(Guest.eval(expression)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"hello\"[1]; e",
        "\"hello\"[-1]; o",
        "\"hello\"[1:3]; el",
        "\"hello\"[:-1]; hell",
        "\"hello\"[9:]; ''",
        "[1, 2, 3][1:]; [2, 3]",
        "[1, 2, 3][2:1]; []",
        "len(range(10, 0, -3)); 4",
        "len(\"\"); 0",
        "list(\"abc\"); [\"a\", \"b\", \"c\"]",
        "\"a,b,,c\".split(\",\"); [\"a\", \"b\", \"\", \"c\"]",
        "\"  a  b \".split(); [\"a\", \"b\"]",
        "\"-\".join([1, \"x\"]); 1-x",
        "[1, 2].join(\"+\"); 1+2",
        "\"Aß\".upper().lower(); ass",
        "\"hello\".substring(1, 3); el",
        "\"hello\".replace(\"l\", \"L\").index_of(\"L\"); 2",
        "\" x \".strip().len(); 1",
        "\"abc\".starts_with(\"ab\") and \"abc\".ends_with(\"bc\"); true",
        "{\"a\": nil}.get(\"a\", 1); nil",
        "{}.get(\"a\", 1); 1",
        "{1: 2}.delete(1); 2",
        "{1: 2, 3: 4}.values(); [2, 4]",
        "min(3, 1, 2) + max([4, 9, 5]); 10",
        "[floor(-2.5), ceil(2.1), round(2.5), round(3.5)]; [-3, 3, 2, 4]",
        "chr(65) + ord(\"B\"); A66",
        "[int(\" 42 \"), float(\"1.5\"), int(-1.9)]; [42, 1.5, -1]",
        "fixed(1.005, 2) + fixed(-0.4, 0) + fixed(2, 1); 1.00-02.0",
        "[type(1), type(2 ** 70), type(1.0), type(\"\"), type(nil), type(print)]; "
            + "[\"int\", \"int\", \"float\", \"str\", \"nil\", \"function\"]",
      })
  void stringsListsDictsAndFunctions(String expression, String expected) throws Exception {
    assertThat(Guest.eval(expression)).isEqualTo(expected);
  }

  @Test
  void listsChange() throws Exception {
    assertThat(
            Guest.lines(
                """
                let l = []
                for i in range(20) { l.append(19 - i) }
                l.sort()
                l.insert(0, -1); l.insert(21, 99)
                print(l.pop(), l.pop(0), l.pop(-1), len(l), l[18])
                l.sort(fn(a, b) => a > b)
                print(l[0], l.remove(7), l.remove(7), l.index_of(6), 7 in l)
                l[0] += 5; l[-1] = "end"
                l.reverse()
                print(l[0], l[-1])
                l.clear()
                print(l)
                """))
        .containsExactly("99 -1 19 19 18", "18 true false 11 false", "end 23", "[]");
  }

  @Test
  void dictsKeepTheOrderOfInsertion() throws Exception {
    assertThat(
            Guest.lines(
                """
                let d = {"z": 1, "a": 2}
                d["m"] = 3; d["z"] += 10; d.put(2.0, "two"); d.delete("a"); d["a"] = 4
                for k in d { write(k, d[k], "") }
                print(d.keys(), d[2], d.contains("m"), len(d))
                """))
        .containsExactly("z 11 m 3 2 two a 4 [\"z\", \"m\", 2, \"a\"] two true 4");
  }

  @Test
  void loopsBreakAndContinue() throws Exception {
    assertThat(
            Guest.lines(
                """
                let found = []
                for i in range(2, 30) {
                  let prime = true
                  let j = 2
                  while true {
                    if j * j > i { break }
                    if i % j == 0 { prime = false; break }
                    j += 1
                  }
                  if not prime { continue }
                  found.append(i)
                }
                print(found)
                for i in range(5, 0, -2) { write(i, "") }
                for c in "ab" { write(c, "") }
                for i in range(3, 3) { write("never") }
                for i in range(9223372036854775805, 9223372036854775807) { write(i, "") }
                for i in range(-9223372036854775807, 9223372036854775807, 9223372036854775807) {
                  write(i, "")
                }
                print()
                """))
        .containsExactly(
            "[2, 3, 5, 7, 11, 13, 17, 19, 23, 29]",
            "5 3 1 a b 9223372036854775805 9223372036854775806 -9223372036854775807 0 ");
  }

  @Test
  void closuresShareTheirVariables() throws Exception {
    assertThat(
            Guest.lines(
                """
                fn counter() {
                  let n = 0
                  return [fn() { n += 1; return n }, fn() => n]
                }
                let a = counter()
                let b = counter()
                let up = a[0]
                up(); up()
                print(a[1](), b[1]())
                let each = []
                for i in range(3) {
                  let twice = i * 2
                  each.append(fn() => [i, twice])
                }
                for f in each { write(f(), "") }
                fn outer(x) {
                  fn middle() { return fn() { x = x * 2; return x } }
                  let inner = middle()
                  inner()
                  return inner() + x
                }
                print(outer(5))
                fn odd(n) { return "the global one" }
                {
                  fn even(n) { return n == 0 ? true : odd(n - 1) }
                  fn odd(n) { return n == 0 ? false : even(n - 1) }
                  print(even(10))
                }
                """))
        .containsExactly("2 0", "[0, 0] [1, 2] [2, 4] 40", "the global one");
  }

  @Test
  void classesInherit() throws Exception {
    assertThat(
            Guest.lines(
                """
                class Animal {
                  init(name) { self.name = name }
                  speak() { return self.name + " says " + self.sound() }
                  sound() { return "nothing" }
                }
                class Dog : Animal {
                  init(name) { super.init(name); self.tricks = [] }
                  sound() { return "woof, not " + super.sound() }
                }
                class Puppy : Dog { sound() { return (fn() => super.sound() + "!")() } }
                let dogs = [Animal("A"), Dog("D"), Puppy("P")]
                for d in dogs { print(d.speak()) }
                let speak = dogs[2].speak
                dogs[2].name = "Q"
                dogs[2].sound = fn() => "a field"
                print(speak(), type(dogs[2]), isinstance(dogs[2], Dog), isinstance(dogs[0], Dog))
                class Empty {}
                print(Empty(), Empty, dogs[0] == dogs[0], Empty() == Empty())
                """))
        .containsExactly(
            "A says nothing",
            "D says woof, not nothing",
            "P says woof, not nothing!",
            "Q says a field Puppy true false",
            "<Empty instance> <class Empty> true false");
  }

  @Test
  void fieldsMayComeInAnyOrder() throws Exception {
    assertThat(
            Guest.lines(
                """
                class Bag {}
                let a = Bag(); let b = Bag()
                a.x = 1; a.y = 2; a.z = 3
                b.z = 30; b.x = 10; b.y = 20; b.w = 40
                a.w = 4; a.x += b.x
                print(a.x, a.y, a.z, a.w, b.x, b.y, b.z, b.w)
                """))
        .containsExactly("11 2 3 4 10 20 30 40");
  }

  @Test
  void programsRunAgainWithFreshGlobals() throws Exception {
    Program program =
        Program.compile(
            "test.kes",
            "let n = len(args()); n += 1; class C {}; let c = C(); c.n = n; print(c.n)");
    assertThat(Guest.output(program)).isEqualTo("1\n");
    assertThat(Guest.output(program, "a", "b")).isEqualTo("3\n");
    assertThat(Guest.output(program)).isEqualTo("1\n");
  }
}
