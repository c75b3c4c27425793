package dev.metajit.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.trace.Exit;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.TraceText;
import dev.metajit.trace.TraceVerifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ways into a loop for bridges that bring less than it assumes. */
class WayInTest extends OptimizerTester {
  /**
   * Behind the call the bridge knows what the frame holds, but has not stored it: the loop, which
   * puts a store off, is not for it. Of the loop's entry it can leave out the guard and the load.
   */
  @Test
  void aBridgeWithoutTheStoreGetsAWayIntoTheLoop() {
    OptimizedLoop loop = optimizeLoop(ACCUMULATOR);
    names.target(loop.loop().token());
    String text =
        """
        [r0, i1, i2]
        call_void(Things.touch)
        guard_no_exception() [r0, i1]
        guard_nonnull_class(r0, Frame) [r0, i1]
        i3 = getfield_int(r0, Frame.acc)
        i4 = int_lt(i3, 500)
        guard_true(i4) [r0, i1]
        jump(r0, i1, target=L1)
        """;
    Exit from = exit(loop.loop(), 0);
    Optimizer optimizer = new Optimizer(settings());
    List<TargetToken> loops = List.of(loop.loop().token());
    OptimizedBridge bridge = optimizer.optimizeBridge(parse(text), from, loops, true);
    TraceVerifier.verify(bridge.bridge());
    TraceVerifier.verify(bridge.wayIn());
    names.target(bridge.wayIn().token());
    assertThat(bridge.bridge().last().target()).isSameAs(bridge.wayIn().token());
    assertThat(TraceText.canonical(bridge.wayIn(), names))
        .isEqualTo(
            TraceText.canonical(
                """
                L1x: [r0, i1, i2]
                i3 = int_add(i2, i1)
                i4 = int_lt(i3, 1000)
                guard_true(i4) [r0, i1, i3]
                jump(r0, i1, i3, target=L1s)
                """,
                names));
    List<TargetToken> both = List.of(loop.loop().token(), bridge.wayIn().token());
    OptimizedBridge next = optimizer.optimizeBridge(parse(text), from, both, false);
    assertThat(next.bridge().last().target()).isSameAs(bridge.wayIn().token());
    assertThat(next.wayIn()).isNull();
    OptimizedBridge none = optimizer.optimizeBridge(parse(text), from, loops, false);
    assertThat(none.bridge().last().target()).isSameAs(loop.entry().token());
  }
}
