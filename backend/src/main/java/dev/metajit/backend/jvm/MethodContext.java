package dev.metajit.backend.jvm;

import dev.metajit.backend.TraceGroup;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Trace;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** What the traces that are written into one method share. */
final class MethodContext {
  private final MethodVisitor code;
  private final ClassConstants constants;
  private final LeaveMethods leaveMethods;
  private final CallMethods callMethods;
  private final TraceGroup group;
  private final MethodForm form;
  private final Map<Trace, Label> starts = new IdentityHashMap<>();
  private final Map<Trace, LocalAllocation> locals = new IdentityHashMap<>();
  private final Map<Trace, Label> loading = new LinkedHashMap<>();
  private final Set<Trace> started = new HashSet<>();
  private final Map<Trace, MethodForm> parts;
  private final List<Exit> exits;
  private final Trace first;
  private final Label elsewhere = new Label();
  private Label back;

  /**
   * @param parts the methods that this one may call, by the traces they are entered at
   * @param exits takes the exits that are numbered
   */
  MethodContext(
      MethodVisitor code,
      ClassConstants constants,
      LeaveMethods leaveMethods,
      CallMethods callMethods,
      TraceGroup group,
      List<Trace> traces,
      MethodForm form,
      Map<Trace, MethodForm> parts,
      List<Exit> exits) {
    this.code = code;
    this.constants = constants;
    this.leaveMethods = leaveMethods;
    this.callMethods = callMethods;
    this.group = group;
    this.form = form;
    this.parts = parts;
    this.first = traces.get(0);
    this.exits = exits;
    for (Trace trace : traces) {
      starts.put(trace, new Label());
      locals.put(trace, new LocalAllocation(trace, form.firstFree()));
    }
  }

  /** The trace that the method is entered at. */
  Trace first() {
    return first;
  }

  MethodVisitor code() {
    return code;
  }

  MethodForm form() {
    return form;
  }

  ClassConstants constants() {
    return constants;
  }

  LeaveMethods leaveMethods() {
    return leaveMethods;
  }

  CallMethods callMethods() {
    return callMethods;
  }

  /** Where a part comes back to; the number of the exit stands in its local. */
  Label back() {
    if (back == null) {
      back = new Label();
    }
    return back;
  }

  /** Where an entry is gone to that is not the start of the first trace. */
  Label elsewhere() {
    return elsewhere;
  }

  /** True if there is a jump to {@link #back}. */
  boolean hasBack() {
    return back != null;
  }

  /** The trace in this method that goes on at the exit, or null. */
  Trace next(Exit exit) {
    Trace next = group.next(exit);
    return starts.containsKey(next) ? next : null;
  }

  /** The trace in another method, one that this may call, that goes on at the exit; or null. */
  Trace nextInPart(Exit exit) {
    Trace next = group.next(exit);
    return parts.containsKey(next) ? next : null;
  }

  /** The method that is entered at this trace. */
  MethodForm part(Trace entry) {
    return parts.get(entry);
  }

  /** True if overflow may be frequent where this exit leaves on it. */
  boolean expectsOverflow(Exit exit) {
    return form.expectsOverflow() || next(exit) != null || nextInPart(exit) != null;
  }

  /** Where the trace's code starts, its inputs standing in their locals. */
  Label start(Trace trace) {
    return starts.get(trace);
  }

  /** The trace's operations are being written. */
  void started(Trace trace) {
    started.add(trace);
  }

  /** True if a jump to the trace's start goes back. */
  boolean isStarted(Trace trace) {
    return started.contains(trace);
  }

  /** Where the trace is gone to when its inputs stand in the frame. */
  Label loading(Trace trace) {
    return loading.computeIfAbsent(trace, one -> new Label());
  }

  /** Where traces are gone to when their inputs stand in the frame, as far as that is needed. */
  Map<Trace, Label> loading() {
    return loading;
  }

  LocalAllocation locals(Trace trace) {
    return locals.get(trace);
  }

  /** The number that the method returns for this exit. */
  int number(Exit exit) {
    exits.add(exit);
    return exits.size() - 1;
  }
}
