package dev.metajit.backend.x64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.metajit.backend.Backend.BridgeLookup;
import dev.metajit.backend.CodeMemoryException;
import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.Frame;
import dev.metajit.backend.TraceRunner;
import dev.metajit.trace.Exit;
import dev.metajit.trace.InvalidationToken;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceNames;
import dev.metajit.trace.TraceText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The life of code: limits, freeing, bridges that come and go, threads, long loops. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class X64CodeTest {
  private static final String SUM =
      """
      L1: [i0, l1]
      i2 = int_gt(i0, 0)
      guard_true(i2) [l1]
      l3 = int_to_long(i0)
      l4 = long_add(l1, l3)
      i5 = int_sub(i0, 1)
      jump(i5, l4)
      """;

  private static final String COUNT_DOWN =
      """
      L2: [l0]
      i1 = long_gt(l0, 0L)
      guard_true(i1) [l0]
      l2 = long_sub(l0, 1L)
      jump(l2)
      """;

  private static X64Backend backend(long bytes) {
    return X64Backend.create(new X64Backend.Settings(bytes, X64Backend.Heap.AUTO, true, true, null))
        .backend();
  }

  private static List<Trace> parse(String text) {
    return TraceText.parseAll(text, new TraceNames());
  }

  private static CompiledTrace compile(X64Backend backend, Trace trace) {
    return backend.compile(List.of(trace), BridgeLookup.NONE).get(0);
  }

  private static long run(CompiledTrace trace, long... inputs) {
    Frame frame = new Frame(Math.max(trace.frameSize(), inputs.length));
    System.arraycopy(inputs, 0, frame.longs, 0, inputs.length);
    TraceRunner.run(trace, frame);
    return frame.longs[0];
  }

  @Test
  void whatThePlatformLacksIsSaid() {
    for (String simulate : List.of("no-exec-memory", "no-cpu")) {
      X64Backend.Result result =
          X64Backend.create(
              new X64Backend.Settings(1 << 20, X64Backend.Heap.AUTO, false, false, simulate));
      assertThat(result.backend()).isNull();
      assertThat(result.reason()).contains("simulated").doesNotContain("\n");
    }
  }

  @Test
  void fullMemoryIsAnExceptionAndFreedMemoryIsUsedAgain() throws InterruptedException {
    X64Backend backend = backend(16 << 10);
    List<CompiledTrace> traces = new ArrayList<>();
    assertThatThrownBy(
            () -> {
              while (true) {
                traces.add(compile(backend, parse(SUM).get(0)));
              }
            })
        .isInstanceOf(CodeMemoryException.class);
    assertThat(traces).hasSizeGreaterThan(10);
    traces.forEach(CompiledTrace::free);
    Thread.sleep(50);
    for (int round = 0; round < traces.size(); round++) {
      CompiledTrace again = compile(backend, parse(SUM).get(0));
      assertThat(run(again, 10, 0)).isEqualTo(55);
      again.free();
    }
  }

  @Test
  void codeThatIsJumpedIntoStays() throws InterruptedException {
    X64Backend backend = backend(64 << 10);
    List<Trace> traces = parse(SUM + "[i0]\njump(i0, 0L, target=L1)\n");
    CompiledTrace loop = compile(backend, traces.get(0));
    traces.get(0).token().setCompiled(loop);
    CompiledTrace entry = compile(backend, traces.get(1));
    long used = backend.usedCodeBytes();
    loop.free();
    traces.get(0).token().setCompiled(null);
    fill(backend);
    assertThat(run(entry, 100)).isEqualTo(5050);
    entry.free();
    fill(backend);
    assertThat(backend.usedCodeBytes()).isLessThan(used);
  }

  @Test
  void codeThatNobodyRefersToIsGivenBack() throws InterruptedException {
    X64Backend backend = backend(64 << 10);
    long before = backend.usedCodeBytes();
    for (int round = 0; round < 3; round++) {
      fillUp(backend);
      int full = backend.leaves().count();
      for (int i = 0; i < 100 && backend.usedCodeBytes() > before + (32 << 10); i++) {
        System.gc();
        Thread.sleep(20);
        backend.reclaim();
      }
      assertThat(backend.usedCodeBytes()).isLessThan(before + (32 << 10));
      assertThat(backend.leaves().count()).isLessThan(full / 2);
    }
  }

  /** Two loops, and a bridge from the one to the other, again and again, until memory is full. */
  private static void fillUp(X64Backend backend) {
    assertThatThrownBy(
            () -> {
              while (true) {
                List<Trace> traces = parse(SUM + "[l0]\nl1 = long_neg(l0)\nfinish(l1)\n");
                CompiledTrace loop = compile(backend, traces.get(0));
                backend.attach(
                    traces.get(0).operations().get(1).exit(), compile(backend, traces.get(1)));
                assertThat(run(loop, 4, 0)).isEqualTo(-10);
              }
            })
        .isInstanceOf(CodeMemoryException.class);
  }

  @Test
  void aBridgeThatIsTakenAwayStaysWhileAThreadIsInIt() throws Exception {
    X64Backend backend = backend(1 << 20);
    CompiledTrace loop = compile(backend, parse(SUM).get(0));
    Exit exit = loop.trace().operations().get(1).exit();
    long sum = 20_000L * 20_001 / 2;
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      for (int round = 0; round < 5; round++) {
        backend.attach(exit, compile(backend, parse(COUNT_DOWN).get(0)));
        Future<Long> left = pool.submit(() -> run(loop, 20_000, 0));
        Thread.sleep(5);
        backend.attach(exit, null);
        System.gc();
        backend.reclaim();
        fill(backend);
        assertThat(left.get()).isIn(sum, 0L);
      }
    } finally {
      pool.shutdown();
    }
  }

  /** Compiles and frees, so that memory that is free is written to. */
  private static void fill(X64Backend backend) throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      compile(backend, parse("[i0]\nfinish(7)\n").get(0)).free();
      Thread.sleep(15);
    }
  }

  @Test
  void aFreedBridgeIsNotTaken() {
    X64Backend backend = backend(1 << 20);
    List<Trace> traces = parse(SUM + "[l0]\nl1 = long_neg(l0)\nfinish(l1)\n");
    CompiledTrace loop = compile(backend, traces.get(0));
    CompiledTrace bridge = compile(backend, traces.get(1));
    Exit exit = traces.get(0).operations().get(1).exit();
    backend.attach(exit, bridge);
    assertThat(run(loop, 4, 0)).isEqualTo(-10);
    backend.attach(exit, null);
    assertThat(run(loop, 4, 0)).isEqualTo(10);
    backend.attach(exit, bridge);
    bridge.free();
    exit.attach(null);
    assertThat(run(loop, 4, 0)).isEqualTo(10);
  }

  @Test
  void threadsRunAtOnce() throws Exception {
    X64Backend backend = backend(1 << 20);
    CompiledTrace loop = compile(backend, parse(SUM).get(0));
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<Long>> sums = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        long count = 100_000 + i;
        sums.add(pool.submit(() -> run(loop, count, 0)));
      }
      for (int i = 0; i < 64; i++) {
        long count = 100_000 + i;
        assertThat(sums.get(i).get()).isEqualTo(count * (count + 1) / 2);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** A loop without end leaves room for collections, and sees that it is invalidated. */
  @Test
  void aLoopDoesNotStopTheWorld() throws Exception {
    X64Backend backend = backend(1 << 20);
    TraceNames names = new TraceNames();
    InvalidationToken token = new InvalidationToken();
    names.invalidation(token);
    String text =
        "L1: [i0]\nguard_not_invalidated(invalidation) [i0]\ni1 = int_add(i0, 1)\njump(i1)\n";
    CompiledTrace loop = compile(backend, TraceText.parseAll(text, names).get(0));
    CountDownLatch started = new CountDownLatch(1);
    AtomicReference<Exit> exit = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              started.countDown();
              exit.set(TraceRunner.run(loop, new Frame(loop.frameSize())));
            });
    thread.start();
    started.await();
    for (int i = 0; i < 5; i++) {
      System.gc();
    }
    token.invalidate();
    thread.join();
    assertThat(exit.get()).isSameAs(loop.trace().operations().get(0).exit());
  }

  @Test
  void unusedResultsCostNothing() {
    X64Backend backend = backend(1 << 20);
    CompiledTrace with =
        compile(
            backend, parse("[i0]\ni1 = int_mul(i0, i0)\ni2 = int_add(i1, 1)\nfinish(i0)\n").get(0));
    CompiledTrace without = compile(backend, parse("[i0]\nfinish(i0)\n").get(0));
    assertThat(with.codeBytes()).isEqualTo(without.codeBytes());
  }

  /** What an engineer would write: no moves, one fused compare, one instruction per operation. */
  @Test
  void theSumLoopIsTight() {
    CompiledTrace loop = compile(backend(1 << 20), parse(SUM).get(0));
    List<String> body =
        loop.listing()
            .lines()
            .dropWhile(line -> !line.equals("top_L1:"))
            .skip(1)
            .takeWhile(line -> !line.endsWith(":"))
            .filter(line -> !line.contains(";"))
            .map(line -> line.substring(10).strip())
            .toList();
    assertThat(body)
        .containsExactly(
            "test eax,eax",
            "jle exit0",
            "movsxd rdx,eax",
            "add rcx,rdx",
            "sub eax,1",
            "sub r14d,5",
            "jg top_L1");
  }

  @Test
  void unsupportedTracesAreExplained() {
    X64Backend backend = backend(1 << 20);
    Trace trace = parse("[i0]\nr1 = new_array(i0, int[])\nfinish(r1)\n").get(0);
    assertThat(backend.unsupported(trace)).get().asString().startsWith("new_array: ");
    assertThat(backend.unsupported(parse(SUM).get(0))).isEmpty();
  }
}
