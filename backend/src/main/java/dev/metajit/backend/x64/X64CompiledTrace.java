package dev.metajit.backend.x64;

import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.Frame;
import dev.metajit.backend.memory.NativeEntry;
import dev.metajit.backend.memory.NativeFrame;
import dev.metajit.backend.regalloc.Location;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Trace;
import java.lang.ref.Reference;

/** A trace in machine code. */
final class X64CompiledTrace extends CompiledTrace {
  /**
   * Where the code is.
   *
   * @param entry the inputs are in the transfer slots there
   * @param top of a loop: the inputs are in {@code start} there; else 0
   * @param fuelGone of a loop: as {@code top}, leaves to come back at {@code entry}; else 0
   * @param start where the inputs are at the loop's top, hidden ones last
   * @param addresses which inputs are addresses of objects at the loop's top
   */
  record Places(
      long entry, long top, long fuelGone, Location[] start, X64AddressInputs addresses) {}

  private final X64Backend backend;
  private final Kind[] inputKinds;
  private final int codeBytes;
  private final int instructions;
  private final String listing;
  private X64Code code;
  private Places places;

  X64CompiledTrace(
      X64Backend backend, Trace trace, int slots, int codeBytes, int instructions, String listing) {
    super(trace, slots);
    this.backend = backend;
    this.inputKinds = X64Leave.kinds(trace.inputs());
    this.codeBytes = codeBytes;
    this.instructions = instructions;
    this.listing = listing;
  }

  /** Called once, before the trace is handed out. */
  void install(X64Code owner, Places where) {
    this.code = owner;
    this.places = where;
  }

  X64Code code() {
    return code;
  }

  Places places() {
    return places;
  }

  X64Backend owner() {
    return backend;
  }

  Kind[] inputKinds() {
    return inputKinds;
  }

  @Override
  public Exit run(Frame frame) {
    NativeFrame nativeFrame = NativeFrame.current();
    backend.openWindow(nativeFrame, frame);
    X64FrameCopy.in(inputKinds, frame, nativeFrame);
    X64Leave leave = enter(nativeFrame);
    while (leave.again() != null) {
      backend.refresh(leave, frame, nativeFrame);
      leave = leave.again().enter(nativeFrame);
    }
    X64FrameCopy.out(leave.kinds(), frame, nativeFrame, backend.constants());
    backend.closeWindow(nativeFrame);
    frame.exception = null;
    Reference.reachabilityFence(this); // or the code might be gone already
    return leave.exit();
  }

  private X64Leave enter(NativeFrame nativeFrame) {
    nativeFrame.enter();
    long number = NativeEntry.enter(backend.mode(), places.entry, nativeFrame.address());
    X64Leave leave = backend.leaves().get((int) number);
    nativeFrame.leave();
    return leave;
  }

  @Override
  public String backend() {
    return X64Backend.NAME;
  }

  @Override
  public int codeBytes() {
    return codeBytes;
  }

  @Override
  public int instructions() {
    return instructions;
  }

  @Override
  public String listing() {
    return listing;
  }

  @Override
  public void free() {
    code.release(this);
  }
}
