package dev.metajit.backend.x64;

import dev.metajit.backend.regalloc.Allocation;
import dev.metajit.backend.regalloc.AllocationChecker;
import dev.metajit.backend.regalloc.Assignment;
import dev.metajit.backend.regalloc.Bank;
import dev.metajit.backend.regalloc.LinearScan;
import dev.metajit.backend.regalloc.Location;
import dev.metajit.backend.regalloc.Move;
import dev.metajit.backend.regalloc.Node;
import dev.metajit.backend.regalloc.Sequence;
import dev.metajit.backend.regalloc.Slot;
import dev.metajit.backend.x64.X64Operand.Label;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one trace. In memory it looks like this:
 *
 * <pre>
 *   entry:   the inputs from their transfer slots to where the loop wants them
 *   top:     the operations
 *            the jump: moves, fuel, back to a top
 *   fuel:    the inputs back to their transfer slots; leave
 *   exits:   the fail arguments to their transfer slots; through a cell to a bridge, or leave
 * </pre>
 */
final class X64TraceEmitter {
  private static final int LOOP_ALIGNMENT = 32;
  private static final int ENTRY_ALIGNMENT = 16;

  /** Where the jump at the end goes. */
  private enum JumpWay {
    /** No jump. */
    NONE,
    /** To this trace's own top. */
    SELF,
    /** To the top of another trace whose places are known. */
    TOP,
    /** To the entry of a trace of this group whose places are not known yet. */
    ENTRY,
    /** Out of the code. */
    EXIT
  }

  private final X64Compiler compiler;
  private final X64Encoder code;
  private final Trace trace;
  private final boolean loop;
  private final Label entry;
  private final Label top;
  private final Label fuelGone;
  private final Label fuelLeave;
  private JumpWay way = JumpWay.NONE;
  private X64TraceEmitter sibling;
  private X64CompiledTrace outside;
  private boolean started;
  private X64Lowering lowering;
  private Sequence sequence;
  private Allocation allocation;
  private int fuelNumber;
  private int instructions;

  X64TraceEmitter(X64Compiler compiler, Trace trace) {
    this.compiler = compiler;
    this.code = compiler.code();
    this.trace = trace;
    this.loop = trace.token() != null;
    String name = loop ? trace.token().name() : "bridge" + System.identityHashCode(trace);
    this.entry = new Label("entry_" + name);
    this.top = new Label("top_" + name);
    this.fuelGone = new Label("fuel_gone_" + name);
    this.fuelLeave = new Label("fuel_leave_" + name);
  }

  /** Lowers and allocates; first the loops of the group that this jumps to. */
  void allocate() {
    if (started) {
      return;
    }
    started = true;
    X64Backend backend = compiler.backend();
    lowering = new X64Lowering(trace, backend.rules(), compiler.pool(), compiler.references());
    lowering.lower();
    Operation last = trace.last();
    Sequence.Jump jump = last.op() == Op.JUMP ? planJump(last) : null;
    sequence = sequence(jump);
    allocation = LinearScan.allocate(sequence, X64Registers.ALLOCATABLE);
    if (backend.settings().checkAllocation()) {
      AllocationChecker.check(sequence, allocation, X64Registers.ALLOCATABLE);
    }
  }

  private Sequence sequence(Sequence.Jump jump) {
    List<Node> nodes = lowering.steps().stream().map(X64Lowering.Step::node).toList();
    List<Bank> banks = lowering.kinds().stream().map(X64Moves::bank).toList();
    int[] inputs = lowering.inputs().stream().mapToInt(Integer::intValue).toArray();
    return new Sequence(banks, inputs, loop, nodes, jump);
  }

  private Sequence.Jump planJump(Operation jump) {
    Location[] targets = findTarget(jump);
    if (way == JumpWay.SELF || way == JumpWay.TOP) {
      return new Sequence.Jump(lowering.jumpNumbers(jump.arguments(), addressInputs()), targets);
    }
    Node node = new Node();
    Label label = lowering.exit(jump, node);
    lowering.add(node, (encoder, at) -> encoder.jump(label));
    return null;
  }

  private X64AddressInputs addressInputs() {
    if (way == JumpWay.SELF) {
      return lowering.addressInputs();
    }
    return sibling == null ? outside.places().addresses() : sibling.lowering.addressInputs();
  }

