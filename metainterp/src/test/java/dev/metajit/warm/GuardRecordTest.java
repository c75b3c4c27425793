package dev.metajit.warm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.backend.reference.ReferenceBackend;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Op;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardRecordTest {
  private final JitCell cell = new JitCell(null, null, 1);
  private TraceTree tree = new TraceTree(cell, new ReferenceBackend());

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
  void firstTreeWithLongChainGivesWayToAnother() {
    cell.compiled(null, null, List.of());
    assertThat(chain(50)).isEqualTo(GuardRecord.CHAIN_LIMIT + 1);
    assertThat(tree.isRetired()).isTrue();
    assertThat(cell.isCounting()).isTrue();
    tree.open(null, List.of());
    assertThat(cell.isCounting()).as("code compiled late does not come back").isTrue();

    tree = new TraceTree(cell, new ReferenceBackend());
    cell.compiled(null, null, List.of());
    assertThat(chain(50)).isEqualTo(50);
  }

  private int chain(int length) {
    GuardRecord guard = null;
    int bridges = 0;
    for (int i = 0; i < length; i++) {
      guard = guard(Op.GUARD_TRUE, guard, 1);
      bridges += guard.claim() ? 1 : 0;
    }
    return bridges;
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
