package dev.metajit.optimizer;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Storage;
import dev.metajit.trace.TextRecipe;
import dev.metajit.trace.Value;
import java.util.List;

/**
 * Answers what is asked of a text that was not made, from the pieces that it would be made of: its
 * length, a character, whether it equals another. The length of any other string is read from its
 * fields.
 */
final class TextQuestions {
  private static final Bounds LENGTHS = Bounds.range(0, Integer.MAX_VALUE);
  private static final Bounds INT_DIGITS = Bounds.range(1, 11);
  private static final Bounds LONG_DIGITS = Bounds.range(1, 20);
  private static final Constant ZERO = Constant.ofInt(0);

  private final Walk walk;
  private final Facts facts;

  TextQuestions(Walk walk) {
    this.walk = walk;
    this.facts = walk.facts();
  }

  /** What the call gives, or null if it has to be called. */
  Value answer(Operation operation) {
    CallDescr call = operation.call();
    if (call == Texts.LENGTH) {
      return length(operation.argument(0));
    }
    if (call == Texts.CHAR_AT) {
      return charAt(operation.argument(0), operation.argument(1));
    }
    if (!call.effect().isElidable()) {
      return null;
    }
    return switch (call.name()) {
      case "java.lang.String.equals" -> equal(operation.argument(0), operation.argument(1));
      case "java.lang.String.hashCode" -> hash(operation.argument(0));
      default -> null;
    };
  }

  private static boolean isMade(Virtual virtual) {
    return virtual != null && virtual.type() instanceof CallDescr call && Texts.isMaking(call);
  }

  /** The length of a string that is not null; one that has to be made for it is made. */
  private Value length(Value text) {
    Value known = knownLength(text);
    if (known == null) {
      walk.virtuals().force(text);
      known = read(text);
    }
    return within(LENGTHS, known);
  }

  private Value within(Bounds bounds, Value value) {
    facts.narrow(value, bounds);
    return facts.resolve(value);
  }

  /** The length, or null if the text has to be made for it. */
  private Value knownLength(Value text) {
    Virtual virtual = facts.virtual(text);
    if (isMade(virtual)) {
      if (virtual.textLength() == null) {
        virtual.setTextLength(ofPieces(virtual));
      }
      return virtual.textLength();
    }
    if (virtual != null) {
      return null;
    }
    return facts.resolve(text) instanceof Constant constant
            && constant.ref() instanceof String string
        ? Constant.ofInt(string.length())
        : read(text);
  }

  private Value read(Value text) {
    Value array = walk.compute(Op.GETFIELD_REF, Texts.VALUE, text);
    Value bytes = walk.compute(Op.ARRAY_LENGTH, null, array);
    Value coder = walk.compute(Op.GETFIELD_INT, Texts.CODER, text);
    return within(LENGTHS, walk.compute(Op.INT_SHR, null, bytes, coder));
  }

  private Value ofPieces(Virtual text) {
    TextRecipe recipe = ((CallDescr) text.type()).recipe();
    if (recipe == null) {
      return walk.compute(Op.INT_SUB, null, text.item(2), text.item(1));
    }
    int literals = recipe.literals().stream().mapToInt(String::length).sum();
    Value sum = Constant.ofInt(literals);
    for (int i = 0; i < recipe.types().size(); i++) {
      Value piece = pieceLength(recipe.types().get(i), text.item(i));
      if (piece == null) {
        return null;
      }
      sum = walk.compute(Op.INT_ADD, null, sum, piece);
    }
    return sum;
  }

  /** How many characters an argument is written with, or null if that is not known. */
  private Value pieceLength(Class<?> type, Value value) {
    if (type == String.class) {
      return facts.isNull(value) ? Constant.ofInt("null".length()) : knownLength(value);
    }
    if (type == char.class) {
      return Constant.ofInt(1);
    }
    Value cut = walk.narrowed(value, Storage.of(type));
    if (type == boolean.class) {
      return walk.compute(Op.INT_SUB, null, Constant.ofInt("false".length()), cut);
    }
    return switch (cut.kind()) {
      case INT -> within(INT_DIGITS, walk.compute(Op.CALL_PURE_INT, Texts.INT_DIGITS, cut));
      case LONG -> within(LONG_DIGITS, walk.compute(Op.CALL_PURE_INT, Texts.LONG_DIGITS, cut));
      default -> null;
    };
  }

  /** The character at an index that is in bounds, or null if the text has to be there for it. */
  private Value charAt(Value text, Value index) {
    Virtual virtual = facts.virtual(text);
    if (!isMade(virtual)) {
      return null;
    }
    Value at = within(LENGTHS, index);
    TextRecipe recipe = ((CallDescr) virtual.type()).recipe();
    if (recipe != null) {
      return charOfPieces(recipe, virtual, at);
    }
    Value from = walk.compute(Op.INT_ADD, null, virtual.item(1), at);
    return charOf(virtual.item(0), from);
  }

