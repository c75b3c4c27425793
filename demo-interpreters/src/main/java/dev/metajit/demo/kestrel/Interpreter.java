package dev.metajit.demo.kestrel;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import dev.metajit.annotations.UnrollSafe;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a program: one dispatch loop, which a call of a guest function enters again.
 *
 * <p>An interpreter is one run of a {@link Program}, with its own globals. It is not for use by
 * several threads, but several threads may each have one of the same program.
 */
@JitDriver(
    name = "kestrel",
    greens = {"pc", "sp", "code"},
    printableLocation = "location")
final class Interpreter {
  /** How many guest calls may be active; a guest error beyond. */
  static final int DEEPEST_CALL = 10_000;

  private final Program program;
  private final Object[] globals;
  private final List<String> arguments;
  private final PrintStream out;

  /**
   * Prepares a run.
   *
   * @param arguments what the builtin {@code args} answers
   * @param out where the program prints
   */
  Interpreter(Program program, List<String> arguments, PrintStream out) {
    this.program = program;
    this.globals = new Object[program.globals().size()];
    this.arguments = List.copyOf(arguments);
    this.out = out;
    Arrays.fill(globals, Undefined.VALUE);
  }

  /**
   * Runs the program.
   *
   * @throws KestrelException if the guest does not catch an exception
   */
  void run() {
    try {
      execute(new Frame(null, program.main(), 0));
    } catch (StackOverflowError e) {
      throw new KestrelException(ErrorKind.STACK_OVERFLOW, "stack overflow");
    }
  }

  PrintStream out() {
    return out;
  }

  List<String> arguments() {
    return arguments;
  }

  /** The value of a global after the run. */
  Object global(String name) {
    return globals[program.globals().indexOf(name)];
  }

  /** What a log shows for a place in the guest program. */
  static String location(int pc, int sp, CodeObject code) {
    return code.name + " line " + code.lineAt(pc) + " pc " + pc;
  }

