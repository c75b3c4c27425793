package dev.metajit.backend.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.metajit.backend.Backend;
import dev.metajit.backend.BackendContract;
import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.Frame;
import dev.metajit.backend.TraceGroup;
import dev.metajit.backend.TraceRunner;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceNames;
import dev.metajit.trace.TraceText;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces that go on in other methods of their class; and all that is asked of any backend. */
class JvmPartsTest extends BackendContract {
  /** Bytes of code in a method. */
  private static final int SHORT = 400;

  private final List<Throwable> failures = new ArrayList<>();
  private final TraceNames names =
      new TraceNames().with(IllegalStateException.class).call(throwing());
  private final List<Trace> traces = new ArrayList<>();
  private final Map<Exit, Trace> bridges = new HashMap<>();

  @Override
  protected Backend backend() {
    return new JvmBackend(failures::add, SHORT);
  }

  @AfterEach
  void nothingWentWrong() {
    assertThat(failures).isEmpty();
  }

  private static CallDescr throwing() {
    try {
      MethodType type = MethodType.methodType(void.class, int.class);
      MethodHandle method = MethodHandles.lookup().findStatic(JvmPartsTest.class, "throwing", type);
      return new CallDescr("throwing", method, EffectInfo.RANDOM);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unused")
  private static void throwing(int number) {
    throw new IllegalStateException("number " + number);
  }

  private Trace add(String text) {
    Trace trace = TraceText.parse(text, names);
    traces.add(trace);
    return trace;
  }

  private Trace addBridge(Exit exit, String text) {
    Trace bridge = add(text);
    bridges.put(exit, bridge);
    return bridge;
  }

  /** The exit of the trace's guard with this number. */
  private static Exit exit(Trace trace, int guard) {
    return trace.operations().stream()
        .filter(operation -> operation.op().isGuard())
        .skip(guard)
        .map(Operation::exit)
        .findFirst()
        .orElseThrow();
  }

  private CompiledTrace compile() {
    return compile(SHORT);
  }

  /** The first trace, compiled with the others; its class has parts if methods are this short. */
  private CompiledTrace compile(int limit) {
    MethodPlan plan = new MethodPlan(compilation(limit), traces.get(0), new FrameForm(true), true);
    assertThat(plan.generate().methods()).hasSize(traces.size());
    JvmBackend backend = new JvmBackend(failures::add, limit);
    List<CompiledTrace> compiled = backend.compile(traces, bridges::get);
    for (CompiledTrace code : compiled) {
      if (code.trace().token() != null) {
        code.trace().token().setCompiled(code);
      }
    }
    bridges.forEach((exit, bridge) -> exit.attach(compiled.get(traces.indexOf(bridge))));
    return compiled.get(0);
  }

  /** l90 is ten times {@code step} more than l1; it takes more than a third of a method. */
  private static String addTenTimes(int step) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      String before = i == 0 ? "l1" : "l" + (100 - i);
      text.append("l%d = long_or(%s, 0L)\n".formatted(199 - i, before));
      text.append("l%d = long_add(l%d, %dL)\n".formatted(99 - i, 199 - i, step));
    }
    return text.toString();
  }

  /** A loop with three ways through it, each of which needs a method of its own. */
  private Trace threeWays() {
    Trace loop =
        add(
            """
            L1: [i0, l1]
            i2 = int_gt(i0, 0)
            guard_true(i2) [l1]
            i3 = int_and(i0, 3)
            i4 = int_ne(i3, 1)
            guard_true(i4) [i0, l1]
            i5 = int_ne(i3, 2)
            guard_true(i5) [l1, i0]
            %si6 = int_sub(i0, 1)
            jump(i6, l90)
            """
                .formatted(addTenTimes(1)));
    String end = "i6 = int_sub(i0, 1)\njump(i6, l90, target=L1)\n";
    addBridge(exit(loop, 1), "[i0, l1]\n" + addTenTimes(100) + end);
    addBridge(exit(loop, 2), "[l1, i0]\n" + addTenTimes(10_000) + end);
    return loop;
  }

  private Compilation compilation(int limit) {
    TraceGroup group = new TraceGroup(traces, bridges::get);
    int slots = CompiledTrace.slotsOf(traces);
    return new Compilation(group, slots, new CodeSizes(), limit, failures::add);
  }

  @Test
  void eachTraceHasOnePlace() {
    Trace loop = threeWays();
    FrameForm form = new FrameForm(false);
    GeneratedClass parts = new MethodPlan(compilation(SHORT), loop, form, true).generate();
    assertThat(parts.methods()).hasSize(3);
    assertThat(parts.traces()).containsExactlyInAnyOrderElementsOf(traces);
    assertThat(parts.codeSize()).isLessThanOrEqualTo(SHORT);
    GeneratedClass one = new MethodPlan(compilation(SHORT), loop, form, false).generate();
    assertThat(one.methods()).containsExactly(List.of(loop));
  }

