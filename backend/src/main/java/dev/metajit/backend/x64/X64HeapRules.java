package dev.metajit.backend.x64;

import static dev.metajit.backend.x64.X64Operand.of;

import dev.metajit.backend.regalloc.Assignment;
import dev.metajit.backend.regalloc.Bank;
import dev.metajit.backend.regalloc.Constraint;
import dev.metajit.backend.regalloc.Node;
import dev.metajit.backend.regalloc.Register;
import dev.metajit.backend.x64.X64Lowering.Rule;
import dev.metajit.backend.x64.X64Operand.Label;
import dev.metajit.trace.ArrayDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Heap;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Storage;
import dev.metajit.trace.Value;
import java.lang.ref.Reference;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Loads, stores of primitives, array lengths and classes. Objects do not move while this code runs.
 */
final class X64HeapRules {
  private static final List<Op> LOADS =
      List.of(
          Op.GETFIELD_INT,
          Op.GETFIELD_LONG,
          Op.GETFIELD_FLOAT,
          Op.GETFIELD_DOUBLE,
          Op.GETFIELD_REF,
          Op.GETARRAYITEM_INT,
          Op.GETARRAYITEM_LONG,
          Op.GETARRAYITEM_FLOAT,
          Op.GETARRAYITEM_DOUBLE,
          Op.GETARRAYITEM_REF,
          Op.GETBYTES_INT,
          Op.GETBYTES_LONG);
  private static final List<Op> STORES =
      List.of(
          Op.SETFIELD_INT,
          Op.SETFIELD_LONG,
          Op.SETFIELD_FLOAT,
          Op.SETFIELD_DOUBLE,
          Op.SETARRAYITEM_INT,
          Op.SETARRAYITEM_LONG,
          Op.SETARRAYITEM_FLOAT,
          Op.SETARRAYITEM_DOUBLE,
          Op.SETBYTES_INT,
          Op.SETBYTES_LONG);
  private static final List<Op> OTHERS =
      List.of(Op.ARRAY_LENGTH, Op.GUARD_CLASS, Op.GUARD_NONNULL_CLASS, Op.INSTANCE_OF);

  private static final Set<Op> OPS =
      Collections.unmodifiableSet(
          EnumSet.copyOf(Stream.of(LOADS, STORES, OTHERS).flatMap(List::stream).toList()));

  /** An object and an offset in it, as operands of a node: use 0, use 1 for a variable index. */
  private record Place(boolean indexed, int scale, int offset) {
    X64Operand.Memory operand(Assignment at) {
      Register object = (Register) at.uses()[0];
      Register index = indexed ? (Register) at.uses()[1] : null;
      return new X64Operand.Memory(object, index, scale, offset);
    }

    /** The number of uses before the value's. */
    int uses() {
      return indexed ? 2 : 1;
    }
  }

  private X64HeapRules() {}

  /** The operations that need heap access. */
  static Set<Op> ops() {
    return OPS;
  }

  static void addTo(X64Rules rules, X64HeapAccess heap) {
    LOADS.forEach(op -> rules.add(op, load(heap)));
    STORES.forEach(op -> rules.add(op, X64HeapRules::store));
    rules.add(Op.ARRAY_LENGTH, (lowering, operation) -> arrayLength(lowering, operation, heap));
    if (heap.classWord() != null) {
      X64ClassWord word = heap.classWord();
      rules.add(Op.GUARD_CLASS, guardClass(word, false));
      rules.add(Op.GUARD_NONNULL_CLASS, guardClass(word, true));
      rules.add(Op.INSTANCE_OF, (lowering, operation) -> instanceOf(lowering, operation, word));
    } else {
      String reason = "how objects name their class is unknown";
      OTHERS.stream().filter(op -> op != Op.ARRAY_LENGTH).forEach(op -> rules.lacks(op, reason));
    }
  }

  /** Why this operation cannot be done although others of its kind can, or null. */
  static String unsupportedOperand(Operation operation) {
    if (operation.op() == Op.INSTANCE_OF && !X64ClassWord.isExact(operation.classDescr().type())) {
      return "instance_of: " + operation.classDescr().text() + " may have subclasses";
    }
    boolean referent =
        operation.op() == Op.GETFIELD_REF && operation.field().owner() == Reference.class;
    return referent ? "getfield_ref: the referent of a Reference" : null;
  }

