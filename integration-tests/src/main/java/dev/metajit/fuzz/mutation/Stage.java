package dev.metajit.fuzz.mutation;

import static dev.metajit.fuzz.mutation.Change.fails;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What Metajit does one after the other, each of which may fail with an exception of its own: the
 * program must not notice.
 */
public enum Stage {
  CODEWRITER(200, "codewriter.Translator.run", "codewriter.Flattener.flatten"),
  TRACER(500, "metainterp.MetaInterp.step", "metainterp.Recorder.record"),
  RECORDED_GUARD(50, "metainterp.Recorder.guard"),
  FOLD_PASS(300, "optimizer.FoldPass.process"),
  OVERFLOW_PASS(300, "optimizer.OverflowPass.process"),
  BOUNDS_PASS(300, "optimizer.BoundsPass.process"),
  GUARDS_PASS(300, "optimizer.GuardsPass.process"),
  REWRITE_PASS(300, "optimizer.RewritePass.process"),
  CALLS_PASS(300, "optimizer.CallsPass.process"),
  BOXES_PASS(300, "optimizer.BoxesPass.process"),
  VIRTUALS_PASS(300, "optimizer.VirtualsPass.process"),
  PURE_PASS(300, "optimizer.PurePass.process"),
  HEAP_PASS(300, "optimizer.HeapPass.process"),
  EMIT_PASS(300, "optimizer.EmitPass.process"),
  PEELING(2, "optimizer.LoopPeeler.peel"),
  MATCHING(10, "optimizer.StateMatcher.match"),
  REGISTER_ALLOCATOR(1, "backend.regalloc.ScanRun.scan"),
  ENCODER(10, "backend.x64.X64Encoder.emit"),
  BYTECODE(100, "backend.jvm.TraceGenerator.write"),
  INSTALLER(5, "warm.Installer.compile", "warm.Installer.publish", "warm.Installer.adopt"),
  RESUME(5, "metainterp.Resume.rebuild", "metainterp.VirtualObjects.build"),
  BRIDGE_START(3, "metainterp.BridgeReader.start");

  private final List<Change> changes = new ArrayList<>();

  /**
   * @param oneIn how many calls go well for one that fails
   * @param methods where it fails, without {@code dev.metajit.}
   */
  Stage(int oneIn, String... methods) {
    for (String method : methods) {
      int dot = method.lastIndexOf('.');
      changes.add(fails(method.substring(0, dot), method.substring(dot + 1), key(), oneIn));
    }
  }

  /** The name on the command line. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Where it fails. */
  public List<Change> changes() {
    return changes;
  }

  /**
   * The stages of a name, which may be {@code all}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static List<Stage> ofKey(String key) {
    List<Stage> found = new ArrayList<>();
    for (Stage stage : values()) {
      if (key.equals("all") || key.equals(stage.key())) {
        found.add(stage);
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("no stage " + key);
    }
    return found;
  }
}
