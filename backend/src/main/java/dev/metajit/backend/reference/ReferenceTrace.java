package dev.metajit.backend.reference;

import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.Frame;
import dev.metajit.backend.TraceGroup;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceText;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.List;

/** A trace that is evaluated. */
public final class ReferenceTrace extends CompiledTrace {
  private final TraceGroup group;

  /**
   * A trace to be evaluated.
   *
   * @param group tells which exits lead on
   */
  public ReferenceTrace(Trace trace, TraceGroup group, int frameSize) {
    super(trace, frameSize);
    this.group = group;
  }

  @Override
  public Exit run(Frame frame) {
    frame.exception = null;
    Trace current = trace();
    TraceEvaluation evaluation = enter(current, frame);
    while (true) {
      Exit exit = evaluation.run();
      Trace next = group.next(exit);
      if (next == null) {
        leave(evaluation, exit, frame);
        return exit;
      }
      evaluation = pass(evaluation, exit, next);
    }
  }

  private static TraceEvaluation enter(Trace trace, Frame frame) {
    TraceEvaluation evaluation = new TraceEvaluation(trace);
    List<Variable> inputs = trace.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      evaluation.set(inputs.get(i), frame.longs[i], frame.refs[i]);
    }
    return evaluation;
  }

  private static TraceEvaluation pass(TraceEvaluation from, Exit exit, Trace next) {
    TraceEvaluation evaluation = new TraceEvaluation(next);
    List<Value> values = exit.failArguments();
    List<Variable> inputs = next.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      if (i < values.size()) {
        evaluation.set(inputs.get(i), from.bits(values.get(i)), from.ref(values.get(i)));
      } else {
        evaluation.set(inputs.get(i), 0, from.exception());
      }
    }
    return evaluation;
  }

  private static void leave(TraceEvaluation from, Exit exit, Frame frame) {
    List<Value> values = exit.failArguments();
    for (int i = 0; i < values.size(); i++) {
      frame.longs[i] = from.bits(values.get(i));
      frame.refs[i] = from.ref(values.get(i));
    }
    frame.exception = from.exception();
  }

  @Override
  public String backend() {
    return "reference";
  }

  @Override
  public int codeBytes() {
    return 0;
  }

  @Override
  public String listing() {
    return TraceText.print(trace());
  }
}