  /**
   * The dispatch loop. A popped slot of the stack is cleared where nothing is pushed at once, so
   * that its value does not live on.
   */
  private Object execute(Frame frame) {
    final CodeObject code = frame.code;
    final Object[] locals = frame.locals;
    final Object[] stack = frame.stack;
    int pc = 0;
    int sp = 0;
    while (true) {
      Jit.mergePoint();
      try {
        switch (code.instructions[pc++]) {
          case Opcode.CONST:
            stack[sp++] = code.constants[code.instructions[pc++]];
            break;
          case Opcode.NIL:
            stack[sp++] = null;
            break;
          case Opcode.TRUE:
            stack[sp++] = Boolean.TRUE;
            break;
          case Opcode.FALSE:
            stack[sp++] = Boolean.FALSE;
            break;
          case Opcode.POP:
            stack[--sp] = null;
            break;
          case Opcode.DUP:
            stack[sp] = stack[sp - 1];
            sp++;
            break;
          case Opcode.DUP_PAIR:
            stack[sp] = stack[sp - 2];
            stack[sp + 1] = stack[sp - 1];
            sp += 2;
            break;

          case Opcode.LOAD_LOCAL:
            stack[sp++] = locals[code.instructions[pc++]];
            break;
          case Opcode.STORE_LOCAL:
            locals[code.instructions[pc++]] = stack[--sp];
            stack[sp] = null;
            break;
          case Opcode.NEW_CELL:
            locals[code.instructions[pc++]] = new Cell(stack[--sp]);
            stack[sp] = null;
            break;
          case Opcode.WRAP_CELL:
            wrapCell(locals, code.instructions[pc++]);
            break;
          case Opcode.LOAD_CELL:
            stack[sp++] = ((Cell) locals[code.instructions[pc++]]).value;
            break;
          case Opcode.STORE_CELL:
            ((Cell) locals[code.instructions[pc++]]).value = stack[--sp];
            stack[sp] = null;
            break;
          case Opcode.LOAD_FREE:
            stack[sp++] = frame.function.captured[code.instructions[pc++]].value;
            break;
          case Opcode.STORE_FREE:
            frame.function.captured[code.instructions[pc++]].value = stack[--sp];
            stack[sp] = null;
            break;
          case Opcode.LOAD_GLOBAL:
            stack[sp++] = loadGlobal(code.instructions[pc++]);
            break;
          case Opcode.STORE_GLOBAL:
            storeGlobal(code.instructions[pc++], stack[--sp]);
            stack[sp] = null;
            break;
          case Opcode.DEFINE_GLOBAL:
            globals[code.instructions[pc++]] = stack[--sp];
            stack[sp] = null;
            break;

          case Opcode.ADD:
            sp--;
            stack[sp - 1] = Arithmetic.add(stack[sp - 1], stack[sp]);
            stack[sp] = null;
            break;
          case Opcode.SUB:
            sp--;
            stack[sp - 1] = Arithmetic.subtract(stack[sp - 1], stack[sp]);
            stack[sp] = null;
            break;
          case Opcode.MUL:
            sp--;
            stack[sp - 1] = Arithmetic.multiply(stack[sp - 1], stack[sp]);
            stack[sp] = null;
            break;
          case Opcode.DIV:
            sp--;
            stack[sp - 1] = Arithmetic.divide(stack[sp - 1], stack[sp]);
            stack[sp] = null;
            break;
          case Opcode.FLOOR_DIV:
            sp--;
            stack[sp - 1] = Arithmetic.floorDivide(stack[sp - 1], stack[sp]);
            stack[sp] = null;
            break;
          case Opcode.MOD:
            sp--;
            stack[sp - 1] = Arithmetic.modulo(stack[sp - 1], stack[sp]);
            stack[sp] = null;
            break;
          case Opcode.POW:
            sp--;
            stack[sp - 1] = MixedArithmetic.power(stack[sp - 1], stack[sp]);
            stack[sp] = null;
            break;
          case Opcode.BIT_AND:
            sp--;
            stack[sp - 1] = Arithmetic.and(stack[sp - 1], stack[sp]);
            stack[sp] = null;
            break;
          case Opcode.BIT_OR:
            sp--;
            stack[sp - 1] = Arithmetic.or(stack[sp - 1], stack[sp]);
            stack[sp] = null;
            break;
          case Opcode.BIT_XOR:
            sp--;
            stack[sp - 1] = Arithmetic.xor(stack[sp - 1], stack[sp]);
            stack[sp] = null;
            break;
          case Opcode.SHL:
            sp--;
            stack[sp - 1] = Arithmetic.shiftLeft(stack[sp - 1], stack[sp]);
            stack[sp] = null;
            break;
          case Opcode.SHR:
            sp--;
            stack[sp - 1] = Arithmetic.shiftRight(stack[sp - 1], stack[sp]);
            stack[sp] = null;
            break;
          case Opcode.EQ:
            sp--;
            stack[sp - 1] = Comparison.equal(stack[sp - 1], stack[sp]);
            stack[sp] = null;
            break;
          case Opcode.NE:
            sp--;
            stack[sp - 1] = !Comparison.equal(stack[sp - 1], stack[sp]);
            stack[sp] = null;
            break;
          case Opcode.LT:
            sp--;
            stack[sp - 1] = Comparison.less(stack[sp - 1], stack[sp]);
            stack[sp] = null;
            break;
          case Opcode.LE:
            sp--;
            stack[sp - 1] = Comparison.lessOrEqual(stack[sp - 1], stack[sp]);
            stack[sp] = null;
            break;
          case Opcode.GT:
            sp--;
            stack[sp - 1] = Comparison.greater(stack[sp - 1], stack[sp]);
            stack[sp] = null;
            break;
          case Opcode.GE:
            sp--;
            stack[sp - 1] = Comparison.greaterOrEqual(stack[sp - 1], stack[sp]);
            stack[sp] = null;
            break;
          case Opcode.CONTAINS:
            sp--;
            stack[sp - 1] = Containers.contains(stack[sp], stack[sp - 1]);
            stack[sp] = null;
            break;
          case Opcode.NEG:
            stack[sp - 1] = Arithmetic.negate(stack[sp - 1]);
            break;
          case Opcode.BIT_NOT:
            stack[sp - 1] = Arithmetic.complement(stack[sp - 1]);
            break;
          case Opcode.NOT:
            stack[sp - 1] = !Conversions.isTrue(stack[sp - 1]);
            break;

          case Opcode.JUMP:
            pc = code.instructions[pc];
            break;
          case Opcode.JUMP_IF_FALSE:
            pc = Conversions.isTrue(stack[--sp]) ? pc + 1 : code.instructions[pc];
            stack[sp] = null;
            break;
          case Opcode.JUMP_IF_TRUE:
            pc = Conversions.isTrue(stack[--sp]) ? code.instructions[pc] : pc + 1;
            stack[sp] = null;
            break;
          case Opcode.JUMP_IF_FALSE_OR_POP:
            if (Conversions.isTrue(stack[sp - 1])) {
              stack[--sp] = null;
              pc++;
            } else {
              pc = code.instructions[pc];
            }
            break;
          case Opcode.JUMP_IF_TRUE_OR_POP:
            if (Conversions.isTrue(stack[sp - 1])) {
              pc = code.instructions[pc];
            } else {
              stack[--sp] = null;
              pc++;
            }
            break;

          case Opcode.LIST:
            sp -= code.instructions[pc];
            stack[sp] = new KList(takeArguments(stack, sp, code.instructions[pc++]));
            sp++;
            break;
          case Opcode.DICT:
            sp -= 2 * code.instructions[pc];
            stack[sp] = Containers.newDict(takeArguments(stack, sp, 2 * code.instructions[pc++]));
            sp++;
            break;
          case Opcode.INDEX:
            sp--;
            stack[sp - 1] = Containers.index(stack[sp - 1], stack[sp]);
            stack[sp] = null;
            break;
          case Opcode.SET_INDEX:
            sp -= 3;
            Containers.setIndex(stack[sp], stack[sp + 1], stack[sp + 2]);
            stack[sp] = null;
            stack[sp + 1] = null;
            stack[sp + 2] = null;
            break;
          case Opcode.SLICE:
            sp -= 2;
            stack[sp - 1] = Containers.slice(stack[sp - 1], stack[sp], stack[sp + 1]);
            stack[sp] = null;
            stack[sp + 1] = null;
            break;
          case Opcode.GET_FIELD:
            stack[sp - 1] =
                Members.getField(stack[sp - 1], (String) code.constants[code.instructions[pc++]]);
            break;
          case Opcode.SET_FIELD:
            sp -= 2;
            Members.setField(
                stack[sp], (String) code.constants[code.instructions[pc++]], stack[sp + 1]);
            stack[sp] = null;
            stack[sp + 1] = null;
            break;

          case Opcode.CALL:
            sp -= code.instructions[pc];
            stack[sp - 1] = call(frame, stack[sp - 1], sp, code.instructions[pc++]);
            break;
          case Opcode.INVOKE:
            sp -= code.instructions[pc + 2];
            stack[sp - 1] = invoke(frame, code, pc, sp);
            pc += 3;
            break;
          case Opcode.SUPER_INVOKE:
            sp -= code.instructions[pc + 1];
            stack[sp - 1] =
                invokeSuper(
                    frame,
                    (String) code.constants[code.instructions[pc]],
                    sp,
                    code.instructions[pc + 1]);
            pc += 2;
            break;
          case Opcode.CLOSURE:
            stack[sp++] = closure(frame, (CodeObject) code.constants[code.instructions[pc++]]);
            break;
          case Opcode.CLASS:
            sp -= code.instructions[pc + 1];
            stack[sp - 1] =
                Members.newClass(
                    (String) code.constants[code.instructions[pc]],
                    stack[sp - 1],
                    takeArguments(stack, sp, code.instructions[pc + 1]));
            pc += 2;
            break;
          case Opcode.RETURN:
            return stack[sp - 1];
          case Opcode.THROW:
            throw new KestrelException(stack[sp - 1]);
          case Opcode.RETHROW:
            throw (KestrelException) locals[code.instructions[pc]];
          case Opcode.CATCH_VALUE:
            stack[sp - 1] = ((KestrelException) stack[sp - 1]).value();
            break;

          case Opcode.ITERATE:
            locals[code.instructions[pc++]] = KIterator.of(stack[--sp]);
            stack[sp] = null;
            break;
          case Opcode.NEXT:
            Object next = ((KIterator) locals[code.instructions[pc]]).next();
            if (next == KIterator.END) {
              pc = code.instructions[pc + 1];
            } else {
              stack[sp++] = next;
              pc += 2;
            }
            break;
          default:
            throw new IllegalStateException("opcode " + code.instructions[pc - 1]);
        }
      } catch (KestrelException e) {
        e.thrownAt(code, pc - 1);
        int handler = code.handlerAt(pc - 1);
        if (handler < 0) {
          e.leaves(code, pc - 1);
          throw e;
        }
        stack[0] = e;
        sp = 1;
        pc = handler;
      }
    }
  }

