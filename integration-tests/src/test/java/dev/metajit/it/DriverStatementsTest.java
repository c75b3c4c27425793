package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.Described;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import dev.metajit.launch.Workplace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code docs/driver-files.md} says of each statement is so, and a driver that does not fit
 * does no harm.
 */
class DriverStatementsTest {
  private static final String CLASS = "dev.metajit.it.guest.Described";
  private static final String DRIVER =
      "driver described\nportal " + CLASS + ".run\ngreen pc, code\n";
  private static final String TURNS = "2000";

  private static Jdk jdk;
  private static String path;

  @TempDir Path directory;

  @BeforeAll
  static void compiled() {
    jdk = Jdk.running();
    path = CLASS.replace('.', '/');
  }

  /** A letter of the guest language, a statement, and what it makes disappear from its trace. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "f; immutable CLASS$Code.step; getfield_int($Code, Code.step)",
        "a; immutable CLASS$Code.steps[*]; Code.steps",
        "e; elidable CLASS.power; Described.power",
        "e; elidable CLASS.power(I)I; Described.power",
        "b; elidable CLASS$Code.scaled by steps; Code.scaled",
        "u; unroll-safe CLASS.short*; Described.short2",
        "v; unroll-safe CLASS.times if constant 1; Described.times",
        "l; look-inside java.util.BitSet.*; BitSet.get",
      })
  void makesDisappear(String letter, String statement, String operation) throws IOException {
    assertThat(recorded(letter, "")).contains(operation);
    assertThat(recorded(letter, statement)).doesNotContain(operation);
  }

  @Test
  void loopsAreUnrolledForAConstantOnly() throws IOException {
    assertThat(recorded("v", "unroll-safe " + CLASS + ".times if constant 0"))
        .contains("call_int(")
        .contains("Described.times");
  }

  @Test
  void aLoopThatComesRoundTooOftenIsCalled() throws IOException {
    String called = "Described.short2";
    assertThat(recorded("u", "unroll-safe " + CLASS + ".short2 up to 2")).doesNotContain(called);
    assertThat(recorded("u", "unroll-safe " + CLASS + ".short2 up to 1")).contains(called);
  }

  /** Other than a method that may do anything, which is called from then on. */
  @Test
  void aLoopOfAnElidableMethodIsCalledWhereItIsLong() throws IOException {
    String statements = "elidable CLASS.times\nunroll-safe CLASS.times up to 3";
    assertThat(recorded("v", statements)).doesNotContain("Described.times");
    assertThat(recorded("ffffv", statements)).contains("call_pure_int(");
    assertThat(recorded("vffffv", statements)).containsOnlyOnce("Described.times");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CLASS.twice", "CLASS.*w*ce(I)I", "dev.**.Described.twice"})
  void opaqueMethodsAreCalled(String method) throws IOException {
    assertThat(recorded("o", "")).doesNotContain("twice");
    assertThat(recorded("o", "opaque " + method)).contains("call_int(").contains("Described.twice");
  }

  @Test
  void whatAPromotedMethodGivesIsConstant() throws IOException {
    String guard = "guard_value\\(i\\d+, 4\\)";
    assertThat(recorded("p", "")).doesNotContainPattern(guard);
    assertThat(recorded("p", "promote " + CLASS + ".depth")).containsPattern(guard);
  }

  /** A call that a field of its receiver settles is folded, whichever object has that field. */
  @Test
  void theFieldThatSettlesACallIsPromotedIfItMayBe() throws IOException {
    String elidable = "elidable CLASS$Code.scaled by steps";
    assertThat(recorded("q", elidable)).contains("Code.scaled");
    assertThat(recorded("q", elidable + "\nquasi-immutable CLASS$Code.steps"))
        .doesNotContain("Code.scaled")
        .contains("guard_value(");
  }

  @Test
  void whatListOfKeepsDoesNotChange() throws IOException {
    assertThat(recorded("c", "")).contains("getarrayitem_ref(").doesNotContain("ListN.elements");
  }

  @Test
  void loopInvariantCallsAreMadeOnce() throws IOException {
    assertThat(trace("optimized", "i", "")).contains("Described.current");
    assertThat(trace("optimized", "i", "loop-invariant " + CLASS + ".current"))
        .doesNotContain("Described.current");
  }

  @Test
  void theLocationIsTheAuthors() throws IOException {
    assertThat(recorded("f", "")).contains("'described(pc=0 code=Code");
    assertThat(recorded("f", "printable-location where")).contains("'in f at 0'");
  }

  @Test
  void whatIsNeverInlinedIsCalled() throws IOException {
    assertThat(recorded("r", "printable-location where")).contains("in o at ");
    JvmResult called = run("printable-location where\nnever-inline never", "r");
    assertThat(TraceLog.all(called.standardError(), "recorded"))
        .filteredOn(trace -> trace.contains("in r at "))
        .isNotEmpty()
        .allSatisfy(trace -> assertThat(trace).doesNotContain("in o at "));
  }

  @Test
  void parametersHoldForTheDriver() throws IOException {
    assertThat(run("", "f").standardError()).contains("recorded ");
    assertThat(run("parameter threshold=1000000", "f").standardError()).doesNotContain("recorded ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "green pc\ngreen code",
        "green slot 2, slot 0",
        "green slot 2, code",
        "green pc, type CLASS$Code",
        "green pc, type CLASS$Code:letters[*]",
        "green pc, slot 0.letters[*]",
        "green pc, code.letters[*]",
        "green pc, code\nred turns, sum",
        "green pc, code\nmerge-point header",
        "green pc, code\nmerge-point inner",
      })
  void greensCanBeWrittenInEachWay(String greens) throws IOException {
    JvmResult result = start("driver it\nportal CLASS.run\n" + greens + "\n", "f");
    assertThat(result.standardError()).contains("recorded ").doesNotContain("[jit] ");
    assertThat(result.standardOutput()).isEqualTo("6000\n");
  }

  /** One line that names what does not fit, and the answer of the plain JVM. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "portal CLASS.go/green pc; there is no method go",
        "portal CLASS.run(I)J/green pc; there is no method run(I)J",
        "portal CLASS.run/green pcc; unknown green 'pcc'",
        "portal CLASS.run/green code.lines; has no field lines",
        "portal CLASS.run/green slot 17; has no value at the merge point",
        "portal CLASS.run/green type short[]; no local has that type",
        "portal CLASS.run/green pc/red sum; local 'code' is live",
        "portal CLASS.run/green pc/merge-point line 1; line 1 is not in run",
        "portal CLASS.run/green pc/merge-point call; no call of Jit.mergePoint()",
      })
  void whatDoesNotFitGivesOneLine(String statements, String message) throws IOException {
    JvmResult result = start("driver it\n" + statements.replace('/', '\n') + "\n", "f");
    assertThat(result.standardOutput()).isEqualTo("6000\n");
    assertThat(result.errorLines()).singleElement().asString().contains(message);
  }

  /** Members that are not there any more make no difference to those that are. */
  @Test
  void hintsForWhatIsNotThereAreNothing() throws IOException {
    JvmResult result =
        run(
            "immutable CLASS.gone\nelidable CLASS.gone(I)V\nopaque org.gone.**.*\nvirtualizable G",
            "f");
    assertThat(result.standardOutput()).isEqualTo("6000\n");
    assertThat(result.standardError()).contains("recorded ").doesNotContain("[jit] ");
  }

  @Test
  void anotherVersionIsSaidAndLeftAlone() throws IOException {
    assertThat(inJar("toy-1.2.jar").standardError()).contains("recorded ");
    assertThat(inJar("toy.jar").standardError()).contains("recorded ");
    JvmResult other = inJar("toy-1.3.1.jar");
    assertThat(other.errorLines())
        .singleElement()
        .asString()
        .endsWith("driver 'described' is for version 1.2, but this is 1.3.1; it is not used");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "builtin; true",
        "none; false",
        "builtin+none; true",
        "MINE; true",
        "none+MINE; true"
      })
  void driversFromTheClassPath(String drivers, boolean isUsed) throws IOException {
    Path file = Files.writeString(directory.resolve("mine.driver"), DRIVER);
    String names = drivers.replace("MINE", file.toString());
    boolean onClassPath = !drivers.contains("MINE");
    Path jar = jar("described.jar", onClassPath ? DRIVER : null);

    JvmResult result =
        AgentRun.accelerated(jdk, "threshold=5", "sync=true", "log=trace", "drivers=" + names)
            .run(jar.toString(), CLASS, List.of("f", TURNS));

    assertThat(result.standardOutput()).isEqualTo("6000\n");
    assertThat(result.standardError().contains("recorded ")).isEqualTo(isUsed);
  }