  /**
   * Sets the way, and gives the places that the target wants its inputs in if they are known and
   * not our own.
   */
  private Location[] findTarget(Operation jump) {
    if (jump.target() == trace.token()) {
      way = JumpWay.SELF;
      return null;
    }
    sibling = compiler.ofToken(jump.target());
    if (sibling != null) {
      sibling.allocate();
      way = sibling.allocation == null ? JumpWay.ENTRY : JumpWay.TOP;
      return sibling.allocation == null ? null : sibling.allocation.start();
    }
    boolean reachable =
        jump.target().compiled() instanceof X64CompiledTrace compiled
            && compiled.owner() == compiler.backend()
            && compiled.code().isAlive();
    if (!reachable) {
      way = JumpWay.EXIT;
      return null;
    }
    outside = (X64CompiledTrace) jump.target().compiled();
    way = JumpWay.TOP;
    return outside.places().start();
  }

  /** Writes the code. */
  void emit() {
    code.align(ENTRY_ALIGNMENT);
    code.bind(entry);
    X64Moves moves = new X64Moves(code, lowering.kinds()::get);
    if (loop) {
      resolveAddresses();
      moves.makeParallel(entryMoves());
      code.align(LOOP_ALIGNMENT);
      code.bind(top);
    }
    int before = code.instructions();
    emitSteps(moves);
    emitJump(moves);
    instructions = code.instructions() - before;
    if (loop) {
      emitFuelGone(moves);
    }
    lowering.exits().forEach(exit -> emitExit(exit, moves));
  }

  /** How many instructions the operations and the jump are. */
  int instructions() {
    return instructions;
  }

  private List<Move> entryMoves() {
    List<Move> moves = new ArrayList<>();
    for (int i = 0; i < sequence.inputs().length; i++) {
      moves.add(new Move(sequence.inputs()[i], Slot.ofTransfer(i), allocation.start()[i]));
    }
    return moves;
  }

  /**
   * Makes addresses of the inputs that the top wants so; hidden inputs get transfer slots behind
   * the others.
   */
  private void resolveAddresses() {
    X64AddressInputs addresses = lowering.addressInputs();
    int count = trace.inputs().size();
    for (int i = 0; i < count; i++) {
      if (addresses.isAddressOnly(i)) {
        resolveAddress(i, i);
      }
    }
    for (int i = 0; i < addresses.hidden().size(); i++) {
      resolveAddress(addresses.hidden().get(i), count + i);
    }
  }

  private void resolveAddress(int from, int to) {
    X64HeapAccess heap = compiler.backend().rules().heap();
    code.emit(X64Row.MOV, true, X64Registers.RAX, X64Moves.transfer(from));
    heap.resolve(code, X64Registers.RAX, X64Registers.RCX, compiler.pool());
    code.emit(X64Row.MOV_TO, true, X64Registers.RAX, X64Moves.transfer(to));
  }

  private void emitSteps(X64Moves moves) {
    for (int i = 0; i < lowering.steps().size(); i++) {
      X64Lowering.Step step = lowering.steps().get(i);
      comment(step.operation());
      Assignment assignment = allocation.assignments().get(i);
      moves.make(assignment.moves());
      step.emitter().emit(code, assignment);
    }
  }

  private void comment(Operation operation) {
    if (operation != null) {
      Operation comparison = lowering.comparisonOf(operation);
      if (comparison != null) {
        code.comment(comparison);
      }
      code.comment(operation);
    }
  }

  private void emitJump(X64Moves moves) {
    if (way != JumpWay.SELF && way != JumpWay.TOP) {
      return;
    }
    code.comment(trace.last());
    moves.makeParallel(allocation.jump());
    constants(moves, trace.last().arguments(), sequence.jump().values(), allocation.jumpTargets());
    burnFuel();
    if (way == JumpWay.SELF) {
      code.jump(X64Condition.GREATER, top);
    } else if (sibling != null) {
      code.jump(X64Condition.GREATER, sibling.top);
      code.jump(sibling.fuelGone);
    } else {
      compiler.addTarget(outside.code());
      String name = trace.last().target().name();
      code.jump(X64Condition.GREATER, new Label(name, outside.places().top()));
      code.jump(new Label("fuel_gone_" + name, outside.places().fuelGone()));
    }
  }

  /** Writes the constants, which have no number, to their places. */
  private void constants(X64Moves moves, List<Value> values, int[] numbers, Location[] targets) {
    for (int i = 0; i < values.size(); i++) {
      if (numbers[i] == Node.NONE) {
        Constant constant = lowering.constant(values.get(i));
        long bits = lowering.bits(constant);
        moves.constant(constant.kind(), bits, targets[i], compiler.pool());
      }
    }
  }

