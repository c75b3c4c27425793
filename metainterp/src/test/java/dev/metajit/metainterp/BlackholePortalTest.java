package dev.metajit.metainterp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.codewriter.CallResult;
import dev.metajit.codewriter.CodeWriter;
import dev.metajit.codewriter.JitCode;
import dev.metajit.codewriter.JitOp;
import dev.metajit.codewriter.TestCode;
import dev.metajit.codewriter.samples.Machine;
import dev.metajit.driver.LocalTypes;
import dev.metajit.driver.MethodCode;
import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalVariable;
import dev.metajit.metainterp.BlackholeOutcome.End;
import dev.metajit.trace.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * Portals in the blackhole: at the bottom of the chain they stop at the merge point, else they may
 * be taken over.
 */
class BlackholePortalTest {
  private static final byte[] CODE = {0, 1, 2};

  private final CodeWriter writer = TestCode.writer();

  private JitCode portal() {
    String desc = "([BI)I";
    MethodNode node =
        MethodCode.find(MethodCode.read(TestCode.resources().bytesOf(Machine.class)), "run", desc);
    int mergePoint = 0;
    while (!MethodCode.isHint(node.instructions.get(mergePoint), "mergePoint")) {
      mergePoint++;
    }
    Portal portal =
        new Portal(
            0,
            null,
            "dev/metajit/codewriter/samples/Machine",
            "run",
            desc,
            Opcodes.ACC_STATIC,
            mergePoint,
            true,
            new LocalTypes(List.of(), 0),
            List.of(variable("pc", Kind.INT, "I", 2), variable("code", Kind.REF, "[B", 0)),
            List.of(variable("left", Kind.INT, "I", 3), variable("sum", Kind.INT, "I", 4)),
            0,
            true,
            false);
    writer.register(portal, Machine.class.getClassLoader());
    return writer.portal(portal);
  }

  private static PortalVariable variable(String name, Kind kind, String type, int slot) {
    return new PortalVariable(name, kind, type, slot, List.of(), slot, null, false);
  }

  @Test
  void stopsAtEveryMergePoint() {
    JitCode code = portal();
    BlackholeFrame frame = BlackholeRunner.frame(code, new Object[] {CODE, 5}, null);
    BlackholeOutcome outcome = Blackhole.run(frame, null, PortalCalls.NONE);
    int stops = 0;
    while (outcome.end() == End.MERGE_POINT) {
      stops++;
      assertThat(frame.pc).isEqualTo(code.mergePointPc());
      assertThat(code.live(frame.pc).registers()).containsExactly(0, 2, 3, 4);
      BlackholeFrame on =
          new BlackholeFrame(code, code.next(frame.pc), frame.longs, frame.refs, null);
      outcome = Blackhole.run(on, null, PortalCalls.NONE);
      frame = on;
    }
    assertThat(stops).isEqualTo(3 * 5 + 1);
    assertThat(outcome.bits()).isEqualTo(Machine.run(CODE, 5)).isEqualTo(10);
  }

  /** A call of the portal that waits in its caller, with the portal at its start. */
  private BlackholeFrame called(byte[] bytes, int n) {
    JitCode code = portal();
    JitCode caller = TestCode.of(Machine.class, "twice");
    int call = 0;
    while (caller.opAt(call) != JitOp.INVOKE) {
      call = caller.next(call);
    }
    BlackholeFrame waiting =
        new BlackholeFrame(caller, ~call, caller.newLongs(), caller.newRefs(), null);
    return BlackholeRunner.frame(code, new Object[] {bytes, n}, waiting);
  }

  @Test
  void inlinedPortalRunsOn() {
    BlackholeOutcome outcome = Blackhole.run(called(CODE, 5), null, PortalCalls.NONE);
    assertThat(outcome.end()).isEqualTo(End.RETURN);
    assertThat(outcome.bits()).isEqualTo(20);
  }

  @Test
  void inlinedPortalIsTakenOver() {
    PortalCalls calls =
        new PortalCalls() {
          @Override
          public boolean canRun(JitCode portal) {
            return portal.portal() != null;
          }

          @Override
          public void run(BlackholeFrame frame, CallResult result) {
            if (frame.longs()[3] < 0) {
              throw new ArrayIndexOutOfBoundsException();
            }
            result.bits = 1000 + frame.longs()[3];
          }
        };
    assertThat(Blackhole.run(called(CODE, 5), null, calls).bits()).isEqualTo(2010);
    assertThat(Blackhole.run(called(CODE, -5), null, calls).bits()).isEqualTo(-1);
  }

  @Test
  void throwableOfAnInlinedPortalGoesToItsCaller() {
    byte[] endless = {0, 1};
    assertThat(Blackhole.run(called(endless, 5), null, PortalCalls.NONE).bits()).isEqualTo(-1);
  }
}