  private JvmResult inJar(String name) throws IOException {
    Path driver = directory.resolve("versions.driver");
    Files.writeString(driver, DRIVER + "versions 1.2\n");
    JvmResult result =
        AgentRun.accelerated(jdk, "threshold=5", "sync=true", "log=trace", "drivers=" + driver)
            .runAlone(jar(name, null).toString(), CLASS, List.of("f", TURNS));
    assertThat(result.standardOutput()).isEqualTo("6000\n");
    return result;
  }

  /** The guest interpreter in a jar, with a driver file if one is given. */
  private Path jar(String name, String driver) throws IOException {
    Path file = directory.resolve(name);
    Path classes = Workplace.path("integration-tests/target/test-classes");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      for (String type : List.of(path, path + "$Code")) {
        entry(jar, type + ".class", Files.readAllBytes(classes.resolve(type + ".class")));
      }
      if (driver != null) {
        entry(jar, "META-INF/metajit/described.driver", driver.getBytes());
      }
    }
    return file;
  }

  private static void entry(JarOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(content);
    jar.closeEntry();
  }

  private String recorded(String letters, String statements) throws IOException {
    return trace("recorded", letters, statements);
  }

  private String trace(String stage, String letters, String statements) throws IOException {
    return TraceLog.last(run(statements, letters).standardError(), stage);
  }

  private JvmResult run(String statements, String letters) throws IOException {
    return start(DRIVER + statements + "\n", letters);
  }

  private JvmResult start(String text, String letters) throws IOException {
    Path driver = directory.resolve("described.driver");
    Files.writeString(driver, text.replace("CLASS", CLASS));
    JvmResult result =
        AgentRun.accelerated(jdk, "threshold=5", "sync=true", "log=trace+opt", "drivers=" + driver)
            .run(Described.class, letters, TURNS);
    assertThat(result.exitStatus()).as(result.toString()).isZero();
    return result;
  }
}
