package dev.metajit.warm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.backend.Backend;
import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.reference.ReferenceBackend;
import dev.metajit.driver.DriverSpec;
import dev.metajit.driver.JitOptions;
import dev.metajit.driver.LocalTypes;
import dev.metajit.driver.Portal;
import dev.metajit.trace.Op;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Trace;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class JitCellTest {
  private static final LongSupplier CLOCK = () -> 0;

  @Test
  void hotAfterSoManyArrivalsAndThenBusy() {
    JitCell cell = new JitCell(null, null, 3);
    assertThat(cell.claim(CLOCK, false, 0)).isFalse();
    assertThat(cell.claim(CLOCK, false, 0)).isFalse();
    assertThat(cell.claim(CLOCK, false, 0)).isTrue();
    assertThat(cell.claim(CLOCK, false, 0)).isFalse();
  }

  @Test
  void whereFunctionsAreEnteredALoopIsHotByItsOwnThreshold() {
    JitCell cell = new JitCell(null, null, 3);
    assertThat(cell.claim(CLOCK, true, 1_000_000)).isFalse();
    assertThat(cell.pause(50, true, 1_000_000)).isEqualTo(50);
    assertThat(cell.claim(CLOCK, false, 0)).as("none of the fifty has come").isFalse();
    assertThat(cell.claim(CLOCK, false, 0)).isTrue();
  }

  @Test
  void afterACallThatIsNotToBeInlinedTheNextEntryIsHot() {
    JitCell cell = new JitCell(null, null, 100);
    cell.hurry();
    assertThat(cell.claim(CLOCK, true, Integer.MAX_VALUE / 2)).isTrue();
  }

  @Test
  void eachFailureDoublesTheWait() {
    JitCell cell = new JitCell(null, null, 1);
    assertThat(cell.claim(CLOCK, false, 0)).isTrue();
    cell.giveBack(2);
    assertThat(arrivalsUntilHot(cell)).isEqualTo(2);
    cell.giveBack(2);
    assertThat(arrivalsUntilHot(cell)).isEqualTo(4);
    cell.giveBack(2);
    assertThat(arrivalsUntilHot(cell)).isEqualTo(8);
  }

  @Test
  void whatIsPutOffIsNoFailure() {
    JitCell cell = new JitCell(null, null, 1);
    assertThat(cell.claim(CLOCK, false, 0)).isTrue();
    cell.postpone(3);
    assertThat(cell.failures()).isZero();
    assertThat(arrivalsUntilHot(cell)).isEqualTo(3);
  }

  @Test
  void deadCellIsNeverHot() {
    JitCell cell = new JitCell(null, null, 1);
    cell.giveUp();
    assertThat(cell.claim(CLOCK, false, 0)).isFalse();
    assertThat(cell.claimForced()).isFalse();
    assertThat(cell.isDead()).isTrue();
  }

  @Test
  void whereNobodyComesAnyMoreIsForgotten() {
    JitCell cell = new JitCell(null, null, 3);
    assertThat(cell.forget(0, 10)).as("new").isFalse();
    cell.claim(CLOCK, false, 0);
    assertThat(cell.forget(0, 10)).as("arrived at since").isFalse();
    assertThat(cell.forget(0, 10)).isTrue();
    assertThat(cell.claimForced()).as("by one who has found it before").isFalse();
    assertThat(cell.pause(160, false, 0)).as("others hang on the same counter").isEqualTo(10);
  }

  @Test
  void whatIsKnownOfALocationIsNotForgotten() {
    JitCell failed = new JitCell(null, null, 1);
    failed.claim(CLOCK, false, 0);
    failed.giveBack(100);
    JitCell busy = new JitCell(null, null, 1);
    busy.claim(CLOCK, false, 0);
    for (JitCell cell : List.of(failed, busy)) {
      cell.forget(0, 10);
      assertThat(cell.forget(0, 10)).isFalse();
      assertThat(cell.pause(160, false, 0)).isEqualTo(cell == failed ? 100 : 10);
    }
  }

  @Test
  void codeThatNobodyHasEnteredForLongIsDropped() {
    JitCell cell = compiledAt5(new JitCell(null, null, 1));
    assertThat(cell.forget(15, 10)).isFalse();
    cell.touch();
    assertThat(cell.forget(16, 10)).as("entered since").isFalse();
    assertThat(cell.forget(26, 10)).isFalse();
    assertThat(cell.entry).isNotNull();
    assertThat(cell.forget(27, 10)).isTrue();
    assertThat(cell.entry).isNull();
    assertThat(cell.claimForced()).as("by one who has found it before").isFalse();
  }

  /** Other code that calls this has to find what there is next. */
  @Test
  void ofALocationThatIsCalledOnlyTheCodeIsDropped() {
    JitCell cell = new JitCell(null, null, 1);
    cell.portalCall(JitCellTest::callTarget);
    compiledAt5(cell);
    assertThat(cell.forget(16, 10)).isFalse();
    assertThat(cell.entry).isNull();
    assertThat(cell.claim(CLOCK, false, 0)).as("the next arrival").isTrue();
    cell.giveUp();
    assertThat(cell.forget(20, 10)).as("arrived at").isFalse();
    assertThat(cell.forget(30, 10)).isFalse();
    assertThat(cell.forget(31, 10)).as("given up, but for long").isTrue();
  }

  static PortalCallTarget callTarget() {
    Portal portal =
        new Portal(
            0,
            new DriverSpec(
                "test", "a.B", "run", "()V", List.of(), List.of(), null, null, null, Map.of(),
                List.of(), "test"),
            "a/B",
            "run",
            "()V",
            0,
            0,
            false,
            new LocalTypes(List.of(), 0),
            List.of(),
            List.of(),
            -1,
            false,
            false);
    PortalRuntime runtime =
        new PortalRuntime(
            portal, JitOptions.defaults(), () -> JitCellTest.class, new HeapPressure(), cell -> {});
    return PortalCallTarget.ofFunction(null, runtime, null, null, null);
  }

  /** With code since the fifth generation. */
  private static JitCell compiledAt5(JitCell cell) {
    cell.claim(CLOCK, false, 0);
    cell.compiled(tree(cell), code(), null, List.of());
    assertThat(cell.forget(5, 10)).isFalse();
    return cell;
  }

  @Test
  void codeThatDoesNotPayIsTakenOutOfUseForLongerEachTime() {
    JitCell cell = new JitCell(null, null, 1);
    assertThat(compiledAndRetired(cell)).isEqualTo(80);
    assertThat(cell.isDead()).isFalse();
    assertThat(arrivalsUntilHot(cell)).isEqualTo(80);
    assertThat(compiledAndRetired(cell)).isEqualTo(640);
    assertThat(compiledAndRetired(cell)).isEqualTo(5120);
    assertThat(compiledAndRetired(cell)).isZero();
    assertThat(cell.isDead()).isTrue();
  }

  @Test
  void codeThatDoesNotPayIsNotMadeAgainBeforeTwentyTimesWhatItCost() {
    JitCell cell = new JitCell(null, null, 1);
    cell.compiled(tree(cell), code(), null, List.of());
    cell.spend(300);
    cell.spend(200);
    int wait = cell.retire(10, 1_000);
    long[] now = {10_999};
    for (int i = 0; i < 5 * wait; i++) {
      assertThat(cell.claim(() -> now[0], false, 0)).isFalse();
    }
    now[0] = 11_000;
    int arrivals = 1;
    while (!cell.claim(() -> now[0], false, 0)) {
      arrivals++;
    }
    assertThat(arrivals).isEqualTo(wait);
  }

  @Test
  void codeThatDidNotPayForAnotherLocationsSakeIsTracedAgainOnce() {
    JitCell cell = new JitCell(null, null, 1);
    cell.compiled(tree(cell), code(), null, List.of());
    assertThat(cell.forgive(10)).isTrue();
    assertThat(cell.entry).isNull();
    assertThat(arrivalsUntilHot(cell)).isEqualTo(10);
    cell.compiled(tree(cell), code(), null, List.of());
    assertThat(cell.forgive(10)).isFalse();
    assertThat(cell.entry).isNotNull();
    assertThat(compiledAndRetired(cell)).as("as after the first time").isEqualTo(80);
  }

  private int compiledAndRetired(JitCell cell) {
    TraceTree tree = tree(cell);
    cell.compiled(tree, code(), null, List.of());
    assertThat(cell.entry).isNotNull();
    int wait = cell.retire(10, 0);
    assertThat(cell.entry).isNull();
    assertThat(cell.retire(10, 0)).as("only once").isNegative();
    cell.compiled(tree, code(), null, List.of());
    assertThat(cell.entry).as("a retired tree that is compiled anew").isNull();
    return wait;
  }

  private static TraceTree tree(JitCell cell) {
    return new TraceTree(cell, new ReferenceBackend(), new PortalRuntime.Growth(32, 2000, 0, 0));
  }

  private static CompiledTrace code() {
    Trace trace = new Trace(new TargetToken("entry"));
    trace.add(Op.FINISH);
    return new ReferenceBackend().compile(List.of(trace), Backend.BridgeLookup.NONE).get(0);
  }

  @Test
  void arrivalsThatTheHookLetsPassCount() {
    JitCell cell = new JitCell(null, null, 100);
    assertThat(cell.claim(CLOCK, false, 0)).isFalse();
    assertThat(cell.pause(60, false, 0)).isEqualTo(60);
    assertThat(cell.claim(CLOCK, false, 0)).isFalse();
    assertThat(cell.pause(60, false, 0)).isEqualTo(39);
    assertThat(cell.claim(CLOCK, false, 0)).isTrue();
  }

  private static int arrivalsUntilHot(JitCell cell) {
    int arrivals = 1;
    while (!cell.claim(CLOCK, false, 0)) {
      arrivals++;
    }
    return arrivals;
  }
}