  private static void wrapCell(Object[] locals, int slot) {
    locals[slot] = new Cell(locals[slot]);
  }

  private Object loadGlobal(int index) {
    Object value = globals[index];
    if (value == Undefined.VALUE) {
      throw undefined(index);
    }
    return value;
  }

  private void storeGlobal(int index, Object value) {
    if (globals[index] == Undefined.VALUE) {
      throw undefined(index);
    }
    globals[index] = value;
  }

  private KestrelException undefined(int index) {
    return new KestrelException(
        ErrorKind.NAME, "'" + program.globals().get(index) + "' is not defined yet");
  }

  /** Removes operands from {@code base} on into a new array. */
  @UnrollSafe
  private static Object[] takeArguments(Object[] stack, int base, int count) {
    Object[] taken = new Object[count];
    for (int i = 0; i < count; i++) {
      taken[i] = stack[base + i];
      stack[base + i] = null;
    }
    return taken;
  }

  /** Moves operands to the first locals of a callee, after {@code receivers} of them. */
  @UnrollSafe
  private static void moveArguments(
      Object[] stack, int base, int count, Object[] locals, int receivers) {
    for (int i = 0; i < count; i++) {
      locals[receivers + i] = stack[base + i];
      stack[base + i] = null;
    }
  }

  @UnrollSafe
  private static KFunction closure(Frame frame, CodeObject inner) {
    Cell[] captured = new Cell[inner.captures.length];
    for (int i = 0; i < captured.length; i++) {
      int from = inner.captures[i];
      captured[i] = from >= 0 ? (Cell) frame.locals[from] : frame.function.captured[~from];
    }
    KClass home = frame.function == null ? null : frame.function.home;
    return new KFunction(inner, captured, home);
  }

