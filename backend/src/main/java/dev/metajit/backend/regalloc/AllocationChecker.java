package dev.metajit.backend.regalloc;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Checks an allocation without knowing how it was made. It runs through the trace with a map from
 * place to the value that place holds, and asks at each node:
 *
 * <ul>
 *   <li>each move copies a value from a place that holds it;
 *   <li>each operand's place holds the operand and meets its constraint;
 *   <li>each exit value's place holds it;
 *   <li>the result and the temporaries overwrite nothing that the node still reads.
 * </ul>
 *
 * <p>At the end, the places of the jump's targets must hold the jump's values once its moves, in
 * their order, are made.
 */
public final class AllocationChecker {
  private final Sequence sequence;
  private final Allocation allocation;
  private final Set<Register> allowed = new HashSet<>();
  private final Map<Location, Integer> held = new HashMap<>();
  private String where = "start";

  private AllocationChecker(Sequence sequence, Allocation allocation, RegisterSet registers) {
    this.sequence = sequence;
    this.allocation = allocation;
    allowed.addAll(registers.general());
    allowed.addAll(registers.vector());
  }

  /**
   * Checks.
   *
   * @throws IllegalStateException if the allocation is wrong; the message says at which node and
   *     how
   */
  public static void check(Sequence sequence, Allocation allocation, RegisterSet registers) {
    new AllocationChecker(sequence, allocation, registers).check();
  }

  private void check() {
    checkStart();
    for (int i = 0; i < sequence.nodes().size(); i++) {
      where = "node " + i;
      checkNode(sequence.nodes().get(i), allocation.assignments().get(i));
    }
    where = "jump";
    if (sequence.jump() != null) {
      checkJump(sequence.jump());
    }
  }

  private void checkStart() {
    int[] inputs = sequence.inputs();
    require(allocation.start().length == inputs.length, "a place for each input");
    for (int i = 0; i < inputs.length; i++) {
      Location place = allocation.start()[i];
      require(held.put(place, inputs[i]) == null, "one input in " + place);
      require(isLegal(place, inputs[i]), "a legal place instead of " + place);
    }
  }

  private void checkNode(Node node, Assignment assignment) {
    assignment.moves().forEach(this::make);
    Set<Location> late = new HashSet<>();
    for (int i = 0; i < node.uses().size(); i++) {
      Location place = assignment.uses()[i];
      checkUse(node.use(i), place);
      if (node.use(i).late() && i != node.resultSameAs()) {
        late.add(place);
      }
    }
    checkExits(node, assignment);
    checkWritten(node, assignment, late);
    node.clobbers().forEach(held::remove);
    for (Register temporary : assignment.temporaries()) {
      held.remove(temporary);
    }
    if (node.result() != Node.NONE) {
      held.put(assignment.result(), node.result());
    }
  }

  private void checkUse(Node.Use use, Location place) {
    requireHeld(place, use.value());
    switch (use.constraint().type()) {
      case ANY -> require(isLegal(place, use.value()), "a legal place instead of " + place);
      case REGISTER ->
          require(
              place instanceof Register && isLegal(place, use.value()),
              "a register instead of " + place);
      case FIXED -> require(place == use.constraint().fixed(), "the fixed register");
    }
  }

  private void checkExits(Node node, Assignment assignment) {
    for (int i = 0; i < node.exitValues().length; i++) {
      if (node.exitValues()[i] != Node.NONE) {
        requireHeld(assignment.exits()[i], node.exitValues()[i]);
      }
    }
  }

  private void checkWritten(Node node, Assignment assignment, Set<Location> late) {
    Set<Location> written = new HashSet<>(node.clobbers());
    List<Register> temporaries = List.of(assignment.temporaries());
    for (int i = 0; i < temporaries.size(); i++) {
      Register temporary = temporaries.get(i);
      require(written.add(temporary), "a temporary of its own instead of " + temporary);
      require(temporary.bank() == node.temporaries().get(i), "a temporary of the right bank");
      require(!List.of(assignment.uses()).contains(temporary), "temporary is not an operand");
    }
    if (node.result() != Node.NONE) {
      checkResult(node, assignment, written);
      written.add(assignment.result());
    }
    late.retainAll(written);
    require(late.isEmpty(), "operands that are read late kept, not " + late);
  }

  private void checkResult(Node node, Assignment assignment, Set<Location> written) {
    Register result = assignment.result();
    require(isLegal(result, node.result()), "a legal result register");
    require(node.fixedResult() == null || node.fixedResult() == result, "the fixed result");
    require(
        node.resultSameAs() == Node.NONE || assignment.uses()[node.resultSameAs()] == result,
        "the result in the operand's register");
    require(result == node.fixedResult() || !written.contains(result), "a result that survives");
  }

  private void checkJump(Sequence.Jump jump) {
    Location[] targets = jump.targets() == null ? allocation.start() : jump.targets();
    int[] saved = {Node.NONE};
    for (ParallelMoves.Step step : ParallelMoves.order(allocation.jump())) {
      make(step, saved);
    }
    for (int i = 0; i < targets.length; i++) {
      require(targets[i].equals(allocation.jumpTargets()[i]), "the jump's targets");
      if (jump.values()[i] != Node.NONE) {
        requireHeld(targets[i], jump.values()[i]);
      }
    }
  }

  private void make(ParallelMoves.Step step, int[] saved) {
    if (step instanceof ParallelMoves.Copy copy) {
      make(copy.move());
    } else if (step instanceof ParallelMoves.Exchange exchange) {
      Integer one = held.get(exchange.one());
      held.put(exchange.one(), held.get(exchange.other()));
      held.put(exchange.other(), one);
    } else if (step instanceof ParallelMoves.Save save) {
      saved[0] = held.get(save.from());
    } else if (step instanceof ParallelMoves.Restore restore) {
      require(saved[0] == restore.move().value(), "the value that was put aside");
      held.put(restore.move().to(), saved[0]);
    }
  }

  private void make(Move move) {
    requireHeld(move.from(), move.value());
    require(isLegal(move.to(), move.value()), "a legal place instead of " + move.to());
    held.put(move.to(), move.value());
  }

  private boolean isLegal(Location place, int value) {
    if (place instanceof Register register) {
      return allowed.contains(register) && register.bank() == sequence.banks().get(value);
    }
    return true;
  }

  private void requireHeld(Location place, int value) {
    require(
        place != null && Objects.equals(held.get(place), value),
        "value " + value + " in " + place + ", which holds " + held.get(place));
  }

  private void require(boolean condition, String expected) {
    if (!condition) {
      throw new IllegalStateException("register allocation, " + where + ": expected " + expected);
    }
  }
}