  @Test
  void aClassIsEnteredAtEachOfItsMethods() {
    Trace loop = threeWays();
    CompiledTrace whole = compile();
    CompiledTrace bridge = (CompiledTrace) exit(loop, 1).attached();
    Frame frame = new Frame(bridge.frameSize());
    frame.longs[0] = 1;
    frame.longs[1] = 5;
    assertThat(TraceRunner.run(bridge, frame)).isSameAs(exit(loop, 0));
    assertThat(frame.longs[0]).isEqualTo(5 + 10 * 100);
    assertThat(whole.codeBytes()).isPositive();
    assertThat(bridge.codeBytes()).isZero();
  }

  @Test
  void aTraceThatIsTooLongIsLeftToTheExit() {
    Trace loop = threeWays();
    String text = "[l1]\n" + addTenTimes(1);
    for (int i = 0; i < 40; i++) {
      text += "i%d = long_lt(l90, %dL)\nguard_false(i%d) [l90]\n".formatted(100 + i, -i, 100 + i);
    }
    Trace longer = addBridge(exit(loop, 0), text + "finish(l90)\n");
    FrameForm form = new FrameForm(false);
    GeneratedClass generated = new MethodPlan(compilation(SHORT), loop, form, true).generate();
    assertThat(generated.traces()).hasSize(3).doesNotContain(longer);
    assertThat(generated.codeSize()).isLessThanOrEqualTo(SHORT);
  }

  /** Planning comes to an end where nothing helps. */
  @Test
  void anEntryThatIsTooLongIsMadeAllTheSame() {
    Trace loop = threeWays();
    FrameForm form = new FrameForm(false);
    GeneratedClass generated = new MethodPlan(compilation(20), loop, form, true).generate();
    assertThat(generated.traces()).containsExactly(loop);
  }

  @Test
  void aLoopGoesThroughItsPartsAndComesBack() {
    Trace loop = threeWays();
    CompiledTrace compiled = compile();
    Frame frame = new Frame(compiled.frameSize());
    frame.longs[0] = 400;
    int entered = 1;
    Exit exit = compiled.run(frame);
    // new code is left after some turns, by a jump to itself; half of the turns go through parts
    while (exit.type() == Exit.Type.JUMP) {
      exit = compiled.run(frame);
      entered++;
    }
    assertThat(exit).isSameAs(exit(loop, 0));
    assertThat(frame.longs[0]).isEqualTo(200L * 10 + 100L * 1_000 + 100L * 100_000);
    assertThat(entered).isBetween(2, 150);
  }

  /** Values of every kind, more than a part takes as arguments. */
  @ParameterizedTest
  @ValueSource(ints = {3, 24, 25, 120})
  void valuesComeToAPart(int count) {
    String list = list(count, i -> kind(i) + (i + 1));
    Trace loop =
        add(
            "L1: [i0, %s]\n%si400 = int_lt(i0, 5)\nguard_true(i400) [%s, i500]\nfinish()\n"
                .formatted(list, padding(count), list));
    Trace bridge =
        addBridge(
            exit(loop, 0),
            "[%s, i0]\n%si400 = int_lt(i500, 0)\nguard_true(i400) [%s, i0]\nfinish()\n"
                .formatted(list, padding(count), list));
    CompiledTrace compiled = compile(limit(count));
    Frame frame = new Frame(compiled.frameSize());
    frame.longs[0] = 30;
    for (int i = 0; i < count; i++) {
      frame.refs[i + 1] = "r" + i;
      frame.longs[i + 1] = bits(i);
    }
    assertThat(compiled.run(frame)).isSameAs(exit(bridge, 0));
    for (int i = 0; i < count; i++) {
      if (kind(i).equals("r")) {
        assertThat(frame.refs[i]).isEqualTo("r" + i);
      } else {
        assertThat(frame.longs[i]).as("%d", i).isEqualTo(bits(i));
      }
    }
    assertThat(frame.longs[count]).isEqualTo(30 + 60 + 4 * count);
  }

  private static String list(int count, IntFunction<String> value) {
    return IntStream.range(0, count).mapToObj(value).collect(Collectors.joining(", "));
  }

