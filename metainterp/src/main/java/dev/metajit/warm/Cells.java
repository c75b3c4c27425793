package dev.metajit.warm;

import dev.metajit.codewriter.CodeWriter;
import dev.metajit.codewriter.ResolvedMethod;
import dev.metajit.codewriter.Trusted;
import dev.metajit.driver.JitOption;
import dev.metajit.driver.JitOptions;
import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalVariable;
import dev.metajit.hooks.PortalState;
import dev.metajit.metainterp.GreenKey;
import dev.metajit.metainterp.JitCells;
import dev.metajit.metainterp.PortalCalls;
import dev.metajit.metainterp.PortalCode;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.TargetToken;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The portals and the cells of their guest locations, as the tracer asks for them. */
final class Cells implements JitCells {
  private final CodeWriter codeWriter;
  private final JitRuntime runtime;
  private final JitOptions options;
  private final Pattern only;
  private final List<PortalRuntime> portals = new CopyOnWriteArrayList<>();
  private final HeapPressure pressure = new HeapPressure();
  private Consumer<JitCell> dropped = cell -> {};
  private final PortalCalls portalCalls = new RunningPortalCalls(this);

  Cells(CodeWriter codeWriter, JitRuntime runtime, JitOptions options) {
    this.codeWriter = codeWriter;
    this.runtime = runtime;
    this.options = options;
    String only = options.getString(JitOption.ONLY);
    this.only = only.isEmpty() ? null : Pattern.compile(only);
  }

  /** Who is told of locations whose code was dropped since nobody had entered it for long. */
  void onDrop(Consumer<JitCell> listener) {
    dropped = listener;
  }

  synchronized Portal add(Portal portal) {
    Portal numbered = portal.numbered(portals.size());
    portals.add(
        new PortalRuntime(
            numbered,
            options,
            () -> codeWriter.classOf(numbered),
            pressure,
            cell -> dropped.accept(cell)));
    return numbered;
  }

  PortalRuntime portal(int number) {
    return portals.get(number);
  }

  /** The cell of a location, made if there is none. */
  JitCell cell(GreenKey key) {
    return portal(key.portal()).findOrAdd(key, JitCell.NONE);
  }

  /** Does something with the cells of all locations. */
  void forEach(Consumer<JitCell> action) {
    portals.forEach(portal -> portal.forEach(action));
  }

  /** There is no room for more code: what was not entered for some time goes. */
  void dropOldCode() {
    portals.forEach(PortalRuntime::dropOldCode);
  }

  /** False if the option {@link JitOption#ONLY} excludes the location. */
  boolean isWanted(GreenKey key) {
    return only == null || only.matcher(location(key)).find();
  }

  @Override
  public TargetToken compiledEntry(GreenKey key) {
    JitCell cell = portal(key.portal()).find(key);
    return cell == null || cell.entry == null ? null : cell.entryToken;
  }

  @Override
  public boolean fansOut(GreenKey key) {
    JitCell cell = portal(key.portal()).find(key);
    return cell != null && cell.fansOut;
  }

  @Override
  public boolean mayBeCut(GreenKey key) {
    JitCell cell = portal(key.portal()).find(key);
    return cell != null && cell.mayBeCut;
  }

  @Override
  public boolean canInline(GreenKey key) {
    PortalRuntime portal = portal(key.portal());
    JitCell cell = portal.find(key);
    if (cell != null && cell.notInlined) {
      return false;
    }
    return !portal.never(p -> AuthorMethods.neverInline(p, portalCode(p))).test(key);
  }

  @Override
  public void noteLoop(GreenKey key) {
    cell(key).hasLoop = true;
  }

  @Override
  public boolean hasLoop(GreenKey key) {
    JitCell cell = portal(key.portal()).find(key);
    return cell != null && cell.hasLoop;
  }

  @Override
  public PortalCode portalCode(Portal portal) {
    return portal(portal.number()).code(p -> new PortalCode(p, codeWriter.portal(p)));
  }

  @Override
  public PortalCalls portalCalls() {
    return portalCalls;
  }

  @Override
  public String location(GreenKey key) {
    PortalRuntime portal = portal(key.portal());
    return portal.printer(this::printer).print(key);
  }

  /** A portal that cannot be traced has locations all the same: the log says why it cannot. */
  private PortalRuntime.Printer printer(Portal portal) {
    try {
      return Locations.printer(portal, portalCode(portal));
    } catch (RuntimeException e) {
      return Locations.plainPrinter(portal);
    }
  }

  @Override
  public void opaque(ResolvedMethod method, String reason) {
    runtime.opaque(method, reason);
  }

  @Override
  public CallDescr portalCall(GreenKey key) {
    JitCell cell = cell(key);
    return cell.portalCall(() -> target(cell));
  }

  private PortalCallTarget target(JitCell cell) {
    PortalRuntime portal = portal(cell.key.portal());
    FunctionVariants variants =
        new FunctionVariants(
            cell,
            portal.growth.variants(),
            (variant, inputs, arguments) ->
                PortalCallTarget.ofVariant(runtime, portal, variant, inputs, arguments),
            runtime::wantVariant);
    cell.setVariants(variants);
    return PortalCallTarget.ofFunction(runtime, portal, cell.key, () -> cell(cell.key), variants);
  }

  /** Runs a portal from its merge point to its end. */
  Object run(Portal portal, GreenKey key, PortalState state) throws Throwable {
    return runtime.runPortal(portal(portal.number()), key, state);
  }

  /** The method that goes on from a state; null if the portal has none. */
  MethodHandle resume(PortalRuntime portal) {
    return portal.resume(this::findResume);
  }

  private MethodHandle findResume(Portal portal) {
    Class<?> owner = portalCode(portal).code().owner();
    try {
      MethodType type =
          MethodType.fromMethodDescriptorString(portal.resumeDescriptor(), owner.getClassLoader());
      return Trusted.LOOKUP
          .findStatic(owner, portal.resumeMethod(), type)
          .asType(MethodType.methodType(Object.class, PortalState.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(portal + " has lost its resume method", e);
    }
  }

  /** Puts the variables of a state into registers of the portal's frame. */
  static void toRegisters(Portal portal, PortalState state, long[] longs, Object[] refs) {
    List<PortalVariable> variables = portal.variables();
    for (int i = 0; i < variables.size(); i++) {
      PortalVariable variable = variables.get(i);
      if (!variable.isPath()) {
        longs[variable.slot()] = state.longs[i];
        refs[variable.slot()] = state.refs[i];
      }
    }
  }

  /** A state with the greens of the key; the reds are still to be set. */
  static PortalState state(Portal portal, GreenKey key) {
    PortalState state = new PortalState(portal.number(), portal.variables().size());
    for (int i = 0; i < portal.greens().size(); i++) {
      state.longs[i] = key.bits(i);
      state.refs[i] = key.ref(i);
    }
    return state;
  }
}
