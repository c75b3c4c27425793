package dev.metajit.warm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.backend.Backend;
import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.reference.ReferenceBackend;
import dev.metajit.trace.Op;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;

class JitCellTest {
  @Test
  void hotAfterSoManyArrivalsAndThenBusy() {
    JitCell cell = new JitCell(null, null, 3);
    assertThat(cell.claim()).isFalse();
    assertThat(cell.claim()).isFalse();
    assertThat(cell.claim()).isTrue();
    assertThat(cell.claim()).isFalse();
  }

  @Test
  void eachFailureDoublesTheWait() {
    JitCell cell = new JitCell(null, null, 1);
    assertThat(cell.claim()).isTrue();
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
    assertThat(cell.claim()).isTrue();
    cell.postpone(3);
    assertThat(cell.failures()).isZero();
    assertThat(arrivalsUntilHot(cell)).isEqualTo(3);
  }

  @Test
  void deadCellIsNeverHot() {
    JitCell cell = new JitCell(null, null, 1);
    cell.giveUp();
    assertThat(cell.claim()).isFalse();
    assertThat(cell.claimForced()).isFalse();
    assertThat(cell.isDead()).isTrue();
  }

  @Test
  void whereNobodyComesAnyMoreIsForgotten() {
    JitCell cell = new JitCell(null, null, 3);
    assertThat(cell.forget()).as("new").isFalse();
    cell.claim();
    assertThat(cell.forget()).as("arrived at since").isFalse();
    assertThat(cell.forget()).isTrue();
    assertThat(cell.claimForced()).as("by one who has found it before").isFalse();
    assertThat(cell.pause(160)).as("others hang on the same counter").isEqualTo(10);
  }

  @Test
  void whatIsKnownOfALocationIsNotForgotten() {
    JitCell failed = new JitCell(null, null, 1);
    failed.claim();
    failed.giveBack(100);
    JitCell busy = new JitCell(null, null, 1);
    busy.claim();
    for (JitCell cell : List.of(failed, busy)) {
      cell.forget();
      assertThat(cell.forget()).isFalse();
      assertThat(cell.pause(160)).isEqualTo(cell == failed ? 100 : 10);
    }
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

  private int compiledAndRetired(JitCell cell) {
    TraceTree tree = tree(cell);
    cell.compiled(tree, code(), null, List.of());
    assertThat(cell.entry).isNotNull();
    int wait = cell.retire(10);
    assertThat(cell.entry).isNull();
    assertThat(cell.retire(10)).as("only once").isNegative();
    cell.compiled(tree, code(), null, List.of());
    assertThat(cell.entry).as("a retired tree that is compiled anew").isNull();
    return wait;
  }

  private static TraceTree tree(JitCell cell) {
    return new TraceTree(cell, new ReferenceBackend());
  }

  private static CompiledTrace code() {
    Trace trace = new Trace(new TargetToken("entry"));
    trace.add(Op.FINISH);
    return new ReferenceBackend().compile(List.of(trace), Backend.BridgeLookup.NONE).get(0);
  }

  @Test
  void arrivalsThatTheHookLetsPassCount() {
    JitCell cell = new JitCell(null, null, 100);
    assertThat(cell.claim()).isFalse();
    assertThat(cell.pause(60)).isEqualTo(60);
    assertThat(cell.claim()).isFalse();
    assertThat(cell.pause(60)).isEqualTo(39);
    assertThat(cell.claim()).isTrue();
  }

  private static int arrivalsUntilHot(JitCell cell) {
    int arrivals = 1;
    while (!cell.claim()) {
      arrivals++;
    }
    return arrivals;
  }
}