  /** Calls with {@code count} arguments that are on the caller's stack from {@code base} on. */
  private Object call(Frame caller, Object callee, int base, int count) {
    if (callee instanceof KFunction function) {
      return callFunction(caller, function, base, count);
    }
    if (callee instanceof Builtin builtin) {
      Object[] taken = takeArguments(caller.stack, base, count);
      return Jit.promote(builtin).callChecked(this, caller.depth, taken);
    }
    if (callee instanceof KClass type) {
      return instantiate(caller, Jit.promote(type), base, count);
    }
    if (callee instanceof KBoundMethod bound) {
      return callMethod(caller, bound.receiver, bound.method, base, count);
    }
    throw Members.notCallable(callee);
  }

  private Object callFunction(Frame caller, KFunction function, int base, int count) {
    CodeObject code = Jit.promote(function.code);
    Frame frame = newFrame(caller.depth, function, code, count);
    moveArguments(caller.stack, base, count, frame.locals, 0);
    return execute(frame);
  }

  private Object callMethod(Frame caller, Object receiver, KFunction method, int base, int count) {
    CodeObject code = Jit.promote(method.code);
    Frame frame = newFrame(caller.depth, method, code, count);
    frame.locals[0] = receiver;
    moveArguments(caller.stack, base, count, frame.locals, 1);
    return execute(frame);
  }

  private static Frame newFrame(int depth, KFunction function, CodeObject code, int count) {
    if (code.parameterCount != count) {
      throw Members.wrongCount(code.name, code.parameterCount, count);
    }
    if (depth >= DEEPEST_CALL) {
      throw new KestrelException(ErrorKind.STACK_OVERFLOW, "stack overflow");
    }
    return new Frame(function, code, depth + 1);
  }

  private Object instantiate(Frame caller, KClass type, int base, int count) {
    KInstance instance = new KInstance(type);
    KFunction initializer = type.method("init");
    if (initializer != null) {
      callMethod(caller, instance, initializer, base, count);
    } else if (count != 0) {
      throw Members.wrongCount(type.name, 0, count);
    }
    return instance;
  }

  /** The {@code INVOKE} whose operands are at {@code pc}; the receiver is below {@code base}. */
  private Object invoke(Frame frame, CodeObject code, int pc, int base) {
    String name = (String) code.constants[code.instructions[pc]];
    int count = code.instructions[pc + 2];
    Object receiver = frame.stack[base - 1];
    if (receiver instanceof KInstance instance) {
      return invokeInstance(frame, instance, name, base, count);
    }
    Object[] taken = takeArguments(frame.stack, base, count);
    int method = code.instructions[pc + 1];
    return NativeMethod.call(this, frame.depth, receiver, method, name, taken);
  }

  private Object invokeInstance(Frame frame, KInstance instance, String name, int base, int count) {
    if (instance.has(name)) {
      return call(frame, instance.get(name), base, count);
    }
    KFunction method = instance.type().method(name);
    if (method == null) {
      throw Members.noMember(instance, name);
    }
    return callMethod(frame, instance, method, base, count);
  }

  private Object invokeSuper(Frame frame, String name, int base, int count) {
    KClass superclass = Jit.promote(frame.function.home).superclass;
    KFunction method = superclass == null ? null : superclass.method(name);
    if (method == null) {
      throw new KestrelException(ErrorKind.ATTRIBUTE, "no inherited method '" + name + "'");
    }
    return callMethod(frame, frame.stack[base - 1], method, base, count);
  }

  /**
   * Calls a guest value from Java.
   *
   * @param depth the depth of the frame that calls
   * @param arguments the arguments; not kept
   */
  Object call(int depth, Object callee, Object... arguments) {
    Frame caller = new Frame(depth, arguments);
    return call(caller, callee, 0, arguments.length);
  }
}