  /** Makes the operands of a load or store operands of the node. */
  private static Place place(X64Lowering lowering, Operation operation, Node node) {
    node.use(lowering.address(operation.argument(0)), Constraint.REGISTER);
    if (operation.op().isOfBytes()) {
      node.use(lowering.number(operation.argument(1)), Constraint.REGISTER);
      return new Place(true, 1, 0);
    }
    if (!(operation.descr() instanceof ArrayDescr array)) {
      return new Place(false, 1, Math.toIntExact(operation.field().offset()));
    }
    int base = Heap.arrayBase(array.arrayClass());
    int scale = Heap.arrayScale(array.arrayClass());
    Constant index = lowering.constant(operation.argument(1));
    long offset = index == null ? -1 : base + index.bits() * scale;
    if (offset >= 0 && offset == (int) offset) {
      return new Place(false, 1, (int) offset);
    }
    node.use(lowering.number(operation.argument(1)), Constraint.REGISTER);
    return new Place(true, scale, base);
  }

  private static Storage storage(Operation operation) {
    return operation.descr() instanceof ArrayDescr array
        ? array.storage()
        : operation.field().storage();
  }

  private static Rule load(X64HeapAccess heap) {
    return (lowering, operation) -> {
      Storage storage = storage(operation);
      Node node = new Node();
      Place place = place(lowering, operation, node);
      if (storage == Storage.REF) {
        X64Pool pool = lowering.pool();
        node.result(lowering.addressResult(operation));
        lowering.add(node, (code, at) -> heap.load(code, at.result(), place.operand(at), pool));
      } else {
        node.result(lowering.result(operation));
        X64Row row = loadRow(storage);
        boolean wide = storage == Storage.LONG;
        lowering.add(node, (code, at) -> code.emit(row, wide, at.result(), place.operand(at)));
      }
    };
  }

  private static X64Row loadRow(Storage storage) {
    return switch (storage) {
      case BOOLEAN, BYTE -> X64Row.MOVSX_8;
      case SHORT -> X64Row.MOVSX_16;
      case CHAR -> X64Row.MOVZX_16;
      case FLOAT -> X64Row.MOVSS;
      case DOUBLE -> X64Row.MOVSD;
      default -> X64Row.MOV;
    };
  }

  private static void store(X64Lowering lowering, Operation operation) {
    Storage storage = storage(operation);
    Value value = operation.argument(operation.arguments().size() - 1);
    Constant constant = lowering.constant(value);
    boolean whole = storage == Storage.INT || storage == Storage.LONG;
    boolean isVolatile =
        !(operation.descr() instanceof ArrayDescr) && operation.field().isVolatile();
    if (whole && constant != null && constant.bits() == (int) constant.bits()) {
      Node node = new Node();
      Place place = place(lowering, operation, node);
      boolean wide = storage == Storage.LONG;
      int bits = (int) constant.bits();
      lowering.add(
          node,
          (code, at) -> {
            code.emit(X64Row.MOV_TO_IMM32, wide, place.operand(at), bits);
            fence(code, isVolatile);
          });
    } else {
      storeRegister(lowering, operation, lowering.number(value), storage, isVolatile);
    }
  }

  private static void storeRegister(
      X64Lowering lowering, Operation operation, int value, Storage storage, boolean isVolatile) {
    Node node = new Node();
    Place place = place(lowering, operation, node);
    node.use(value, Constraint.REGISTER);
    boolean masked = storage == Storage.BOOLEAN;
    if (masked) {
      node.temporary(Bank.GENERAL);
    }
    X64Row row = storeRow(storage);
    lowering.add(
        node,
        (code, at) -> {
          Register from = (Register) at.uses()[place.uses()];
          if (masked) {
            code.emit(X64Row.MOV, false, at.temporaries()[0], from);
            from = at.temporaries()[0];
            code.emit(X64Row.AND_IMM8, false, of(from), 1);
          }
          code.emit(row, storage == Storage.LONG, from, place.operand(at));
          fence(code, isVolatile);
        });
  }

