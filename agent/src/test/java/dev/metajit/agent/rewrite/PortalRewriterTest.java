package dev.metajit.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalVariable;
import dev.metajit.hooks.Hooks;
import dev.metajit.hooks.PortalState;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PortalRewriterTest {
  private static final int N = 10;

  static Stream<Class<?>> samples() {
    return Stream.of(SamplePortals.class.getDeclaredClasses())
        .filter(c -> Stream.of(c.getDeclaredMethods()).anyMatch(m -> m.getName().equals("run")));
  }

  /** Answers from a test's script. */
  private interface Script {
    int enter(PortalState state, boolean entry);
  }

  private static void install(Script script) {
    Hooks.install(
        new Hooks.Handler() {
          @Override
          protected int enter(PortalState state, int hash, boolean entry) {
            assertThat(state.portal).isEqualTo(Rewritten.NUMBER);
            return script.enter(state, entry);
          }
        },
        0,
        0);
  }

  @BeforeEach
  void linkFieldReaders() {
    Hooks.install(new TestFieldLinker());
  }

  @AfterEach
  void uninstall() {
    Hooks.uninstall();
  }

  private static Object plain(Class<?> sample) throws Exception {
    Hooks.uninstall();
    var run = sample.getDeclaredMethod("run", int.class);
    run.setAccessible(true);
    return run.invoke(null, N);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void nothingChangesNothing(Class<?> sample) throws Throwable {
    Object expected = plain(sample);
    Rewritten rewritten = Rewritten.of(sample);
    assertThat(rewritten.run(N)).isEqualTo(expected);
    int[] calls = {0, 0};
    install(
        (state, entry) -> {
          calls[entry ? 1 : 0]++;
          return Hooks.NOTHING;
        });
    assertThat(rewritten.run(N)).isEqualTo(expected);
    assertThat(calls[0]).as("back-edges").isPositive();
    assertThat(calls[1]).as("entries").isPositive();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void continuingWithTheSameStateChangesNothing(Class<?> sample) throws Throwable {
    Object expected = plain(sample);
    install((state, entry) -> Hooks.CONTINUE);
    assertThat(Rewritten.of(sample).run(N)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void resumeGoesOnFromTheMergePoint(Class<?> sample) throws Throwable {
    Rewritten rewritten = Rewritten.of(sample);
    if (!rewritten.portal.hasResume()) {
      assertThat(sample).isEqualTo(SamplePortals.Locked.class);
      return;
    }
    Error leave = new Error("leave");
    PortalState[] last = new PortalState[1];
    int[] arrivals = {0};
    install(
        (state, entry) -> {
          if (++arrivals[0] < 4) {
            return Hooks.NOTHING;
          }
          last[0] = state;
          state.thrown = leave;
          return Hooks.THROW;
        });
    assertThatThrownBy(() -> rewritten.run(N)).isSameAs(leave);
    Hooks.uninstall();
    Object result = rewritten.resume(last[0]);
    Object whole = resultOf(rewritten, sample);
    if (whole != null && result != null && sample != SamplePortals.Recursive.class) {
      assertThat(String.valueOf(whole)).startsWith(String.valueOf(result));
    }
  }

  private static Object resultOf(Rewritten rewritten, Class<?> sample) throws Exception {
    return rewritten.portal.desc().endsWith("V") ? null : plain(sample);
  }

  @Test
  void returnLeavesThePortalThroughNoHandler() throws Throwable {
    install(
        (state, entry) -> {
          state.result = 4711;
          return Hooks.RETURN;
        });
    assertThat(Rewritten.of(SamplePortals.Handlers.class).run(N)).isEqualTo("4711:0");
  }

  @Test
  void throwLeavesThePortalThroughNoHandler() {
    IllegalStateException thrown = new IllegalStateException("guest");
    install(
        (state, entry) -> {
          state.thrown = thrown;
          return Hooks.THROW;
        });
    Rewritten rewritten = Rewritten.of(SamplePortals.Handlers.class);
    assertThatThrownBy(() -> rewritten.run(N)).isSameAs(thrown);
  }

  @Test
  void continueStoresGreensAndReds() throws Throwable {
    Rewritten rewritten = Rewritten.of(SamplePortals.EveryType.class);
    int left = indexOf(rewritten.portal, "count");
    int text = indexOf(rewritten.portal, "text");
    int d = indexOf(rewritten.portal, "d");
    int f = indexOf(rewritten.portal, "f");
    int sum = indexOf(rewritten.portal, "sum");
    int pc = indexOf(rewritten.portal, "pc");
    install(
        (state, entry) -> {
          state.set(left, 1).set(text, "!").set(d, -0.0).set(f, Float.NaN).set(sum, 1L << 50);
          state.set(pc, 5);
          return Hooks.CONTINUE;
        });
    assertThat(rewritten.run(N)).asString().startsWith((1L << 50) + " NaN -0.0 ! 3 ");
  }

  @Test
  void returnsEveryKind() throws Throwable {
    install(
        (state, entry) -> {
          state.result = Float.floatToRawIntBits(-2.5f);
          return Hooks.RETURN;
        });
    assertThat(Rewritten.of(SamplePortals.NoProgramCounter.class).run(N)).isEqualTo(-2.5f);
    install(
        (state, entry) -> {
          state.result = 1L << 45;
          return Hooks.RETURN;
        });
    assertThat(Rewritten.of(SamplePortals.Announced.class).run(N)).isEqualTo(1L << 45);
    install(
        (state, entry) -> {
          state.resultRef = "done";
          return Hooks.RETURN;
        });
    assertThat(Rewritten.of(SamplePortals.EveryType.class).run(N)).isEqualTo("done");
  }

  @Test
  void countersDecideWhenTheJitIsAsked() throws Throwable {
    int[] calls = {0};
    Hooks.install(
        new Hooks.Handler() {
          @Override
          protected int enter(PortalState state, int hash, boolean entry) {
            calls[0]++;
            Hooks.setCounter(hash, entry, 1000);
            return Hooks.NOTHING;
          }
        },
        5,
        1000);
    Rewritten rewritten = Rewritten.of(SamplePortals.EveryType.class);
    rewritten.run(5);
    assertThat(calls[0]).as("4 back-edges").isZero();
    rewritten.run(3);
    assertThat(calls[0]).as("6 back-edges").isEqualTo(1);
  }

  @Test
  void aLoadedClassKeepsItsMethods() throws Throwable {
    Class<?> sample = SamplePortals.EveryType.class;
    byte[] original = Rewritten.SOURCE.find(sample.getName().replace('.', '/'));
    Rewritten rewritten =
        Rewritten.of(
            original,
            dev.metajit.driver.DriverAnnotations.read(dev.metajit.driver.MethodCode.read(original))
                .get(0),
            false);
    assertThat(rewritten.portal.hasResume()).isFalse();
    assertThat(rewritten.type().getDeclaredMethods()).hasSameSizeAs(sample.getDeclaredMethods());
    install((state, entry) -> Hooks.CONTINUE);
    assertThat(rewritten.run(N)).isEqualTo(plain(sample));
  }

  private static int indexOf(Portal portal, String name) {
    List<PortalVariable> variables = portal.variables();
    for (int i = 0; i < variables.size(); i++) {
      if (variables.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new AssertionError(name + " is not in " + variables);
  }
}
