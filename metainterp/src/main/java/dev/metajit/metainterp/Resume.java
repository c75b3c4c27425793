package dev.metajit.metainterp;

import dev.metajit.backend.Frame;
import dev.metajit.codewriter.JitCode;
import dev.metajit.codewriter.LiveSet;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.ResumeData;
import java.util.List;

/**
 * Rebuilds the interpreter's frames from what a failing guard left behind, for the blackhole
 * (RPython's direct reader in {@code resume.py}).
 */
public final class Resume {
  private Resume() {}

  /**
   * The frames to go on with.
   *
   * @param innermost the innermost frame
   * @param pending what is to be thrown at its position, or null
   */
  public record Rebuilt(BlackholeFrame innermost, Throwable pending) {}

  /**
   * Rebuilds virtual objects, executes pending stores and fills frames.
   *
   * @param data the guard's resume data
   * @param frame what compiled code left
   */
  public static Rebuilt rebuild(ResumeData data, Frame frame) {
    VirtualObjects objects = new VirtualObjects(data, frame);
    objects.build();
    Throwable pending = frame.exception;
    BlackholeFrame built = null;
    for (int i = data.frames().size() - 1; i >= 0; i--) {
      ResumeData.Frame source = data.frames().get(i);
      JitCode code = (JitCode) source.code();
      built = new BlackholeFrame(code, source.pc(), code.newLongs(), code.newRefs(), built);
      Object extra = fill(built.longs(), built.refs(), source, i == 0, objects);
      if (extra != null) {
        pending = (Throwable) extra;
      }
    }
    return new Rebuilt(built, pending);
  }

  /** The values of the only frame, with the objects among them rebuilt. */
  public static List<Constant> values(ResumeData data, Frame frame) {
    VirtualObjects objects = new VirtualObjects(data, frame);
    objects.build();
    return data.frames().get(0).values().stream().map(objects::value).toList();
  }

  private static Object fill(
      long[] longs, Object[] refs, ResumeData.Frame source, boolean top, VirtualObjects objects) {
    int[] registers = registers(source, top);
    List<ResumeData.Source> values = source.values();
    for (int i = 0; i < registers.length; i++) {
      Constant value = objects.value(values.get(i));
      if (value.kind() == Kind.REF) {
        refs[registers[i]] = value.ref();
      } else {
        longs[registers[i]] = value.bits();
      }
    }
    return values.size() > registers.length
        ? objects.value(values.get(registers.length)).ref()
        : null;
  }

  /**
   * The registers that the values of a frame go to; a waiting caller has no value for its call's
   * result.
   */
  static int[] registers(ResumeData.Frame source, boolean top) {
    JitCode code = (JitCode) source.code();
    int pc = source.pc();
    LiveSet live = pc >= 0 ? code.live(pc) : code.liveAfter(~pc);
    if (top || pc >= 0) {
      return live.registers();
    }
    int destination = code.code()[~pc + 1];
    return java.util.Arrays.stream(live.registers()).filter(r -> r != destination).toArray();
  }
}