  private static X64Row storeRow(Storage storage) {
    return switch (storage) {
      case BOOLEAN, BYTE -> X64Row.MOV_TO_8;
      case SHORT, CHAR -> X64Row.MOV_TO_16;
      case FLOAT -> X64Row.MOVSS_TO;
      case DOUBLE -> X64Row.MOVSD_TO;
      default -> X64Row.MOV_TO;
    };
  }

  /** A volatile store is seen before any later load is made. */
  private static void fence(X64Encoder code, boolean isVolatile) {
    if (isVolatile) {
      code.emit(X64Row.LOCK_ADD_IMM8, false, X64Operand.at(X64Registers.RSP, 0), 0);
    }
  }

  private static void arrayLength(X64Lowering lowering, Operation operation, X64HeapAccess heap) {
    int address = lowering.address(operation.argument(0));
    Node node = new Node().use(address, Constraint.REGISTER);
    node.result(lowering.result(operation));
    lowering.add(
        node,
        (code, at) -> {
          Register array = (Register) at.uses()[0];
          X64Operand length = X64Operand.at(array, heap.arrayLength());
          code.emit(X64Row.MOV, false, at.result(), length);
        });
  }

  private static Rule guardClass(X64ClassWord word, boolean mayBeNull) {
    return (lowering, operation) -> {
      Node node = new Node();
      node.use(lowering.address(operation.argument(0)), Constraint.REGISTER);
      X64Lowering.Emitter compare = compareClass(lowering, operation, node, word);
      Label exit = lowering.exit(operation, node);
      lowering.add(
          node,
          (code, at) -> {
            if (mayBeNull) {
              Register object = (Register) at.uses()[0];
              code.emit(X64Row.TEST, true, object, object);
              code.jump(X64Condition.EQUAL, exit);
            }
            compare.emit(code, at);
            code.jump(X64Condition.NOT_EQUAL, exit);
          });
    };
  }

  /** Compares the class of the object in use 0. */
  private static X64Lowering.Emitter compareClass(
      X64Lowering lowering, Operation operation, Node node, X64ClassWord word) {
    long expected = word.of(operation.classDescr().type());
    if (word.bytes() == Long.BYTES) {
      node.temporary(Bank.GENERAL);
      X64Operand constant = lowering.pool().word(expected);
      return (code, at) -> {
        X64Operand there = X64Operand.at((Register) at.uses()[0], word.offset());
        code.emit(X64Row.MOV, true, at.temporaries()[0], there);
        code.emit(X64Row.CMP, true, at.temporaries()[0], constant);
      };
    }
    if (word.unused() == 0) {
      return (code, at) -> {
        X64Operand there = X64Operand.at((Register) at.uses()[0], word.offset());
        code.emit(X64Row.CMP_IMM32, false, there, (int) expected);
      };
    }
    node.temporary(Bank.GENERAL);
    return (code, at) -> {
      X64Operand there = X64Operand.at((Register) at.uses()[0], word.offset());
      X64Operand temporary = of(at.temporaries()[0]);
      code.emit(X64Row.MOV, false, at.temporaries()[0], there);
      code.emit(X64Row.SHR_IMM8, false, temporary, word.unused());
      code.emit(X64Row.CMP_IMM32, false, temporary, (int) expected);
    };
  }

  private static void instanceOf(X64Lowering lowering, Operation operation, X64ClassWord word) {
    int address = lowering.address(operation.argument(0));
    Node node = new Node().useLate(address, Constraint.REGISTER);
    X64Lowering.Emitter compare = compareClass(lowering, operation, node, word);
    node.result(lowering.result(operation));
    lowering.add(
        node,
        (code, at) -> {
          Label isNull = new Label("null" + code.position());
          Register object = (Register) at.uses()[0];
          code.emit(X64Row.XOR, false, at.result(), at.result());
          code.emit(X64Row.TEST, true, object, object);
          code.jumpShort(X64Condition.EQUAL, isNull);
          compare.emit(code, at);
          code.set(X64Condition.EQUAL, at.result());
          code.bind(isNull);
        });
  }
}
