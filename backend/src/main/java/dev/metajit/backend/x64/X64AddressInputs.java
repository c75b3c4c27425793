package dev.metajit.backend.x64;

import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which reference inputs of a loop are wanted as addresses at its top. An input that the loop hands
 * on to itself unchanged is there twice: as it came (for exits, from memory, for free) and as an
 * address (a hidden input); one that changes from round to round is there as an address only.
 */
final class X64AddressInputs {
  /** Nothing is wanted as an address. */
  static final X64AddressInputs NONE = new X64AddressInputs();

  private final BitSet addressOnly = new BitSet();
  private final List<Integer> hidden = new ArrayList<>();

  private X64AddressInputs() {}

  X64AddressInputs(Trace trace) {
    BitSet wanted = wanted(trace);
    Operation last = trace.last();
    boolean self = last.op() == Op.JUMP && last.target() == trace.token();
    for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
      if (self && last.argument(i) != trace.inputs().get(i)) {
        addressOnly.set(i);
      } else {
        hidden.add(i);
      }
    }
  }

  /** True if the input is an address at the top. */
  boolean isAddressOnly(int input) {
    return addressOnly.get(input);
  }

  /** The inputs that are there a second time, as addresses, in the order of the hidden inputs. */
  List<Integer> hidden() {
    return hidden;
  }

  private static BitSet wanted(Trace trace) {
    Map<Value, Integer> inputOf = new HashMap<>();
    for (int i = 0; i < trace.inputs().size(); i++) {
      inputOf.put(trace.inputs().get(i), i);
    }
    BitSet wanted = new BitSet();
    for (Operation operation : trace.operations()) {
      if (operation.op() == Op.SAME_AS_REF && inputOf.containsKey(operation.argument(0))) {
        inputOf.put(operation.result(), inputOf.get(operation.argument(0)));
      }
      for (Value value : operation.arguments()) {
        if (inputOf.containsKey(value) && wantsAddress(operation, value)) {
          wanted.set(inputOf.get(value));
        }
      }
    }
    handOn(trace, inputOf, wanted);
    return wanted;
  }

  /** What the loop puts where an address is wanted is wanted as an address too. */
  private static void handOn(Trace trace, Map<Value, Integer> inputOf, BitSet wanted) {
    Operation last = trace.last();
    if (last.op() != Op.JUMP || last.target() != trace.token()) {
      return;
    }
    int before;
    do {
      before = wanted.cardinality();
      for (int i = 0; i < trace.inputs().size(); i++) {
        if (wanted.get(i) && inputOf.containsKey(last.argument(i))) {
          wanted.set(inputOf.get(last.argument(i)));
        }
      }
    } while (wanted.cardinality() > before);
  }

  private static boolean wantsAddress(Operation operation, Value value) {
    if (!(value instanceof Variable) || value.kind() != Kind.REF) {
      return false;
    }
    Op op = operation.op();
    boolean compares = op == Op.REF_EQ || op == Op.REF_NE || op == Op.GUARD_VALUE;
    return X64HeapRules.ops().contains(op) || compares && X64Support.comparesReferences(operation);
  }
}
