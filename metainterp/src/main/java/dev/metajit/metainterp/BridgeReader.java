package dev.metajit.metainterp;

import dev.metajit.backend.Frame;
import dev.metajit.codewriter.JitCode;
import dev.metajit.optimizer.Texts;
import dev.metajit.trace.ArrayDescr;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.ClassDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Exit;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.ResumeData;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * Rebuilds the interpreter's frames from what a failing guard left behind, for the tracer: for
 * real, and as operations at the start of the bridge (RPython's box reader in {@code resume.py}).
 */
public final class BridgeReader implements BridgeStart {
  private final Exit exit;
  private final ResumeData data;
  private final Frame frame;
  private final boolean exceptionGuard;
  private final VirtualObjects objects;
  private final List<Variable> inputs = new ArrayList<>();
  private final Value[] virtuals;
  private Recorder recorder;
  private HeapCache heap;

  /**
   * @param exit the guard's exit
   * @param frame what compiled code left
   * @param exceptionGuard true if the guard is one on the exception, so that the bridge has one
   *     more input
   */
  public BridgeReader(Exit exit, Frame frame, boolean exceptionGuard) {
    this.exit = exit;
    this.data = exit.resumeData();
    this.frame = frame;
    this.exceptionGuard = exceptionGuard;
    this.objects = new VirtualObjects(data, frame);
    this.virtuals = new Value[data.virtuals().size()];
  }

  @Override
  public Start start(Recorder newRecorder, HeapCache newHeap) {
    recorder = newRecorder;
    heap = newHeap;
    for (Value value : exit.failArguments()) {
      Variable input = recorder.newVariable(value.kind());
      recorder.see(input, frame.refs[inputs.size()]);
      inputs.add(input);
    }
    Variable exception = exceptionGuard ? recorder.newVariable(Kind.REF) : null;
    if (exception != null) {
      inputs.add(exception);
    }
    objects.build();
    recordObjects();
    data.pendingStores().forEach(this::recordStore);
    return frames(exception);
  }

  @Override
  public Resume.Rebuilt rebuilt() {
    return Resume.rebuild(data, frame);
  }

  private Start frames(Variable exception) {
    MIFrame built = null;
    Value extra = null;
    Throwable thrown = frame.exception;
    for (int i = data.frames().size() - 1; i >= 0; i--) {
      ResumeData.Frame source = data.frames().get(i);
      built = new MIFrame((JitCode) source.code(), built, recorder);
      built.position = source.pc();
      built.entryKey = (GreenKey) source.function();
      int[] registers = Resume.registers(source, i == 0);
      for (int r = 0; r < registers.length; r++) {
        Constant concrete = objects.value(source.values().get(r));
        built.set(registers[r], value(source.values().get(r)), concrete.bits(), concrete.ref());
      }
      if (source.values().size() > registers.length) {
        extra = value(source.values().get(registers.length));
        thrown = (Throwable) objects.value(source.values().get(registers.length)).ref();
      }
    }
    return new Start(built, inputs, extra != null ? extra : exception, thrown);
  }

  private void recordObjects() {
    for (int i = 0; i < virtuals.length; i++) {
      virtual(i);
    }
    for (int i = 0; i < virtuals.length; i++) {
      recordParts(data.virtuals().get(i), virtuals[i]);
    }
    for (int i = 0; i < virtuals.length; i++) {
      CallDescr completion = data.virtuals().get(i).completion();
      if (completion != null) {
        recorder.record(Op.CALL_REF, completion, virtuals[i]);
      }
    }
  }

  private Value virtual(int index) {
    if (virtuals[index] == null) {
      virtuals[index] = recordAllocation(data.virtuals().get(index));
    }
    return virtuals[index];
  }

  private Value recordAllocation(ResumeData.VirtualObject virtual) {
    if (virtual.type() instanceof CallDescr call) {
      Value[] values = virtual.values().stream().map(this::value).toArray(Value[]::new);
      Value made = recorder.record(Op.CALL_PURE_REF, call, values);
      if (Texts.isMaking(call)) {
        heap.learnText(made, Integer.MAX_VALUE);
      }
      return made;
    }
    if (virtual.type() instanceof ArrayDescr array) {
      Value length = Constant.ofInt(virtual.length());
      Value value = recorder.record(Op.NEW_ARRAY, array, length);
      heap.learnFresh(value, array.arrayClass());
      heap.learnLength(value, length);
      return value;
    }
    Value value = recorder.record(Op.NEW, virtual.type());
    heap.learnFresh(value, ((ClassDescr) virtual.type()).type());
    return value;
  }

  private void recordParts(ResumeData.VirtualObject virtual, Value object) {
    if (virtual.type() instanceof ArrayDescr array) {
      for (int i = 0; i < virtual.values().size(); i++) {
        if (virtual.values().get(i) != null) {
          recordItem(array, object, Constant.ofInt(i), value(virtual.values().get(i)));
        }
      }
    } else if (virtual.type() instanceof ClassDescr) {
      for (int i = 0; i < virtual.fields().size(); i++) {
        recordField(virtual.fields().get(i), object, value(virtual.values().get(i)));
      }
    }
  }

  private void recordStore(ResumeData.PendingStore store) {
    Value object = value(store.object());
    Value value = value(store.value());
    if (store.descr() instanceof ArrayDescr array) {
      recordItem(array, object, value(store.index()), value);
    } else {
      recordField((FieldDescr) store.descr(), object, value);
    }
  }

  private void recordItem(ArrayDescr array, Value object, Value index, Value value) {
    recorder.record(Op.family("setarrayitem", array.kind()), array, object, index, value);
    heap.escape(value);
    heap.writeItem(object, index, array.storage());
    if (HeapTracer.isKeptWhole(array.storage(), value)) {
      heap.learnItem(object, index, array.storage(), HeapTracer.narrowed(array.storage(), value));
    }
  }

  private void recordField(FieldDescr field, Value object, Value value) {
    recorder.record(Op.family("setfield", field.kind()), field, object, value);
    heap.escape(value);
    heap.writeField(object, field);
    if (HeapTracer.isKeptWhole(field.storage(), value)) {
      heap.learnField(object, field, HeapTracer.narrowed(field.storage(), value));
    }
  }

  private Value value(ResumeData.Source source) {
    if (source instanceof ResumeData.Known known) {
      return known.constant();
    }
    if (source instanceof ResumeData.FailArgument argument) {
      return inputs.get(argument.index());
    }
    return virtual(((ResumeData.VirtualReference) source).index());
  }
}
