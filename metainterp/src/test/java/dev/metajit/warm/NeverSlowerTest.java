package dev.metajit.warm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import dev.metajit.codewriter.CodeWriter;
import dev.metajit.driver.ClassFiles;
import dev.metajit.driver.DriverAnnotations;
import dev.metajit.driver.DriverSpec;
import dev.metajit.driver.Hints;
import dev.metajit.driver.JitOption;
import dev.metajit.driver.JitOptions;
import dev.metajit.driver.LogSpec;
import dev.metajit.driver.MethodCode;
import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalAnalysis;
import dev.metajit.hooks.Hooks;
import dev.metajit.hooks.PortalState;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Guest programs that compiled code does no good; time is what the test says it is. */
class NeverSlowerTest {
  private static final int ADD = 0;
  private static final int ADD_PROMOTED = 1;
  private static final int DECREMENT = 2;
  private static final int JUMP_IF_POSITIVE = 3;
  private static final int HALT = 4;

  private final ClassFiles classFiles = NeverSlowerTest::bytesOf;
  private long now;
  private long tick;

  /**
   * How often something was compiled, or compiled code was run, and how often there was nothing.
   */
  private int taken;

  /** True if all locations share one counter of the hook, by the same hash. */
  private boolean hasOneCounter;

  /** The interpreter as it would be rewritten. */
  @JitDriver(greens = {"pc", "code"})
  static long interpret(int[] code, int start) {
    int pc = 0;
    int counter = start;
    long sum = 0;
    while (true) {
      Jit.mergePoint();
      switch (code[pc++]) {
        case ADD -> sum += counter;
        case ADD_PROMOTED -> sum += Jit.promote(counter);
        case DECREMENT -> counter--;
        case JUMP_IF_POSITIVE -> pc = counter > 0 ? code[pc] : pc + 1;
        default -> {
          return sum;
        }
      }
    }
  }

  private static byte[] bytesOf(Class<?> type) {
    String name = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      return null;
    }
  }

  private static int[] guest(int add) {
    return new int[] {add, DECREMENT, JUMP_IF_POSITIVE, 0, HALT};
  }

  private void install(int threshold) {
    JitOptions options =
        JitOptions.defaults()
            .with(JitOption.BACKEND, "reference")
            .with(JitOption.SYNC, "true")
            .with(JitOption.THRESHOLD, String.valueOf(threshold))
            .with(JitOption.TRACE_EAGERNESS, "2");
    JitLog log = new JitLog(LogSpec.parse(""), key -> "");
    JitRuntime runtime =
        JitRuntime.withClock(
            options,
            new CodeWriter(classFiles, new Hints()),
            new Backends(options, log),
            () -> now += tick);
    byte[] classFile = bytesOf(NeverSlowerTest.class);
    DriverSpec spec = DriverAnnotations.read(MethodCode.read(classFile)).get(0);
    Portal portal = PortalAnalysis.analyze(spec, classFile, name -> null);
    runtime.add(portal, NeverSlowerTest.class.getClassLoader());
    Hooks.install(runtime.handler(), threshold, threshold);
  }

  @AfterEach
  void uninstall() {
    Hooks.uninstall();
  }

  /** Runs the guest as the rewritten interpreter would. */
  private long run(int[] code, int turns) {
    PortalState state = new PortalState(0, 4);
    state.set(0, 0).set(1, code).set(2, turns).set(3, 0L);
    int last = 0;
    while (code[state.getInt(0)] != HALT) {
      int pc = state.getInt(0);
      int answer = pc > last ? Hooks.NOTHING : arrive(state, pc, last);
      if (answer == Hooks.RETURN) {
        return state.result;
      }
      last = answer == Hooks.CONTINUE ? Integer.MIN_VALUE : pc;
      if (answer == Hooks.NOTHING) {
        step(code, state);
      }
    }
    return state.getLong(3);
  }

  private int arrive(PortalState state, int pc, int last) {
    int hash = hasOneCounter ? 1 : Hooks.mix(Hooks.mix(0, pc), state.getRef(1));
    int answer = Hooks.reached(hash, last) ? Hooks.enter(state, hash, last) : Hooks.NOTHING;
    taken += answer == Hooks.NOTHING ? 0 : 1;
    return answer;
  }

  private static void step(int[] code, PortalState state) {
    int pc = state.getInt(0);
    int counter = state.getInt(2);
    switch (code[pc]) {
      case DECREMENT -> state.set(2, counter - 1);
      case JUMP_IF_POSITIVE -> state.set(0, counter > 0 ? code[pc + 1] : pc + 2);
      default -> state.set(3, state.getLong(3) + counter);
    }
    if (code[pc] != JUMP_IF_POSITIVE) {
      state.set(0, pc + 1);
    }
  }

  private static long sumTo(long n) {
    return n * (n + 1) / 2;
  }

  @Test
  void codeThatIsLeftAtEveryEntryIsGivenUp() {
    tick = 100;
    int turns = 100_000;
    install(2);
    assertThat(run(guest(ADD_PROMOTED), turns)).isEqualTo(sumTo(turns));
    assertThat(taken).as("arrivals that the JIT took").isBetween(1000, turns / 2);
  }

  @Test
  void guestCodeThatIsAlwaysNewIsCompiledLessAndLess() {
    assertThat(roundsTaken(100)).isBetween(Harvest.SPAN, 4 * Harvest.SPAN);
  }

  @Test
  void newGuestCodeThatPaysIsCompiledAsBefore() {
    assertThat(roundsTaken(10_000_000)).isGreaterThan(280);
  }

  /** Where there is code, the hook lets nothing pass that is not told of. */
  @Test
  void aLocationIsNotHotSinceAnotherOneOnItsCounterHasCode() {
    tick = 10_000_000;
    install(20);
    hasOneCounter = true;
    run(guest(ADD), 100);
    assertThat(taken).as("there is code").isPositive();
    int before = taken;
    int[] other = guest(ADD);
    run(other, 15);
    assertThat(taken).isEqualTo(before);
    run(other, 15);
    assertThat(taken).isGreaterThan(before);
  }

  /** Runs 300 pieces of guest code, each for a moment; how many of them were compiled. */
  private int roundsTaken(long nanos) {
    tick = nanos;
    install(10);
    int rounds = 0;
    for (int i = 0; i < 300; i++) {
      int before = taken;
      assertThat(run(guest(ADD), 30)).isEqualTo(sumTo(30));
      rounds += taken > before ? 1 : 0;
    }
    return rounds;
  }
}