  /** Goes from piece to piece until the index is in one; null where it may or may not be. */
  private Value charOfPieces(TextRecipe recipe, Virtual text, Value index) {
    Value rest = index;
    int last = recipe.types().size();
    for (int i = 0; i <= last; i++) {
      Constant literal = Constant.ofRef(recipe.literals().get(i));
      Value length = Constant.ofInt(recipe.literals().get(i).length());
      Boolean isHere = i == last ? Boolean.TRUE : isBelow(rest, length);
      if (isHere == null || isHere) {
        return isHere == null ? null : charOf(literal, rest);
      }
      rest = less(rest, length);
      length = pieceLength(recipe.types().get(i), text.item(i));
      boolean isEnd = i == last - 1 && recipe.literals().get(last).isEmpty();
      isHere = length == null ? null : isEnd ? Boolean.TRUE : isBelow(rest, length);
      if (isHere == null || isHere) {
        return isHere == null ? null : charOfPiece(recipe.types().get(i), text.item(i), rest);
      }
      rest = less(rest, length);
    }
    throw new IllegalStateException("no piece left");
  }

  /** An index that is not below the length, counted from there. */
  private Value less(Value index, Value length) {
    return within(LENGTHS, walk.compute(Op.INT_SUB, null, index, length));
  }

  /** Whether the index, which is not negative, is less; null if unknown. */
  private Boolean isBelow(Value index, Value length) {
    Bounds left = facts.bounds(index);
    Bounds right = facts.bounds(length);
    if (left.max() < right.min()) {
      return true;
    }
    if (left.min() >= right.max()) {
      return false;
    }
    List<Value> operands = List.of(facts.resolve(index), facts.resolve(length));
    return walk.known(Op.INT_LT, null, operands) instanceof Constant known
        ? known.asInt() != 0
        : null;
  }

  private Value charOfPiece(Class<?> type, Value value, Value index) {
    if (type == char.class) {
      return walk.narrowed(value, Storage.CHAR);
    }
    if (type != String.class) {
      return null;
    }
    Value text = facts.isNull(value) ? Constant.ofRef("null") : value;
    return charOf(text, index);
  }

  /** Whether a string equals an object, or null if they have to be compared. */
  private Value equal(Value text, Value other) {
    if (!isMade(facts.virtual(text)) && !isMade(facts.virtual(other))) {
      return null;
    }
    if (walk.aliases().areSame(text, other)) {
      return Constant.ofBoolean(true);
    }
    RefFacts otherFacts = facts.ref(other);
    if (facts.isNull(other)
        || (otherFacts.exactClass() != null && otherFacts.exactClass() != String.class)) {
      return Constant.ofBoolean(false);
    }
    if (!facts.ref(text).nonNull() || otherFacts.exactClass() == null) {
      return null;
    }
    return areOfSamePieces(text, other) ? Constant.ofBoolean(true) : byLength(text, other);
  }

  private boolean areOfSamePieces(Value text, Value other) {
    Virtual one = facts.virtual(text);
    Virtual two = facts.virtual(other);
    if (one == null || two == null || !one.isLike(two)) {
      return false;
    }
    for (int i = 0; i < one.parts().size(); i++) {
      if (!walk.aliases().areSame(one.item(i), two.item(i))) {
        return false;
      }
    }
    return true;
  }

  private Value byLength(Value text, Value other) {
    Value one = knownLength(text);
    Value two = one == null ? null : knownLength(other);
    if (two == null) {
      return null;
    }
    Bounds oneBounds = facts.bounds(one);
    Bounds twoBounds = facts.bounds(two);
    if (oneBounds.isDisjoint(twoBounds)) {
      return Constant.ofBoolean(false);
    }
    boolean isOneEmpty = oneBounds.equals(Bounds.exactly(0));
    if (isOneEmpty || twoBounds.equals(Bounds.exactly(0))) {
      return walk.compute(Op.INT_EQ, null, isOneEmpty ? two : one, ZERO);
    }
    boolean areSingle = oneBounds.equals(Bounds.exactly(1)) && twoBounds.equals(Bounds.exactly(1));
    return areSingle ? byOnlyChar(text, other) : null;
  }

  private Value byOnlyChar(Value text, Value other) {
    return walk.compute(Op.INT_EQ, null, charOf(text, ZERO), charOf(other, ZERO));
  }

  private Value charOf(Value text, Value index) {
    return walk.compute(Op.CALL_PURE_INT, Texts.CHAR_AT, text, index);
  }

  /** The hash code of a text without characters, or with one; else null. */
  private Value hash(Value text) {
    Value length = isMade(facts.virtual(text)) ? knownLength(text) : null;
    if (length == null || facts.bounds(length).max() > 1 || !facts.bounds(length).isConstant()) {
      return null;
    }
    return facts.bounds(length).max() == 0 ? ZERO : charOf(text, ZERO);
  }
}
