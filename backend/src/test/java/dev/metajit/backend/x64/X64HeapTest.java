package dev.metajit.backend.x64;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.backend.Backend;
import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.Frame;
import dev.metajit.backend.TraceRunner;
import dev.metajit.trace.Exit;
import dev.metajit.trace.TraceNames;
import dev.metajit.trace.TraceText;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Objects that move between and around the stints of machine code. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class X64HeapTest {
  private static final int NODES = 1000;
  private static final String WALK =
      """
      L1: [r0, i1, l2, r3]
      i4 = int_gt(i1, 0)
      guard_true(i4) [l2, r0, r3]
      i5 = getfield_int(r0, Node.value)
      l6 = int_to_long(i5)
      l7 = long_add(l2, l6)
      r8 = getfield_ref(r0, Node.next)
      i9 = int_sub(i1, 1)
      jump(r8, i9, l7, r3)
      """;

  static final class Node {
    int value;
    Node next;
    Object[] shelf;
  }

  private static X64Backend backend() {
    X64Backend.Settings settings =
        new X64Backend.Settings(1L << 20, X64Backend.Heap.GCLOCKER, true, false, null);
    X64Backend backend = X64Backend.create(settings).backend();
    Assumptions.assumeTrue(backend.heapAccess() == null, backend::heapAccess);
    return backend;
  }

  private static CompiledTrace compile(X64Backend backend, String text) {
    TraceNames names = new TraceNames().with(Node.class);
    return backend.compile(TraceText.parseAll(text, names), Backend.BridgeLookup.NONE).get(0);
  }

  private static Node[] ring() {
    Node[] nodes = new Node[NODES];
    for (int i = NODES - 1; i >= 0; i--) {
      nodes[i] = new Node();
      nodes[i].value = i;
      nodes[i].next = i == NODES - 1 ? null : nodes[i + 1];
      nodes[i].shelf = new Object[] {new byte[100]};
    }
    nodes[NODES - 1].next = nodes[0];
    return nodes;
  }

  /** Walks this many nodes, from node 0; answers where it came to. */
  private static Object walk(CompiledTrace trace, Node[] nodes, int steps, Object passenger) {
    Frame frame = new Frame(trace.frameSize());
    frame.refs[0] = nodes[0];
    frame.longs[1] = steps;
    frame.refs[3] = passenger;
    TraceRunner.run(trace, frame);
    long rounds = steps / NODES;
    long rest = steps % NODES;
    assertThat(frame.longs[0]).isEqualTo(rounds * NODES * (NODES - 1) / 2 + rest * (rest - 1) / 2);
    assertThat(frame.refs[2]).isSameAs(passenger);
    return frame.refs[1];
  }

  @Test
  void followsReferencesWhileCollectionsMoveThem() throws InterruptedException {
    CompiledTrace trace = compile(backend(), WALK);
    AtomicBoolean stop = new AtomicBoolean();
    Thread collector = new Thread(() -> collectUntil(stop));
    collector.start();
    try {
      for (int i = 0; i < 60; i++) {
        Node[] nodes = ring();
        for (int steps : new int[] {0, 1, 999, 1234, 500_321}) {
          Object passenger = new Object();
          assertThat(walk(trace, nodes, steps, passenger)).isSameAs(nodes[steps % NODES]);
        }
      }
    } finally {
      stop.set(true);
      collector.join();
    }
  }

  private static void collectUntil(AtomicBoolean stop) {
    Object[] garbage = new Object[64];
    for (int i = 0; !stop.get(); i++) {
      garbage[i % garbage.length] = new byte[1 << 14];
      if (i % 200 == 0) {
        System.gc();
      }
    }
  }

  @Test
  void bridgesGoOnWithAddresses() {
    X64Backend backend = backend();
    TraceNames names = new TraceNames().with(Node.class);
    String text =
        """
        L1: [r0, i1, i2]
        i3 = int_gt(i1, 0)
        guard_true(i3) [i2, r0]
        r4 = getfield_ref(r0, Node.next)
        i5 = getfield_int(r4, Node.value)
        i6 = int_and(i5, 1)
        i7 = int_sub(i1, 1)
        guard_false(i6) [i7, r4, i2]
        jump(r4, i7, i2)
        [i0, r1, i2]
        r3 = getfield_ref(r1, Node.shelf)
        i4 = array_length(r3)
        i5 = int_add(i2, i4)
        jump(r1, i0, i5, target=L1)
        """;
    var traces = TraceText.parseAll(text, names);
    List<CompiledTrace> loop = backend.compile(traces.subList(0, 1), Backend.BridgeLookup.NONE);
    traces.get(0).token().setCompiled(loop.get(0));
    List<CompiledTrace> bridge = backend.compile(traces.subList(1, 2), Backend.BridgeLookup.NONE);
    Exit odd =
        traces.get(0).operations().stream()
            .filter(operation -> operation.exit() != null)
            .skip(1)
            .findFirst()
            .orElseThrow()
            .exit();
    backend.attach(odd, bridge.get(0));
    Node[] nodes = ring();
    Frame frame = new Frame(loop.get(0).frameSize());
    frame.refs[0] = nodes[0];
    frame.longs[1] = 600_010;
    assertThat(loop.get(0).run(frame).type()).isEqualTo(Exit.Type.GUARD);
    assertThat(frame.longs[0]).isEqualTo(300_005);
    assertThat(frame.refs[1]).isSameAs(nodes[10]);
  }

  @Test
  void constantsAreAddressesOrNames() {
    X64Backend backend = backend();
    TraceNames names = new TraceNames().with(Node.class);
    Node node = new Node();
    node.value = 77;
    names.object("node", node);
    names.object("text", "text");
    String text =
        """
        L1: [r0, r1, i2]
        i3 = ref_eq(r0, $node)
        guard_true(i3) [i2, r1, r0]
        i4 = getfield_int(r0, Node.value)
        i5 = getfield_int($node, Node.value)
        i6 = int_add(i4, i5)
        jump($text, $node, i6)
        """;
    CompiledTrace trace =
        backend.compile(TraceText.parseAll(text, names), Backend.BridgeLookup.NONE).get(0);
    Frame frame = new Frame(trace.frameSize());
    frame.refs[0] = node;
    trace.run(frame);
    assertThat(frame.longs[0]).isEqualTo(154);
    assertThat(frame.refs[1]).isSameAs(node);
    assertThat(frame.refs[2]).isSameAs("text");
  }
}
