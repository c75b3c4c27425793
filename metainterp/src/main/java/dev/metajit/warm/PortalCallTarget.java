package dev.metajit.warm;

import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalVariable;
import dev.metajit.hooks.PortalState;
import dev.metajit.metainterp.GreenKey;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.Kind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * What a compiled guest call that is not inlined calls: the portal from its merge point, in
 * compiled code where there is some (RPython's {@code call_assembler}).
 */
final class PortalCallTarget {
  private static final MethodHandle RUN = find();

  private final JitRuntime runtime;
  private final PortalRuntime portal;
  private final GreenKey key;

  private PortalCallTarget(JitRuntime runtime, PortalRuntime portal, GreenKey key) {
    this.runtime = runtime;
    this.portal = portal;
    this.key = key;
  }

  private static MethodHandle find() {
    try {
      return MethodHandles.lookup()
          .findVirtual(
              PortalCallTarget.class, "run", MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The call of the portal with these greens; its arguments are the reds. */
  static CallDescr callDescr(JitRuntime runtime, PortalRuntime portal, GreenKey key) {
    List<PortalVariable> reds = portal.portal.reds();
    Class<?> result = Cells.typeOf(portal.portal.resultKind());
    MethodType type =
        MethodType.methodType(
            result, reds.stream().map(red -> Cells.typeOf(red.kind())).toArray(Class<?>[]::new));
    MethodHandle handle =
        RUN.bindTo(new PortalCallTarget(runtime, portal, key))
            .asCollector(Object[].class, reds.size())
            .asType(type);
    return new CallDescr("portal " + portal.portal.method(), handle, EffectInfo.RANDOM);
  }

  Object run(Object[] reds) throws Throwable {
    Portal description = portal.portal;
    PortalState state = Cells.state(description, key);
    int greens = description.greens().size();
    for (int i = 0; i < reds.length; i++) {
      set(state, greens + i, description.reds().get(i).kind(), reds[i]);
    }
    Object result = runtime.runPortal(portal, key, state);
    return description.resultKind() == Kind.INT
        ? (Object) RunningPortalCalls.intOf(result)
        : result;
  }

  private static void set(PortalState state, int variable, Kind kind, Object value) {
    switch (kind) {
      case INT -> state.set(variable, (int) (Integer) value);
      case LONG -> state.set(variable, (long) (Long) value);
      case FLOAT -> state.set(variable, (float) (Float) value);
      case DOUBLE -> state.set(variable, (double) (Double) value);
      default -> state.set(variable, value);
    }
  }
}
