package dev.metajit.warm;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.ResumeData;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import dev.metajit.trace.Variants;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The variants of the guest function that starts at a location. Their code is made of the recording
 * of its entry; while there is none, calls of them go to the function itself.
 */
final class FunctionVariants implements Variants {
  /** Makes what a variant is called by. */
  interface TargetMaker {
    /**
     * A target.
     *
     * @param arguments as for {@link Variants#add}
     */
    PortalCallTarget make(JitCell cell, List<Kind> inputs, ResumeData arguments);
  }

  private final JitCell origin;
  private final int most;
  private final TargetMaker maker;
  private final Consumer<JitCell> wanted;
  private final List<JitCell> cells = new CopyOnWriteArrayList<>();

  /**
   * @param origin the location
   * @param most how many there may be
   * @param wanted told of variants that there is to be code of
   */
  FunctionVariants(JitCell origin, int most, TargetMaker maker, Consumer<JitCell> wanted) {
    this.origin = origin;
    this.most = most;
    this.maker = maker;
    this.wanted = wanted;
  }

  @Override
  public List<Variant> all() {
    return cells.stream().filter(cell -> !cell.isDead()).map(JitCell::variant).toList();
  }

  /** None is added where there is no recording to make code of. */
  @Override
  public synchronized Variant add(Object state, List<Kind> inputs, ResumeData arguments) {
    if (cells.size() >= most || origin.recording() == null) {
      return null;
    }
    JitCell cell = new JitCell(origin);
    PortalCallTarget target = maker.make(cell, inputs, arguments);
    CallDescr call = cell.portalCall(() -> target);
    cell.setVariant(new Variant(state, call));
    cells.add(cell);
    wanted.accept(cell);
    return cell.variant();
  }

  /** The function has been recorded: there is to be code of all. */
  void make() {
    cells.stream().filter(cell -> !cell.isDead()).forEach(wanted);
  }

  /** The function's code is not used any more, and neither is that of its variants. */
  void drop() {
    cells.forEach(JitCell::drop);
  }

  /** A trace that hands its inputs over to the function, which has been called before. */
  static Trace call(JitCell function) {
    CallDescr call = function.plainCall();
    Trace trace = new Trace(new TargetToken("call"));
    List<Variable> arguments = call.parameters().stream().map(trace::addInput).toList();
    Variable result = call.result() == Kind.VOID ? null : trace.newVariable(call.result());
    trace.add(new Operation(Op.family("call", call.result()), result, arguments, call, null));
    List<Value> returned = result == null ? List.of() : List.of(result);
    Exit exit = new Exit(Exit.Type.RETURN);
    exit.setFailArguments(returned);
    trace.add(new Operation(Op.FINISH, null, returned, null, exit));
    return trace;
  }
}
