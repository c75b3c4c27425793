package dev.metajit.warm;

import dev.metajit.codewriter.CallResult;
import dev.metajit.codewriter.JitCode;
import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalVariable;
import dev.metajit.hooks.PortalState;
import dev.metajit.metainterp.BlackholeFrame;
import dev.metajit.metainterp.GreenKey;
import dev.metajit.metainterp.PortalCalls;
import dev.metajit.trace.Kind;
import java.util.List;

/**
 * Takes inlined calls of portals out of the blackhole's hands: the rewritten portal, or its
 * compiled code, goes on.
 */
final class RunningPortalCalls implements PortalCalls {
  private final Cells cells;

  RunningPortalCalls(Cells cells) {
    this.cells = cells;
  }

  @Override
  public boolean canRun(JitCode portal) {
    return portal.portal().hasResume();
  }

  @Override
  public void run(BlackholeFrame frame, CallResult result) throws Throwable {
    Portal portal = frame.code().portal();
    GreenKey key = cells.portalCode(portal).greens(frame.longs(), frame.refs());
    PortalState state = Cells.state(portal, key);
    List<PortalVariable> variables = portal.variables();
    for (int i = portal.greens().size(); i < variables.size(); i++) {
      state.longs[i] = frame.longs()[variables.get(i).slot()];
      state.refs[i] = frame.refs()[variables.get(i).slot()];
    }
    unbox(portal.resultKind(), cells.run(portal, key, state), result);
  }

  static void unbox(Kind kind, Object value, CallResult result) {
    switch (kind) {
      case LONG -> result.bits = (Long) value;
      case FLOAT -> result.bits = Float.floatToRawIntBits((Float) value);
      case DOUBLE -> result.bits = Double.doubleToRawLongBits((Double) value);
      case REF -> result.ref = value;
      case VOID -> {}
      case INT -> result.bits = intOf(value);
    }
  }

  /**
   * A resume method of a portal that returns boolean, byte, char or short boxes its result as such.
   */
  static int intOf(Object value) {
    if (value instanceof Boolean bool) {
      return bool ? 1 : 0;
    }
    return value instanceof Character character ? character : ((Number) value).intValue();
  }
}
