package dev.metajit.metainterp;

import dev.metajit.codewriter.HandleTarget.OfBytes;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Evaluator;
import dev.metajit.trace.Heap;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Storage;
import dev.metajit.trace.Value;

/**
 * Records accesses of a {@code byte[]} as of an array of wider values, at any index, in either byte
 * order: {@code MethodHandles.byteArrayViewVarHandle}.
 */
final class ByteViewTracer {
  private final MetaInterp tracer;
  private final HeapTracer memory;

  /** A value that is on its way from or to memory, with what it is at present. */
  private record Seen(Value value, long bits) {}

  ByteViewTracer(MetaInterp tracer, HeapTracer memory) {
    this.tracer = tracer;
    this.memory = memory;
  }

  void access(MIFrame frame, OfBytes access, int[] operands, int to) {
    memory.checkNonNull(frame, operands[0]);
    memory.guardClass(frame, operands[0]);
    int index = (int) frame.longs[operands[1]];
    Storage raw = raw(access.storage());
    Value offset = offset(frame, operands[0], operands[1], raw.bytes());
    long place = Heap.arrayBase(byte[].class) + (long) index;
    Object array = frame.refs[operands[0]];
    Value object = frame.values[operands[0]];
    if (access.isStore()) {
      int from = operands[2];
      Seen value = toRaw(access, new Seen(frame.values[from], frame.longs[from]));
      memory.arrays().putBytes(object, offset, raw, value.value());
      Heap.putBytes(array, place, raw, value.bits());
    } else {
      Value loaded = memory.arrays().getBytes(object, offset, raw);
      Seen value = fromRaw(access, new Seen(loaded, Heap.getBytes(array, place, raw)));
      frame.setBits(to, value.value(), value.bits());
    }
  }

  /** Floats and doubles stand in memory as their bits. */
  private static Storage raw(Storage storage) {
    return switch (storage) {
      case FLOAT -> Storage.INT;
      case DOUBLE -> Storage.LONG;
      default -> storage;
    };
  }

  /** The offset of the bytes from the start of the array, all of which are in it. */
  private Value offset(MIFrame frame, int array, int position, int bytes) {
    int index = (int) frame.longs[position];
    Value length = memory.arrays().lengthOf(frame, array);
    int size = memory.arrays().concreteLength(frame, array);
    if (index < 0 || index > size - bytes) {
      throw tracer.exceptionByCheck("index out of bounds");
    }
    Value first = frame.values[position];
    guard(Op.INT_GE, length, Constant.ofInt(bytes));
    Seen places = apply(Op.INT_ADD, new Seen(length, size), 1 - bytes);
    guard(Op.UINT_LT, first, places.value());
    Seen wide = apply(Op.INT_TO_LONG, new Seen(first, index), 0);
    Constant base = Constant.ofLong(Heap.arrayBase(byte[].class));
    return tracer.recordPrimitive(Op.LONG_ADD, wide.bits() + base.bits(), wide.value(), base);
  }

  private void guard(Op comparison, Value left, Value right) {
    Value holds = tracer.recordPrimitive(comparison, 1, left, right);
    if (!holds.isConstant()) {
      tracer.guard(Op.GUARD_TRUE, null, holds);
    }
  }

  private Seen toRaw(OfBytes access, Seen value) {
    Seen bits =
        switch (access.storage()) {
          case FLOAT -> apply(Op.FLOAT_TO_RAW_BITS, value, 0);
          case DOUBLE -> apply(Op.DOUBLE_TO_RAW_BITS, value, 0);
          default -> value;
        };
    return access.isSwapped() ? swapped(access.storage(), bits) : bits;
  }

  private Seen fromRaw(OfBytes access, Seen value) {
    Seen bits = access.isSwapped() ? swapped(access.storage(), value) : value;
    return switch (access.storage()) {
      case FLOAT -> apply(Op.BITS_TO_FLOAT, bits, 0);
      case DOUBLE -> apply(Op.BITS_TO_DOUBLE, bits, 0);
      default -> bits;
    };
  }

  private Seen swapped(Storage storage, Seen value) {
    if (value.value().kind() == Kind.LONG) {
      return apply(Op.LONG_REVERSE_BYTES, value, 0);
    }
    Seen reversed = apply(Op.INT_REVERSE_BYTES, value, 0);
    return switch (storage) {
      case SHORT -> apply(Op.INT_SHR, reversed, Short.SIZE);
      case CHAR -> apply(Op.INT_USHR, reversed, Character.SIZE);
      default -> reversed;
    };
  }

  /** An operation on a value and, unless it is unary, a constant. */
  private Seen apply(Op op, Seen value, int constant) {
    long result = Evaluator.evaluate(op, value.bits(), constant);
    Value recorded =
        op.operands().size() == 1
            ? tracer.recordPrimitive(op, result, value.value())
            : tracer.recordPrimitive(op, result, value.value(), Constant.ofInt(constant));
    return new Seen(recorded, result);
  }
}