  private void burnFuel() {
    int weight = Math.min(lowering.weight(), X64CallingConvention.FUEL);
    X64Row row = weight == (byte) weight ? X64Row.SUB_IMM8 : X64Row.SUB_IMM32;
    code.emit(row, false, X64Operand.of(X64Registers.FUEL), weight);
  }

  /** The jump falls in here when the fuel is gone: all is where the top wants it. */
  private void emitFuelGone(X64Moves moves) {
    code.bind(fuelGone);
    List<Move> back = new ArrayList<>();
    for (Move move : entryMoves().subList(0, trace.inputs().size())) {
      back.add(new Move(move.value(), move.to(), move.from()));
    }
    moves.makeParallel(back);
    code.bind(fuelLeave);
    fuelNumber = compiler.leave(null);
    leave(fuelNumber, trace.inputs());
  }

  /**
   * Leaves. With heap access, any reference among the values may be an address, which Java cannot
   * have: it leaves by way of a root.
   */
  private void leave(int number, List<? extends Value> values) {
    List<Integer> references = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).kind() == Kind.REF) {
        references.add(X64Moves.transfer(i).displacement());
      }
    }
    code.emitShort(X64Row.MOV_IMM32, false, X64Registers.RAX, number);
    if (compiler.backend().rules().heap() == null || references.isEmpty()) {
      code.emit(X64Row.RET);
    } else {
      code.emit(X64Row.LEA, true, X64Registers.RDX, compiler.pool().table(references));
      code.jump(compiler.exportRoutine());
    }
  }

  private void emitExit(X64Lowering.ExitSite site, X64Moves moves) {
    code.bind(site.label());
    Location[] from = allocation.assignments().get(site.node()).exits();
    int[] values = lowering.steps().get(site.node()).node().exitValues();
    List<Move> out = new ArrayList<>();
    Location[] transfer = new Location[values.length];
    for (int i = 0; i < values.length; i++) {
      transfer[i] = Slot.ofTransfer(i);
      if (values[i] != Node.NONE) {
        out.add(new Move(values[i], from[i], transfer[i]));
      }
    }
    moves.makeParallel(out);
    constants(moves, site.arguments(), values, transfer);
    if (mayGoOn(site.exit())) {
      loadConstantObjects(site.arguments());
    }
    goOn(site);
  }

  /** False if the exit leads out of the portal. */
  private static boolean mayGoOn(Exit exit) {
    return exit.type() == Exit.Type.GUARD || exit.type() == Exit.Type.JUMP;
  }

  /** A trace that goes on here can follow a constant by its address only. */
  private void loadConstantObjects(List<Value> values) {
    for (int i = 0; i < values.size(); i++) {
      Constant constant = lowering.constant(values.get(i));
      boolean object = constant != null && constant.ref() != null;
      if (object && compiler.backend().rules().heap() != null) {
        long root = compiler.references().root(constant.ref());
        X64Moves.loadBits(code, X64Registers.RAX, root);
        code.emit(X64Row.MOV, true, X64Registers.RAX, X64Operand.at(X64Registers.RAX, 0));
        code.emit(X64Row.MOV_TO, true, X64Registers.RAX, X64Moves.transfer(i));
      }
    }
  }

  /** The values are in the transfer slots. */
  private void goOn(X64Lowering.ExitSite site) {
    Exit exit = site.exit();
    X64TraceEmitter bridge = compiler.bridgeOf(exit);
    if (exit.type() == Exit.Type.JUMP && way == JumpWay.ENTRY) {
      burnFuel();
      code.jump(X64Condition.GREATER, sibling.entry);
      code.jump(sibling.fuelLeave);
      return;
    }
    Label leave = new Label("leave_" + site.label());
    if (mayGoOn(exit)) {
      Label cell = compiler.exitCell(exit, leave, bridge == null ? null : bridge.entry);
      code.emit(X64Row.JMP_BY, true, new X64Operand.Relative(cell), 0);
    }
    code.bind(leave);
    X64Leave what = new X64Leave(exit, X64Leave.kinds(site.arguments()), null);
    leave(compiler.leave(what), site.arguments());
  }

  /** Where things are, once the code's address is known. */
  X64CompiledTrace.Places places(long base) {
    return new X64CompiledTrace.Places(
        base + entry.position(),
        loop ? base + top.position() : 0,
        loop ? base + fuelGone.position() : 0,
        allocation.start(),
        lowering.addressInputs());
  }

  /** Says what it means when the fuel is gone. */
  void installFuel(X64CompiledTrace compiled) {
    if (loop) {
      Kind[] kinds = compiled.inputKinds();
      compiler.setLeave(fuelNumber, new X64Leave(null, kinds, compiled));
    }
  }
}
