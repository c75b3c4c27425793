package dev.metajit.warm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.reference.ReferenceBackend;
import dev.metajit.metainterp.TracingResult;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Variants.Variant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which variants of a guest function there are, and when there is to be code of them. */
class FunctionVariantsTest {
  private final JitCell function = new JitCell(null, null, 1);
  private final List<JitCell> wanted = new ArrayList<>();
  private final FunctionVariants variants =
      new FunctionVariants(
          function, 2, (cell, inputs, arguments) -> JitCellTest.callTarget(), wanted::add);

  private Variant add(String state) {
    return variants.add(state, List.of(), null);
  }

  private void record() {
    TracingResult result =
        new TracingResult(TracingResult.Type.FINISH, entry(), null, null, null, null, null, null);
    function.setVariants(variants);
    function.setRecording(new CompileJob(result, function, null, null, 0, null));
  }

  private static Trace entry() {
    Trace trace = new Trace(new TargetToken("entry"));
    Exit exit = new Exit(Exit.Type.RETURN);
    trace.add(new Operation(Op.FINISH, null, List.of(), null, exit));
    return trace;
  }

  private static void compile(JitCell cell) {
    ReferenceBackend backend = new ReferenceBackend();
    TraceTree tree = new TraceTree(cell, backend, new PortalRuntime.Growth(32, 2000, 0, 2));
    CompiledTrace code = backend.compile(List.of(entry()), exit -> null).get(0);
    cell.compiled(tree, code, null, List.of());
  }

  @Test
  void withoutARecordingThereIsNothingToMakeOneOf() {
    assertThat(add("a")).isNull();
    record();
    assertThat(add("a")).isNotNull();
  }

  @Test
  void thereAreNoMoreThanAllowed() {
    record();
    Variant a = add("a");
    Variant b = add("b");
    assertThat(add("c")).isNull();
    assertThat(variants.all()).containsExactly(a, b);
    assertThat(wanted).extracting(JitCell::variant).containsExactly(a, b);
  }

  @Test
  void oneThatCannotBeCompiledIsNotOffered() {
    record();
    add("a");
    Variant b = add("b");
    wanted.get(0).giveUp();
    assertThat(variants.all()).containsExactly(b);
    assertThat(add("c")).as("it counts all the same").isNull();
    wanted.clear();
    variants.make();
    assertThat(wanted).extracting(JitCell::variant).containsExactly(b);
  }

  @Test
  void theyGoWithTheFunctionsCodeAndComeBackWithIt() {
    record();
    compile(function);
    add("a");
    JitCell variant = wanted.get(0);
    assertThat(variant.origin()).isSameAs(function);
    assertThat(variant.claimForced()).isTrue();
    compile(variant);
    assertThat(variant.entry).isNotNull();
    function.invalidate(10);
    assertThat(variant.entry).isNull();
    assertThat(function.recording()).isNull();
    assertThat(variants.all()).as("callers go on to call it").hasSize(1);
    record();
    variants.make();
    assertThat(wanted).containsExactly(variant, variant);
    assertThat(variant.claimForced()).isTrue();
  }
}
