package dev.metajit.optimizer;

import dev.metajit.trace.ArrayDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Descr;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Storage;
import dev.metajit.trace.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Knows what memory holds, and puts stores off until something could see them: a load that may be
 * of the same place, a call that may read it, a volatile access. At a guard the stores that are
 * still put off go into the resume data. After it no load is left whose result is known, and no
 * store that is overwritten unseen.
 */
final class HeapPass extends Pass {
  private static final int MAX_CELLS = 128;

  private final Map<Object, List<Cell>> groups = new LinkedHashMap<>();
  private final Set<Cell> pending = new LinkedHashSet<>();

  /** What is known of fields that do not change, by their object. */
  private final Map<Value, List<Cell>> immutable = new HashMap<>();

  private final Aliases aliases;
  private final AliasGuards guards;
  private final boolean on;

  HeapPass(Walk walk) {
    super(walk);
    aliases = walk.aliases();
    guards = new AliasGuards(walk);
    on = walk.settings().has("heap");
  }

  /** The stores that are put off, oldest first. */
  List<Cell> pendingStores() {
    return List.copyOf(pending);
  }

  /** All cells, the older of one group first. */
  List<Cell> cells() {
    List<Cell> all = new ArrayList<>();
    groups.values().forEach(all::addAll);
    return all;
  }

  /**
   * True unless there is a later cell of the same place: two may turn out to be one, when a guard
   * has found their objects or indexes to be the same.
   */
  boolean isLatest(Cell cell) {
    return find(cell.descr, cell.base, cell.index) == cell;
  }

  @Override
  void process(Operation operation) {
    Op op = operation.op();
    if (op.isLoad()) {
      load(operation);
    } else if (op.isStore()) {
      store(operation);
    } else if (op.isOfBytes()) {
      bytes(operation);
    } else if (op.isCall()) {
      call(operation);
    } else if (op.is(Op.Flag.ALLOCATION)) {
      passOn(operation);
      Class<?> type =
          operation.descr() instanceof ArrayDescr array
              ? array.arrayClass()
              : operation.classDescr().type();
      facts.setRef(operation.result(), RefFacts.fresh(type));
    } else {
      passOn(operation);
    }
  }

  private static Value index(Operation operation) {
    return operation.descr() instanceof ArrayDescr ? operation.argument(1) : null;
  }

  private static Value stored(Operation operation) {
    return operation.arguments().get(operation.arguments().size() - 1);
  }

  private static boolean isVolatile(Operation operation) {
    return operation.descr() instanceof FieldDescr field && field.isVolatile();
  }

  private static boolean isOpaque(Operation operation) {
    return operation.descr() instanceof FieldDescr field && field.isOpaque();
  }

  private void load(Operation operation) {
    if (isOpaque(operation)) {
      passOn(operation);
      return;
    }
    if (!on || isVolatile(operation)) {
      synchronize(operation);
      return;
    }
    Value base = operation.argument(0);
    Value index = index(operation);
    Cell cell = find(operation.descr(), base, index);
    if (cell != null) {
      cell.use();
      replace(operation, cell.value);
      return;
    }
    settle(operation.descr(), base, index, true);
    cell = find(operation.descr(), base, index);
    if (cell != null) {
      cell.use();
      replace(operation, cell.value);
      return;
    }
    flushAliases(operation.descr(), facts.resolve(base), index);
    passOn(operation);
    add(new Cell(operation.descr(), base, index, operation.result(), false));
  }

  private void synchronize(Operation operation) {
    flushAll();
    if (operation.op().isStore()) {
      emitStore(operation.descr(), operation.argument(0), index(operation), stored(operation));
    } else {
      passOn(operation);
    }
    forgetMutable();
  }

  private void store(Operation operation) {
    if (!on || isVolatile(operation)) {
      synchronize(operation);
      return;
    }
    Descr descr = operation.descr();
    Value base = operation.argument(0);
    Value index = index(operation);
    Value value =
        stored(operation).kind() == Kind.INT
            ? walk.narrowed(stored(operation), exactStorage(descr))
            : stored(operation);
    Cell cell = find(descr, base, index);
    if (cell != null && aliases.areSame(cell.value, value)) {
      cell.use();
      return;
    }
    write(descr, base, index, value);
  }

  private static Storage exactStorage(Descr descr) {
    return descr instanceof FieldDescr field ? field.storage() : ((ArrayDescr) descr).storage();
  }

