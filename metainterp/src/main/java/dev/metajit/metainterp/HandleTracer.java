package dev.metajit.metainterp;

import dev.metajit.codewriter.HandleTarget;
import dev.metajit.codewriter.HandleTarget.OfBytes;
import dev.metajit.codewriter.HandleTarget.OfElement;
import dev.metajit.codewriter.HandleTarget.OfField;
import dev.metajit.trace.Constant;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Storage;
import dev.metajit.trace.Value;

/** Records accesses of memory through constant handles as what they are. */
final class HandleTracer {
  private final HeapTracer memory;
  private final ByteViewTracer views;

  HandleTracer(MetaInterp tracer, HeapTracer memory) {
    this.memory = memory;
    this.views = new ByteViewTracer(tracer, memory);
  }

  /**
   * Records and executes an access.
   *
   * @param operands the registers of the object or array, of the index, of the value to be stored
   * @return false if it is none; nothing has been done then
   */
  boolean access(MIFrame frame, HandleTarget target, int[] operands, int to) {
    if (target instanceof OfField access) {
      field(frame, access, operands, to);
    } else if (target instanceof OfElement access) {
      element(frame, access, operands, to);
    } else if (target instanceof OfBytes access) {
      views.access(frame, access, operands, to);
    } else {
      return false;
    }
    return true;
  }

  private void field(MIFrame frame, OfField access, int[] operands, int to) {
    FieldDescr field = access.field();
    if (access.base() == null) {
      memory.checkNonNull(frame, operands[0]);
    }
    boolean isStatic = access.base() != null;
    Object concrete = isStatic ? access.base() : frame.refs[operands[0]];
    Value object = isStatic ? Constant.ofRef(access.base()) : frame.values[operands[0]];
    if (access.isStore()) {
      memory.storeCut(frame, operands[operands.length - 1], object, concrete, field);
    } else {
      memory.load(frame, to, object, concrete, field);
    }
  }

  private void element(MIFrame frame, OfElement access, int[] operands, int to) {
    Storage storage = access.storage();
    if (access.isStore()) {
      memory.arrays().store(frame, storage, operands[0], operands[1], operands[2], false);
    } else {
      memory.arrays().load(frame, storage, to, operands[0], operands[1]);
    }
  }
}
