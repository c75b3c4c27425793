package dev.metajit.metainterp;

import dev.metajit.backend.Frame;
import dev.metajit.codewriter.CallResult;
import dev.metajit.codewriter.Calls;
import dev.metajit.trace.ArrayDescr;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.ClassDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Heap;
import dev.metajit.trace.Kind;
import dev.metajit.trace.ResumeData;
import dev.metajit.trace.Storage;

/** Allocates and fills the virtual objects of a guard, and executes its pending stores. */
final class VirtualObjects {
  private final ResumeData data;
  private final Frame frame;
  private final Object[] objects;

  VirtualObjects(ResumeData data, Frame frame) {
    this.data = data;
    this.frame = frame;
    this.objects = new Object[data.virtuals().size()];
  }

  void build() {
    for (int i = 0; i < objects.length; i++) {
      object(i);
    }
    for (int i = 0; i < objects.length; i++) {
      fill(data.virtuals().get(i), objects[i]);
    }
    for (int i = 0; i < objects.length; i++) {
      CallDescr completion = data.virtuals().get(i).completion();
      if (completion != null) {
        made(completion, Constant.ofRef(objects[i]));
      }
    }
    data.pendingStores().forEach(this::store);
  }

  private Object object(int index) {
    if (objects[index] == null) {
      objects[index] = allocate(data.virtuals().get(index));
    }
    return objects[index];
  }

  private Object allocate(ResumeData.VirtualObject virtual) {
    if (virtual.type() instanceof CallDescr call) {
      return made(call, virtual.values().stream().map(this::value).toArray(Constant[]::new));
    }
    return virtual.type() instanceof ArrayDescr array
        ? Heap.allocateArray(array.component(), virtual.length())
        : Heap.allocate(((ClassDescr) virtual.type()).type());
  }

  /** A box comes from the method that makes it, which may have it in its cache; so do texts. */
  static Object made(CallDescr call, Constant... values) {
    long[] longs = new long[values.length];
    Object[] refs = new Object[values.length];
    int[] operands = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      longs[i] = values[i].bits();
      refs[i] = values[i].ref();
      operands[i] = i;
    }
    CallResult result = new CallResult();
    try {
      Calls.invoke(call, longs, refs, operands, 0, result);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable t) {
      throw new IllegalStateException(call.name(), t);
    }
    return result.ref;
  }

  private void fill(ResumeData.VirtualObject virtual, Object object) {
    if (virtual.type() instanceof ArrayDescr array) {
      for (int i = 0; i < virtual.values().size(); i++) {
        if (virtual.values().get(i) != null) {
          putItem(object, i, array.storage(), value(virtual.values().get(i)));
        }
      }
    } else if (virtual.type() instanceof ClassDescr) {
      for (int i = 0; i < virtual.fields().size(); i++) {
        putField(object, virtual.fields().get(i), value(virtual.values().get(i)));
      }
    }
  }

  private void store(ResumeData.PendingStore store) {
    Object object = value(store.object()).ref();
    Constant value = value(store.value());
    if (store.descr() instanceof ArrayDescr array) {
      putItem(object, value(store.index()).asInt(), array.storage(), value);
    } else {
      putField(object, (FieldDescr) store.descr(), value);
    }
  }

  static void putItem(Object array, int index, Storage storage, Constant value) {
    if (value.kind() == Kind.REF) {
      Heap.putItemRef(array, index, value.ref());
    } else {
      Heap.putItemBits(array, index, storage, value.bits());
    }
  }

  static void putField(Object object, FieldDescr field, Constant value) {
    if (value.kind() == Kind.REF) {
      Heap.putRef(object, field, value.ref());
    } else {
      Heap.putBits(object, field, value.bits());
    }
  }

  /** The value of a source; of a virtual, the object itself. */
  Constant value(ResumeData.Source source) {
    if (source instanceof ResumeData.Known known) {
      return known.constant();
    }
    if (source instanceof ResumeData.FailArgument argument) {
      return argument.kind() == Kind.REF
          ? Constant.ofRef(frame.refs[argument.index()])
          : Constant.ofBits(argument.kind(), frame.longs[argument.index()]);
    }
    return Constant.ofRef(object(((ResumeData.VirtualReference) source).index()));
  }
}