  /** The storage, one for all that may be the same memory. */
  private static Storage storage(Descr descr) {
    return Aliases.canonical(exactStorage(descr));
  }

  private void write(Descr descr, Value base, Value index, Value value) {
    List<Cell> group = group(descr);
    boolean mayAlias = mayAliasAny(group, base, index);
    if (mayAlias) {
      settle(descr, base, index, false);
      flushAliases(descr, base, index);
    }
    forget(group, base, index, mayAlias);
    if (descr instanceof FieldDescr field && field.isImmutable()) {
      immutable.clear(); // an object is being built, perhaps one that was looked at before
    }
    Cell cell = new Cell(descr, base, index, value, true);
    pending.add(cell);
    add(cell);
    while (pending.size() > walk.settings().maxPendingStores()) {
      flush(pending.iterator().next());
    }
  }

  /** As {@link Aliases#mayAlias} of any cell; most have a base that was asked for before. */
  private boolean mayAliasAny(List<Cell> group, Value base, Value index) {
    Value object = facts.resolve(base);
    Value distinct = null;
    for (Cell cell : group) {
      Value other = facts.resolve(cell.base);
      if (other == distinct || (index != null && aliases.areDistinctIndexes(cell.index, index))) {
        continue;
      }
      if (other != object && aliases.areDistinct(other, object)) {
        distinct = other;
      } else if (aliases.mayAlias(cell, object, index)) {
        return true;
      }
    }
    return false;
  }

  /** The place is about to be written: what was known of it, and of what it may be, is lost. */
  private void forget(List<Cell> group, Value base, Value index, boolean mayAlias) {
    for (int i = group.size() - 1; i >= 0; i--) {
      Cell cell = group.get(i);
      if (aliases.areSame(cell, base, index) || (mayAlias && aliases.mayAlias(cell, base, index))) {
        group.remove(i);
        pending.remove(cell);
      }
    }
  }

  /** Bytes that make a wider value are loaded or stored at once; any element may be one of them. */
  private void bytes(Operation operation) {
    Value base = operation.argument(0);
    List<Cell> elements = group(ArrayDescr.of(byte.class));
    for (Cell cell : List.copyOf(elements)) {
      if (!aliases.areDistinct(cell.base, base)) {
        flush(cell);
      }
    }
    passOn(operation);
    if (operation.result() == null) {
      elements.removeIf(cell -> !aliases.areDistinct(cell.base, base));
    }
  }

  /** A new object's field or element is set: at once, as nobody may see the object without. */
  void initialize(Descr descr, Value base, Value index, Value value) {
    boolean isZero =
        value instanceof Constant constant && constant.equals(Virtual.zero(value.kind()));
    if (!isZero) {
      emitStore(descr, base, index, value);
    }
    if (on && !(descr instanceof FieldDescr field && field.isVolatile())) {
      learnInitial(descr, base, index, value);
    }
  }

  /** An object that this trace has allocated holds this there. */
  void learnInitial(Descr descr, Value base, Value index, Value value) {
    Cell cell = new Cell(descr, base, index, value, false);
    cell.stored = true;
    add(cell);
  }

  private void emitStore(Descr descr, Value base, Value index, Value value) {
    Value stored = facts.resolve(value);
    if (stored.kind() == Kind.REF) {
      walk.virtuals().force(stored);
      escape(stored);
    }
    String family = index == null ? "setfield" : "setarrayitem";
    List<Value> operands =
        index == null
            ? List.of(facts.resolve(base), stored)
            : List.of(facts.resolve(base), facts.resolve(index), stored);
    passOn(new Operation(Op.family(family, stored.kind()), null, operands, descr, null));
  }

  /** Executes a store that was put off; the cell stays known. */
  void flush(Cell cell) {
    if (pending.remove(cell)) {
      cell.pending = false;
      emitStore(cell.descr, cell.base, cell.index, cell.value);
    }
  }

  /** Takes a store, though executed, for still to be done: it is the trace's own. */
  void putOffAgain(Cell cell) {
    cell.pending = true;
    pending.add(cell);
  }

  /** Executes all stores that were put off. */
  void flushAll() {
    pendingStores().forEach(this::flush);
  }

  private void settle(Descr descr, Value base, Value index, boolean pendingOnly) {
    if (walk.mayAddGuard() && !(pendingOnly && pending.isEmpty())) {
      guards.settle(List.copyOf(group(descr)), base, index, pendingOnly);
    }
  }

