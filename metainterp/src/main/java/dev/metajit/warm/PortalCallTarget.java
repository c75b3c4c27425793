package dev.metajit.warm;

import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.Frame;
import dev.metajit.codewriter.CallResult;
import dev.metajit.codewriter.Calls;
import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalVariable;
import dev.metajit.hooks.PortalState;
import dev.metajit.metainterp.GreenKey;
import dev.metajit.metainterp.Resume;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.ResumeData;
import dev.metajit.trace.Variants;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.List;
import java.util.function.Supplier;

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
  private final Supplier<JitCell> cell;
  private final ResumeData arguments;
  private final List<Kind> inputs;
  private final MethodHandle byState;
  private final MutableCallSite site;
  private final CallDescr descr;
  private final CompiledTrace.Leaver leaver = this::leave;

  /** The target of calls that hand over the portal's reds. */
  static PortalCallTarget ofFunction(
      JitRuntime runtime,
      PortalRuntime portal,
      GreenKey key,
      Supplier<JitCell> cell,
      Variants variants) {
    List<Kind> reds = portal.portal.reds().stream().map(PortalVariable::kind).toList();
    return new PortalCallTarget(runtime, portal, key, cell, reds, null, variants);
  }

  /** The target of calls that hand over what the reds are made of. */
  static PortalCallTarget ofVariant(
      JitRuntime runtime,
      PortalRuntime portal,
      JitCell cell,
      List<Kind> inputs,
      ResumeData arguments) {
    return new PortalCallTarget(runtime, portal, cell.key, () -> cell, inputs, arguments, null);
  }

  /**
   * @param cell what the code belongs to that is called
   * @param arguments how the reds are made of the inputs; null if they are the inputs
   */
  private PortalCallTarget(
      JitRuntime runtime,
      PortalRuntime portal,
      GreenKey key,
      Supplier<JitCell> cell,
      List<Kind> inputs,
      ResumeData arguments,
      Variants variants) {
    this.runtime = runtime;
    this.portal = portal;
    this.key = key;
    this.cell = cell;
    this.inputs = inputs;
    this.arguments = arguments;
    Class<?> result = portal.portal.resultKind().type();
    MethodType type =
        MethodType.methodType(result, inputs.stream().map(Kind::type).toArray(Class<?>[]::new));
    this.byState = RUN.bindTo(this).asCollector(Object[].class, inputs.size()).asType(type);
    this.site = new MutableCallSite(byState);
    String name = "portal " + portal.portal.method();
    this.descr = CallDescr.ofPortal(name, site.dynamicInvoker(), variants);
  }

  private static MethodHandle find(String name, MethodType type) {
    try {
      return MethodHandles.lookup().findVirtual(PortalCallTarget.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The call of the portal with these greens. */
  CallDescr descr() {
    return descr;
  }

  /** The same without variants. */
  CallDescr plainCall() {
    return CallDescr.ofPortal(descr.name(), site.dynamicInvoker(), null);
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
    runtime.finishPortal(portal, cell.get(), exit, frame);
  }

  Object run(Object[] values) throws Throwable {
    Portal description = portal.portal;
    PortalState state = Cells.state(description, key);
    Object[] reds = arguments == null ? values : made(values);
    int greens = description.greens().size();
    for (int i = 0; i < reds.length; i++) {
      set(state, greens + i, description.reds().get(i).kind(), reds[i]);
    }
    Object result = runtime.runPortal(portal, key, state);
    return description.resultKind() == Kind.INT
        ? (Object) RunningPortalCalls.intOf(result)
        : result;
  }

  /** The reds, made of a variant's inputs. */
  private Object[] made(Object[] values) {
    Frame frame = new Frame(values.length);
    for (int i = 0; i < values.length; i++) {
      CallResult input = new CallResult();
      RunningPortalCalls.unbox(inputs.get(i), values[i], input);
      frame.longs[i] = input.bits;
      frame.refs[i] = input.ref;
    }
    return Resume.values(arguments, frame).stream()
        .map(red -> Calls.box(red.kind(), red.bits(), red.ref()))
        .toArray();
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
