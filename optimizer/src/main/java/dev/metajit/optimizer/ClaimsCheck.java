package dev.metajit.optimizer;

import dev.metajit.optimizer.Knowledge.Again;
import dev.metajit.optimizer.Knowledge.KnownResult;
import dev.metajit.optimizer.Knowledge.Place;
import dev.metajit.trace.ArrayDescr;
import dev.metajit.trace.ClassDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Evaluator;
import dev.metajit.trace.Exit;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Heap;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Storage;
import dev.metajit.trace.Value;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Looks whether what a trace counted on at an exit is true, for {@code jit.verify}: each value's
 * range, bits, class and being null or not; what memory holds, read from memory itself; which
 * objects are one and which are two; what pure operations give, computed anew. It has to be asked
 * after the exit's pending stores, and before anything else is done.
 */
public final class ClaimsCheck {
  private final List<Value> failArguments;
  private final IntFunction<Constant> left;
  private final List<Constant> hadAgain = new ArrayList<>();
  private final List<String> differences = new ArrayList<>();

  private ClaimsCheck(List<Value> failArguments, Knowledge knowledge, IntFunction<Constant> left) {
    this.failArguments = failArguments.subList(0, knowledge.failArguments());
    this.left = left;
  }

  /**
   * What is not as the trace counted on, each in words; empty if all is well or nothing is claimed.
   *
   * @param exit the exit of a guard, from an optimizer whose settings make it claim something
   * @param left the values of the fail arguments, by their numbers
   */
  public static List<String> differences(Exit exit, IntFunction<Constant> left) {
    if (!(exit.claims() instanceof Claims claims)) {
      return List.of();
    }
    ClaimsCheck check = new ClaimsCheck(exit.failArguments(), claims.knowledge(), left);
    if (!check.readAgain(claims.knowledge().again())) {
      return check.differences;
    }
    check.facts(claims.knowledge());
    claims.knowledge().cells().forEach(place -> check.place(place, "holds"));
    claims.stored().forEach(place -> check.place(place, "should have been set: it holds"));
    claims.knowledge().results().forEach(check::result);
    claims.results().forEach(check::result);
    return check.differences;
  }

  /** False if one of these cannot be had: nothing that builds on it can be looked at then. */
  private boolean readAgain(List<Again> again) {
    for (Again load : again) {
      Constant value =
          load.op().isLoad() ? loaded(load) : length(value(load.operands().get(0)).ref());
      if (value == null) {
        return false;
      }
      hadAgain.add(value);
    }
    return true;
  }

  private Constant loaded(Again load) {
    Place.Part index = load.operands().size() > 1 ? load.operands().get(1) : null;
    Place place = new Place(load.descr(), load.operands().get(0), index, null, false);
    Object base = value(place.base()).ref();
    if (!exists(place, base)) {
      differ(text(place) + " of " + show(value(place.base())) + " does not exist");
      return null;
    }
    return content(place, base);
  }

  private String text(Place place) {
    return place.descr().text() + (place.index() == null ? "" : "[" + show(place.index()) + "]");
  }

  private void facts(Knowledge knowledge) {
    for (int i = 0; i < knowledge.facts().size(); i++) {
      Object fact = knowledge.facts().get(i);
      if (fact instanceof Bounds bounds) {
        range(i, bounds);
      } else if (fact instanceof RefFacts facts) {
        reference(i, facts);
      }
    }
    if (knowledge.same().size() == 2) {
      identity(knowledge.same(), true);
    }
    knowledge.distinct().forEach(pair -> identity(pair, false));
    FailedCondition failed = knowledge.failed();
    Constant answer = failed == null ? null : computed(failed.question());
    if (answer != null && answer.asInt() != 0 != failed.truth()) {
      differ("the guard's condition is " + answer.asInt() + ", as if it had not failed");
    }
  }

  /** What the term gives; null if it cannot be computed here. */
  private Constant computed(FailedCondition.Term term) {
    if (term instanceof FailedCondition.Leaf leaf) {
      return value(leaf.part());
    }
    FailedCondition.Node node = (FailedCondition.Node) term;
    List<Place.Part> operands = new ArrayList<>();
    for (FailedCondition.Term operand : node.operands()) {
      Constant value = computed(operand);
      if (value == null) {
        return null;
      }
      operands.add(new Place.Part(-1, value));
    }
    return computed(new KnownResult(node.op(), node.descr(), operands, null));
  }

  private void range(int number, Bounds bounds) {
    long value = bits(value(number));
    if (!bounds.contains(value)) {
      differ(name(number) + " is " + value + ", not in " + bounds);
    }
  }

  private void reference(int number, RefFacts facts) {
    Object value = value(number).ref();
    boolean isWrong =
        value == null
            ? facts.nonNull()
            : facts.exactClass() != null && facts.exactClass() != value.getClass();
    if (isWrong) {
      differ(
          name(number)
              + (value == null ? " is null" : " is a " + value.getClass().getName())
              + ", not "
              + (facts.exactClass() == null ? "an object" : "a " + facts.exactClass().getName()));
    }
  }

