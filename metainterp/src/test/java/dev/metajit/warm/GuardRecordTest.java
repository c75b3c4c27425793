package dev.metajit.warm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.backend.reference.ReferenceBackend;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Op;
import org.junit.jupiter.api.Test;

class GuardRecordTest {
  private final TraceTree tree = new TraceTree(null, new ReferenceBackend());

  private GuardRecord guard(Op op, GuardRecord from, int threshold) {
    return new GuardRecord(tree, new Exit(Exit.Type.GUARD), op, from, threshold);
  }

  @Test
  void claimedOnceWhenItHasFailedOftenEnough() {
    GuardRecord guard = guard(Op.GUARD_TRUE, null, 3);
    assertThat(guard.claim()).isFalse();
    assertThat(guard.claim()).isFalse();
    assertThat(guard.claim()).isTrue();
    assertThat(guard.claim()).isFalse();
  }

  @Test
  void givenBackItWaitsFourTimesAsLong() {
    GuardRecord guard = guard(Op.GUARD_TRUE, null, 1);
    assertThat(guard.claim()).isTrue();
    guard.giveBack();
    for (int i = 0; i < 3; i++) {
      assertThat(guard.claim()).isFalse();
    }
    assertThat(guard.claim()).isTrue();
  }

  @Test
  void valueThatAlwaysChangesGetsNoMoreBridges() {
    GuardRecord guard = null;
    int bridges = 0;
    for (int i = 0; i < 50; i++) {
      guard = guard(Op.GUARD_VALUE, guard, 1);
      bridges += guard.claim() ? 1 : 0;
    }
    assertThat(bridges).isBetween(2, 20);
  }

  @Test
  void hopelessIfNoBridgeIsToCome() {
    GuardRecord guard = guard(Op.GUARD_TRUE, null, 1);
    assertThat(guard.isHopeless()).isFalse();
    assertThat(guard.claim()).isTrue();
    assertThat(guard.isBusy()).isTrue();
    guard.giveBack();
    assertThat(guard.isBusy()).isFalse();
    assertThat(guard.isHopeless()).isTrue();
    GuardRecord value = null;
    for (int i = 0; i < 50; i++) {
      value = guard(Op.GUARD_VALUE, value, 1);
    }
    assertThat(value.isHopeless()).isTrue();
  }

  @Test
  void chainThroughOtherGuardsGoesOn() {
    GuardRecord guard = null;
    for (int i = 0; i < 50; i++) {
      guard = guard(i % 2 == 0 ? Op.GUARD_VALUE : Op.GUARD_TRUE, guard, 1);
      assertThat(guard.claim()).isTrue();
    }
  }
}