  private void flushAliases(Descr descr, Value base, Value index) {
    if (pending.isEmpty()) {
      return;
    }
    for (Cell cell : List.copyOf(group(descr))) {
      if (cell.pending && aliases.mayAlias(cell, base, index)) {
        flush(cell);
      }
    }
  }

  /** The object is about to be seen by others: what was put off for it is done before. */
  void escape(Value value) {
    Value object = facts.resolve(value);
    if (!facts.ref(object).fresh()) {
      return;
    }
    facts.escape(object);
    for (Cell cell : pendingStores()) {
      if (aliases.areSame(cell.base, object)) {
        flush(cell);
      }
    }
  }

  private void call(Operation operation) {
    EffectInfo effect = operation.call().effect();
    for (Value argument : operation.arguments()) {
      if (argument.kind() == Kind.REF) {
        escape(argument);
      }
    }
    for (Cell cell : pendingStores()) {
      if (mayRead(effect, cell) || mayWrite(effect, cell)) {
        flush(cell);
      }
    }
    passOn(operation);
    groups.values().forEach(group -> group.removeIf(cell -> isLost(effect, cell)));
    if (effect.isRandom()) {
      groups.values().forEach(group -> group.forEach(cell -> cell.stored &= cell.pending));
    }
  }

  private boolean isLost(EffectInfo effect, Cell cell) {
    return mayWrite(effect, cell) && !cell.isImmutable() && !facts.ref(cell.base).fresh();
  }

  private boolean mayRead(EffectInfo effect, Cell cell) {
    return cell.isField()
        ? effect.mayRead(cell.field())
        : Storages.any(storage(cell.descr), effect::mayReadArray);
  }

  private boolean mayWrite(EffectInfo effect, Cell cell) {
    return cell.isField()
        ? effect.mayWrite(cell.field())
        : Storages.any(storage(cell.descr), effect::mayWriteArray);
  }

  /** Nothing that others may write is known any more. */
  private void forgetMutable() {
    groups
        .values()
        .forEach(
            group ->
                group.removeIf(
                    cell -> !cell.pending && !cell.isImmutable() && !facts.ref(cell.base).fresh()));
    groups.values().forEach(group -> group.forEach(cell -> cell.stored &= cell.pending));
  }

  private List<Cell> group(Descr descr) {
    Object key = descr instanceof FieldDescr ? descr : storage(descr);
    return groups.computeIfAbsent(key, k -> new ArrayList<>());
  }

  /** Adds what is known about a place of which nothing is known. */
  void add(Cell cell) {
    List<Cell> group = group(cell.descr);
    group.add(cell);
    note(cell);
    if (group.size() > MAX_CELLS) {
      Cell oldest = group.get(0);
      flush(oldest);
      group.remove(oldest);
    }
    if (cell.pending) {
      pending.add(cell);
    }
  }

  /** Adds what a loop's state assumes of a place, however many there are. */
  void assume(Cell cell) {
    group(cell.descr).add(cell);
    note(cell);
    if (cell.pending) {
      pending.add(cell);
    }
  }

  private void note(Cell cell) {
    if (cell.isImmutable()) {
      immutable.computeIfAbsent(facts.resolve(cell.base), base -> new ArrayList<>()).add(cell);
    }
  }

  /**
   * True if a field that does not change is known to hold different constants in the two objects.
   */
  boolean differInContent(Value one, Value other) {
    List<Cell> cells = immutable.getOrDefault(facts.resolve(one), List.of());
    List<Cell> others = immutable.getOrDefault(facts.resolve(other), List.of());
    for (Cell cell : cells) {
      for (Cell another : others) {
        if (cell.descr.equals(another.descr) && areConstantsThatDiffer(cell.value, another.value)) {
          cell.use();
          another.use();
          return true;
        }
      }
    }
    return false;
  }

  private boolean areConstantsThatDiffer(Value one, Value other) {
    return facts.resolve(one) instanceof Constant constant
        && facts.resolve(other) instanceof Constant another
        && !constant.equals(another);
  }

  /** What is known about exactly this place, or null. */
  Cell find(Descr descr, Value base, Value index) {
    List<Cell> group = group(descr);
    for (int i = group.size() - 1; i >= 0; i--) {
      Cell cell = group.get(i);
      if (aliases.areSame(cell, base, index)) {
        return cell;
      }
    }
    return null;
  }
}
