package dev.metajit.optimizer;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Descr;
import dev.metajit.trace.ResumeData;
import dev.metajit.trace.ResumeData.FailArgument;
import dev.metajit.trace.ResumeData.Frame;
import dev.metajit.trace.ResumeData.Known;
import dev.metajit.trace.ResumeData.PendingStore;
import dev.metajit.trace.ResumeData.Source;
import dev.metajit.trace.ResumeData.VirtualObject;
import dev.metajit.trace.ResumeData.VirtualReference;
import dev.metajit.trace.Snapshot;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the resume data of one guard: its fail arguments are the variables that the guard's state
 * is made of.
 */
final class ResumeBuilder {
  private final Walk walk;
  private final List<Variable> failArguments = new ArrayList<>();
  private final Map<Value, Source> sources = new HashMap<>();
  private final List<Virtual> virtuals = new ArrayList<>();

  ResumeBuilder(Walk walk) {
    this.walk = walk;
  }

  /** The variables to leave in the frame, each once. Complete after {@link #build}. */
  List<Variable> failArguments() {
    return failArguments;
  }

  /** The state of these frames, as recorded, and the stores that were put off. */
  ResumeData build(Snapshot innermost, List<Cell> pending) {
    List<Frame> frames = new ArrayList<>();
    for (Snapshot frame = innermost; frame != null; frame = frame.caller()) {
      frames.add(new Frame(frame.code(), frame.function(), frame.pc(), sources(frame.values())));
    }
    List<PendingStore> stores = pending.stream().map(this::store).toList();
    return new ResumeData(frames, objects(), stores);
  }

  private List<Source> sources(List<Value> values) {
    List<Source> list = new ArrayList<>(values.size());
    values.forEach(value -> list.add(source(walk.value(value))));
    return list;
  }

  private PendingStore store(Cell cell) {
    Source index = cell.isField() ? null : source(cell.index);
    return new PendingStore(cell.descr, source(cell.base), index, source(cell.value));
  }

  private Source source(Value value) {
    Value current = walk.facts().resolve(value);
    if (current instanceof Constant constant) {
      return new Known(constant);
    }
    return sources.computeIfAbsent(current, key -> newSource((Variable) key));
  }

  private Source newSource(Variable variable) {
    Virtual virtual = walk.facts().virtual(variable);
    if (virtual != null) {
      virtual.requireOwn();
      virtuals.add(virtual);
      return new VirtualReference(virtuals.size() - 1);
    }
    failArguments.add(variable);
    return new FailArgument(failArguments.size() - 1, variable.kind());
  }

  /** The virtual objects; describing one may bring others. */
  private List<VirtualObject> objects() {
    List<VirtualObject> objects = new ArrayList<>();
    for (int i = 0; i < virtuals.size(); i++) {
      Virtual virtual = virtuals.get(i);
      List<Source> parts = new ArrayList<>();
      virtual.parts().forEach(part -> parts.add(part == null ? null : source(part)));
      Descr type = virtual.type();
      int length = virtual.isArray() ? virtual.length() : 0;
      objects.add(new VirtualObject(type, length, virtual.fields(), parts, virtual.completion()));
    }
    return objects;
  }
}