  /** i500 is i0 and as many as there are additions; so that a method is long enough. */
  private static String additions(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = count - 1; i >= 0; i--) {
      String before = i == count - 1 ? "i0" : "i" + (501 + i);
      text.append("i%d = int_add(%s, 1)\n".formatted(500 + i, before));
    }
    return text.toString();
  }

  /** Enough that two traces with so many values do not fit in {@link #limit}, but one does. */
  private static String padding(int count) {
    return additions(60 + 4 * count);
  }

  private static int limit(int count) {
    return 500 + 40 * count;
  }

  private static String kind(int i) {
    return List.of("i", "r", "l", "d", "f").get(i % 5);
  }

  private static long bits(int i) {
    return switch (kind(i)) {
      case "d" -> Double.doubleToRawLongBits(i + 0.5);
      case "f" -> Float.floatToRawIntBits(i + 0.25f);
      case "l" -> i + (1L << 40);
      default -> i;
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 23, 24, 70})
  void aThrowableComesToAPart(int count) {
    String list = list(count, i -> "i" + (i + 1));
    Trace loop =
        add(
            ("L1: [i0, %s]\n%scall_void(i0, throwing)\nguard_no_exception() [%s, i500]\n"
                    + "finish(i500)\n")
                .formatted(list, padding(count), list));
    addBridge(
        exit(loop, 0),
        "[%s, i0, r1000]\n%sguard_nonnull(r1000) [i500]\nfinish_throw(r1000)\n"
            .formatted(list, padding(count)));
    CompiledTrace compiled = compile(limit(count));
    Frame frame = new Frame(compiled.frameSize());
    frame.longs[0] = 7;
    assertThat(compiled.run(frame).type()).isEqualTo(Exit.Type.THROW);
    assertThat(frame.refs[0]).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFunctionGoesOnInItsParts() throws Throwable {
    String body = "i2 = int_lt(i500, %d)\nguard_true(i2) [%s]\nl600 = int_to_long(i500)\n";
    String last = "l601 = long_add(l600, l1)\nfinish(l601)\n";
    Trace first = add("entry: [i0, l1]\n" + additions(60) + body.formatted(70, "i500, l1") + last);
    Trace second =
        addBridge(
            exit(first, 0), "[i0, l1]\n" + additions(60) + body.formatted(200, "l1, i500") + last);
    addBridge(
        exit(second, 0), "[l1, i0]\n" + additions(60) + body.formatted(400, "l1, i500") + last);
    List<String> left = new ArrayList<>();
    MethodHandle function =
        compile(500)
            .callHandle(
                Kind.LONG,
                (exit, frame) -> {
                  Exit end = TraceRunner.goOn(exit, frame);
                  left.add(end.type() + " " + frame.longs[0] + " " + frame.longs[1]);
                  frame.longs[0] = -1;
                });
    assertThat((long) function.invokeExact(3, 1000L)).isEqualTo(1063);
    assertThat((long) function.invokeExact(10, 1000L)).isEqualTo(1130);
    assertThat((long) function.invokeExact(80, 1000L)).isEqualTo(1260);
    assertThat(left).isEmpty();
    assertThat((long) function.invokeExact(300, 1000L)).isEqualTo(-1);
    assertThat(left).containsExactly("GUARD 1000 480");
  }

  @Test
  void aPartThrowsWhatItsTraceThrows() {
    Trace entry =
        add(
            "entry: [r1, i0]\n%si2 = int_lt(i500, 0)\nguard_true(i2) [r1, i0]\nfinish(i0)\n"
                .formatted(additions(60)));
    addBridge(
        exit(entry, 0),
        "[r1, i0]\n%si2 = int_lt(i500, 0)\nguard_false(i2) [r1]\nfinish_throw(r1)\n"
            .formatted(additions(60)));
    List<Exit> left = new ArrayList<>();
    MethodHandle function = compile(500).callHandle(Kind.INT, (exit, frame) -> left.add(exit));
    IllegalStateException thrown = new IllegalStateException();
    assertThatThrownBy(() -> function.invokeWithArguments(thrown, 11)).isSameAs(thrown);
    assertThat(left).isEmpty();
  }

  /** HotSpot compiles no calls with so many arguments. */
  @Test
  void aFunctionWithManyValuesIsLeft() throws Throwable {
    String list = list(60, i -> "l" + (i + 1));
    Trace entry =
        add(
            "entry: [i0, %s]\n%si400 = int_lt(i500, 0)\nguard_true(i400) [%s, i500]\nfinish(l1)\n"
                .formatted(list, padding(60), list));
    String sum = "l1000 = long_add(l1, l60)\nl1001 = int_to_long(i500)\n";
    addBridge(
        exit(entry, 0),
        "[%s, i0]\n%s%sl1002 = long_add(l1000, l1001)\nfinish(l1002)\n"
            .formatted(list, padding(60), sum));
    List<Exit.Type> left = new ArrayList<>();
    MethodHandle function =
        compile(limit(60))
            .callHandle(Kind.LONG, (exit, frame) -> left.add(TraceRunner.goOn(exit, frame).type()));
    List<Object> arguments = new ArrayList<>(List.of(10));
    IntStream.range(0, 60).forEach(i -> arguments.add(10_000L + i));
    assertThat(function.invokeWithArguments(arguments)).isEqualTo(20_059L + 10 + 2 * 300);
    assertThat(left).containsExactly(Exit.Type.RETURN);
  }
}