  private void identity(List<Place.Part> pair, boolean same) {
    boolean areSame = value(pair.get(0)).equals(value(pair.get(1)));
    if (areSame != same) {
      differ(name(pair.get(0)) + (areSame ? " is the same as " : " is not ") + name(pair.get(1)));
    }
  }

  private void place(Place place, String holds) {
    Object base = value(place.base()).ref();
    if (!exists(place, base)) {
      differ(text(place) + " of " + show(value(place.base())) + " does not exist");
      return;
    }
    Constant content = content(place, base);
    Constant expected = value(place.value());
    if (!areEqual(content, expected)) {
      differ(text(place) + " " + holds + " " + show(content) + ", not " + show(expected));
    }
  }

  /** False if memory cannot even be looked at. */
  private boolean exists(Place place, Object base) {
    if (base == null) {
      return false;
    }
    if (place.descr() instanceof FieldDescr field) {
      return field.isStatic() || field.owner().isInstance(base);
    }
    Class<?> component = base.getClass().getComponentType();
    int index = value(place.index()).asInt();
    return component != null
        && Aliases.canonical(Storage.of(component))
            == Aliases.canonical(((ArrayDescr) place.descr()).storage())
        && index >= 0
        && index < Array.getLength(base);
  }

  private Constant content(Place place, Object base) {
    if (place.descr() instanceof FieldDescr field) {
      return field.kind() == Kind.REF
          ? Constant.ofRef(Heap.getRef(base, field))
          : Constant.ofBits(field.kind(), Heap.getBits(base, field));
    }
    ArrayDescr array = (ArrayDescr) place.descr();
    int index = value(place.index()).asInt();
    return array.kind() == Kind.REF
        ? Constant.ofRef(Heap.getItemRef(base, index))
        : Constant.ofBits(array.kind(), Heap.getItemBits(base, index, array.storage()));
  }

  private void result(KnownResult claim) {
    Constant computed = computed(claim);
    Constant claimed = value(claim.result());
    if (computed != null && !areEqual(computed, claimed)) {
      List<String> operands = new ArrayList<>();
      claim.operands().forEach(operand -> operands.add(show(operand)));
      differ(claim.op().text() + operands + " is " + show(computed) + ", not " + show(claimed));
    }
  }

  /** The result of a pure operation; null if it cannot be computed here. */
  private Constant computed(KnownResult claim) {
    Op op = claim.op();
    Constant one = value(claim.operands().get(0));
    Constant other = claim.operands().size() > 1 ? value(claim.operands().get(1)) : one;
    if (op.isPrimitive()) {
      boolean isUndefined = op.isIntegerDivision() && other.bits() == 0;
      return isUndefined
          ? null
          : Constant.ofBits(op.result(), Evaluator.evaluate(op, bits(one), bits(other)));
    }
    return switch (op) {
      case REF_EQ -> Constant.ofBoolean(one.ref() == other.ref());
      case REF_NE -> Constant.ofBoolean(one.ref() != other.ref());
      case INSTANCE_OF ->
          Constant.ofBoolean(((ClassDescr) claim.descr()).type().isInstance(one.ref()));
      case ARRAY_LENGTH -> length(one.ref());
      case GET_CLASS -> one.isNull() ? null : Constant.ofRef(one.ref().getClass());
      default -> null;
    };
  }

  /** What is no array has no length, not even a wrong one. */
  private static Constant length(Object array) {
    return Constant.ofInt(
        array == null || !array.getClass().isArray() ? -1 : Array.getLength(array));
  }

  /** Of an int, the upper half of the frame's slot may be anything. */
  private static long bits(Constant value) {
    return value.kind() == Kind.INT || value.kind() == Kind.FLOAT ? value.asInt() : value.bits();
  }

  private static boolean areEqual(Constant one, Constant other) {
    return switch (one.kind()) {
      case REF -> one.ref() == other.ref();
      case FLOAT -> Float.compare(one.asFloat(), other.asFloat()) == 0;
      case DOUBLE -> Double.compare(one.asDouble(), other.asDouble()) == 0;
      default -> bits(one) == bits(other);
    };
  }

  private Constant value(Place.Part part) {
    return part.constant() != null ? part.constant() : value(part.number());
  }

  private Constant value(int number) {
    int again = number - failArguments.size();
    return again < 0 ? left.apply(number) : hadAgain.get(again);
  }

  private String name(int number) {
    int again = number - failArguments.size();
    return again < 0
        ? failArguments.get(number).toString()
        : "what was read again, number " + again;
  }

  private String name(Place.Part part) {
    return part.constant() != null ? show(part.constant()) : name(part.number());
  }

  private String show(Place.Part part) {
    return show(value(part));
  }

  /** A value in words that call no method of the program's. */
  private static String show(Constant value) {
    return switch (value.kind()) {
      case REF ->
          value.isNull()
              ? "null"
              : value.ref().getClass().getName()
                  + "@"
                  + Integer.toHexString(System.identityHashCode(value.ref()));
      case FLOAT -> Float.toString(value.asFloat());
      case DOUBLE -> Double.toString(value.asDouble());
      default -> Long.toString(bits(value));
    };
  }

  private void differ(String text) {
    if (!differences.contains(text)) {
      differences.add(text);
    }
  }
}
