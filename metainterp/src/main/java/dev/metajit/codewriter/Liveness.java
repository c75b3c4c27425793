package dev.metajit.codewriter;

import dev.metajit.trace.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which registers are live where, with their kinds: a backward data-flow analysis over the finished
 * code, made when it is first asked for. A live register's kind is that of its next use; the
 * verifier sees to it that all ways agree.
 */
final class Liveness {
  private static final Kind[] KINDS = Kind.values();

  private final JitCodeBody body;
  private final Operands operands;
  private volatile LiveSet[] before;
  private volatile Map<Integer, LiveSet> after = Map.of();

  Liveness(JitCodeBody body) {
    this.body = body;
    this.operands = new Operands(body);
  }

  LiveSet before(int pc) {
    LiveSet[] sets = before;
    if (sets == null) {
      sets = new Analysis().run();
      before = sets;
    }
    return sets[pc];
  }

  LiveSet after(int callPc) {
    LiveSet found = after.get(callPc);
    if (found == null) {
      found = union(callPc);
      Map<Integer, LiveSet> more = new HashMap<>(after);
      more.put(callPc, found);
      after = more;
    }
    return found;
  }

  private LiveSet union(int callPc) {
    byte[] live = new byte[body.registerCount()];
    add(before(body.next(callPc)), live, -1);
    for (Handler handler : body.handlers()) {
      if (handler.covers(callPc)) {
        add(before(handler.target()), live, handler.exceptionRegister());
      }
    }
    return toSet(live);
  }

  private static void add(LiveSet set, byte[] live, int except) {
    for (int i = 0; i < set.size(); i++) {
      if (set.registers()[i] != except) {
        live[set.registers()[i]] = (byte) (1 + set.kinds()[i].ordinal());
      }
    }
  }

  private static LiveSet toSet(byte[] live) {
    int count = 0;
    for (byte kind : live) {
      count += kind == 0 ? 0 : 1;
    }
    int[] registers = new int[count];
    Kind[] kinds = new Kind[count];
    for (int register = live.length - 1; register >= 0; register--) {
      if (live[register] != 0) {
        registers[--count] = register;
        kinds[count] = KINDS[live[register] - 1];
      }
    }
    return new LiveSet(registers, kinds);
  }

  /**
   * The fixed point. A state is one byte per register: 0 for dead, else one more than the kind's
   * ordinal.
   */
  private final class Analysis {
    private final int[] code = body.code();
    private final List<Integer> positions = new ArrayList<>();
    private final Map<Integer, byte[]> atTarget = new HashMap<>();
    private final Map<LiveSet, LiveSet> shared = new HashMap<>();
    private final LiveSet[] result = new LiveSet[code.length];
    private byte[] live;
    private boolean changed;

    LiveSet[] run() {
      for (int pc = 0; pc < code.length; pc = body.next(pc)) {
        positions.add(pc);
        addTargets(pc);
      }
      body.handlers().forEach(handler -> addTarget(handler.target()));
      do {
        changed = false;
        pass(false);
      } while (changed);
      pass(true);
      return result;
    }

    private void addTargets(int pc) {
      switch (JitOp.of(code[pc])) {
        case GOTO -> addTarget(code[pc + 1]);
        case BRANCH_IF, BRANCH_IF_NOT -> addTarget(code[pc + 4]);
        case SWITCH -> {
          SwitchTable table = (SwitchTable) body.pool()[code[pc + 2]];
          addTarget(table.defaultTarget());
          Arrays.stream(table.targets()).forEach(this::addTarget);
        }
        default -> {}
      }
    }

    private void addTarget(int pc) {
      atTarget.computeIfAbsent(pc, p -> new byte[body.registerCount()]);
    }

    private void pass(boolean record) {
      live = new byte[body.registerCount()];
      for (int i = positions.size() - 1; i >= 0; i--) {
        int pc = positions.get(i);
        step(pc);
        byte[] known = atTarget.get(pc);
        if (known != null && !Arrays.equals(known, live)) {
          System.arraycopy(live, 0, known, 0, live.length);
          changed = true;
        }
        if (record) {
          result[pc] = shared.computeIfAbsent(toSet(live), set -> set);
        }
      }
    }

    private void step(int pc) {
      flow(pc);
      int destination = operands.destination(pc);
      if (destination >= 0) {
        live[destination] = 0;
      }
      if (operands.canThrow(pc)) {
        for (Handler handler : body.handlers()) {
          if (handler.covers(pc)) {
            mergeTarget(handler.target(), handler.exceptionRegister());
          }
        }
      }
      operands.uses(pc, this::use);
    }

    private void use(int operand, Kind kind) {
      if (operand < live.length) {
        live[operand] = (byte) (1 + kind.ordinal());
      }
    }

    private void flow(int pc) {
      switch (JitOp.of(code[pc])) {
        case GOTO -> {
          Arrays.fill(live, (byte) 0);
          mergeTarget(code[pc + 1], -1);
        }
        case BRANCH_IF, BRANCH_IF_NOT -> mergeTarget(code[pc + 4], -1);
        case SWITCH -> mergeSwitch((SwitchTable) body.pool()[code[pc + 2]]);
        case RETURN, RETURN_VOID, THROW -> Arrays.fill(live, (byte) 0);
        default -> {}
      }
    }

    private void mergeSwitch(SwitchTable table) {
      Arrays.fill(live, (byte) 0);
      mergeTarget(table.defaultTarget(), -1);
      for (int target : table.targets()) {
        mergeTarget(target, -1);
      }
    }

    private void mergeTarget(int target, int except) {
      byte[] other = atTarget.get(target);
      for (int register = 0; register < live.length; register++) {
        if (register != except && other[register] != 0) {
          live[register] = other[register];
        }
      }
    }
  }
}
