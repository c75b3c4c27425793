package dev.metajit.warm;

import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.Frame;
import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalVariable;
import dev.metajit.hooks.PortalState;
import dev.metajit.metainterp.GreenKey;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.List;

/**
 * What a compiled guest call that is not inlined calls: the portal from its merge point (RPython's
 * {@code call_assembler}). It is a call site that follows the location's code: once there is code
 * that can be called as a function, the call goes straight there.
 */
final class PortalCallTarget {
  private static final MethodHandle RUN =
      find("run", MethodType.methodType(Object.class, Object[].class));

  private final JitRuntime runtime;
  private final PortalRuntime portal;
  private final GreenKey key;
  private final MethodHandle byState;
  private final MutableCallSite site;
  private final CallDescr descr;
  private final CompiledTrace.Leaver leaver = this::leave;

  PortalCallTarget(JitRuntime runtime, PortalRuntime portal, GreenKey key) {
    this.runtime = runtime;
    this.portal = portal;
    this.key = key;
    List<PortalVariable> reds = portal.portal.reds();
    Class<?> result = portal.portal.resultKind().type();
    MethodType type =
        MethodType.methodType(
            result, reds.stream().map(red -> red.kind().type()).toArray(Class<?>[]::new));
    this.byState = RUN.bindTo(this).asCollector(Object[].class, reds.size()).asType(type);
    this.site = new MutableCallSite(byState);
    this.descr = CallDescr.ofPortal("portal " + portal.portal.method(), site.dynamicInvoker());
  }

  private static MethodHandle find(String name, MethodType type) {
    try {
      return MethodHandles.lookup().findVirtual(PortalCallTarget.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The call of the portal with these greens; its arguments are the reds. */
  CallDescr descr() {
    return descr;
  }

  /** From now on this code is called. */
  void link(CompiledTrace code) {
    MethodHandle direct = code.callHandle(portal.portal.resultKind(), leaver);
    if (direct != null) {
      target(direct);
    }
  }

  /** There is no code any more: the portal is run from a state. */
  void unlink() {
    target(byState);
  }

  private void target(MethodHandle handle) {
    if (site.getTarget() == handle) {
      return; // setting it again would cost all callers their machine code
    }
    site.setTarget(handle);
    MutableCallSite.syncAll(new MutableCallSite[] {site});
  }

  /** The code that was called was left before the portal's end: goes on to there. */
  private void leave(Exit exit, Frame frame) throws Throwable {
    runtime.finishPortal(portal, key, exit, frame);
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
