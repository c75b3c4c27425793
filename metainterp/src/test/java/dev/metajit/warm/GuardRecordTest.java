package dev.metajit.warm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.backend.Frame;
import dev.metajit.backend.reference.ReferenceBackend;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardRecordTest {
  private final TraceTree tree =
      new TraceTree(null, new ReferenceBackend(), new PortalRuntime.Growth(32, 2000, 0, 0));

  private final Frame frame = new Frame(1);

  private GuardRecord guard(Op op, GuardRecord from, int threshold) {
    List<Value> operands = List.of(new Variable(Kind.INT, 0));
    Exit exit = new Exit(Exit.Type.GUARD);
    return new GuardRecord(tree, new Operation(op, null, operands, null, exit), from, threshold);
  }

  /** On a value that is in the frame's first slot when it fails. */
  private GuardRecord promoted(GuardRecord from, int threshold) {
    Variable value = new Variable(Kind.INT, 0);
    Exit exit = new Exit(Exit.Type.GUARD);
    exit.setFailArguments(List.of(value));
    Operation guard = new Operation(Op.GUARD_VALUE, null, List.of(value), null, exit);
    return new GuardRecord(tree, guard, from, threshold);
  }

  @Test
  void claimedOnceWhenItHasFailedOftenEnough() {
    GuardRecord guard = guard(Op.GUARD_TRUE, null, 3);
    assertThat(guard.claim(frame)).isFalse();
    assertThat(guard.claim(frame)).isFalse();
    assertThat(guard.claim(frame)).isTrue();
    assertThat(guard.claim(frame)).isFalse();
  }

  @Test
  void givenBackItWaitsFourTimesAsLong() {
    GuardRecord guard = guard(Op.GUARD_TRUE, null, 1);
    assertThat(guard.claim(frame)).isTrue();
    guard.giveBack();
    for (int i = 0; i < 3; i++) {
      assertThat(guard.claim(frame)).isFalse();
    }
    assertThat(guard.claim(frame)).isTrue();
  }

  @Test
  void valueThatAlwaysChangesGetsNoMoreBridges() {
    GuardRecord guard = null;
    int bridges = 0;
    for (int i = 0; i < 50; i++) {
      guard = guard(Op.GUARD_VALUE, guard, 1);
      bridges += guard.claim(frame) ? 1 : 0;
    }
    assertThat(bridges).isBetween(2, 20);
  }

  @Test
  void failuresOfAPromotedValueCountForEachValue() {
    GuardRecord guard = promoted(null, 5);
    for (int i = 0; i < 200; i++) {
      frame.longs[0] = i;
      assertThat(guard.claim(frame)).isFalse();
    }
    assertThat(guard.isHopeless()).isTrue();
    frame.longs[0] = 7;
    for (int i = 1; i < 5; i++) {
      assertThat(guard.claim(frame)).isFalse();
    }
    assertThat(guard.claim(frame)).isTrue();
  }

  @Test
  void fansOutIfThereAreTooManyValues() {
    GuardRecord changing = promoted(null, 5);
    for (int i = 0; i < 50; i++) {
      frame.longs[0] = i;
      changing.claim(frame);
    }
    assertThat(changing.fansOut()).as("too early").isFalse();
    for (int i = 50; i < 200; i++) {
      frame.longs[0] = i;
      changing.claim(frame);
    }
    assertThat(changing.fansOut()).isTrue();
  }

  @Test
  void fansOutAtTheEndOfAChainIfThatIsReachedOften() {
    GuardRecord first = null;
    for (int i = 0; i < 50; i++) {
      first = guard(Op.GUARD_VALUE, first, 3);
    }
    GuardRecord last = promoted(first, 3);
    for (int i = 0; i < 3; i++) {
      last.claim(frame);
      assertThat(last.fansOut()).as("too early").isFalse();
    }
    last.claim(frame);
    assertThat(last.fansOut()).isTrue();
    GuardRecord condition = guard(Op.GUARD_TRUE, last, 3);
    for (int i = 0; i < 100; i++) {
      condition.claim(frame);
    }
    assertThat(condition.fansOut()).as("only where a value is promoted").isFalse();
  }

  @Test
  void hopelessIfNoBridgeIsToCome() {
    GuardRecord guard = guard(Op.GUARD_TRUE, null, 1);
    assertThat(guard.isHopeless()).isFalse();
    assertThat(guard.claim(frame)).isTrue();
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
      assertThat(guard.claim(frame)).isTrue();
    }
  }
}
