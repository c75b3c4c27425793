package dev.metajit.demo.forth;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The machine: stacks, memory, and the inner interpreter. Every word works on its fields.
 *
 * <p>Stacks do not check their depth: the array bounds do, and {@link #run} says afterwards which
 * stack it was.
 */
final class Vm {
  static final int STACK_CELLS = 4096;
  static final int CALL_DEPTH = 16384;

  /** The data stack; {@link #sp} is the number of cells on it. */
  final long[] stack = new long[STACK_CELLS];

  /** The return stack as {@code >r} and {@code do} see it; return addresses are kept apart. */
  final long[] returnStack = new long[STACK_CELLS];

  /** The floating-point stack. */
  final double[] floatStack = new double[STACK_CELLS];

  /** The definitions that wait for the current one to return, and where they go on. */
  final Word[][] callerCode = new Word[CALL_DEPTH][];

  final int[] callerIp = new int[CALL_DEPTH];

  final Memory memory = new Memory();

  /** Where the guest program prints to. */
  PrintStream out;

  private final List<Word> tokens = new ArrayList<>();

  /** The definition that runs now, and the index of its next word. */
  Word[] code;

  int ip;
  int sp;
  int rsp;
  int fsp;
  int calls;
  boolean running;

  Vm(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs one word, and whatever it calls, to its end.
   *
   * @throws ForthException if the guest program went wrong; the stacks are then as they were at
   *     that point
   */
  void run(Word word) {
    code = new Word[] {word, new ControlWords.Stop()};
    ip = 0;
    calls = 0;
    rsp = 0;
    running = true;
    try {
      interpret(this);
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new ForthException(boundsMessage(), e);
    } catch (ArithmeticException e) {
      throw new ForthException("division by zero", e);
    }
  }

  @JitDriver(
      name = "forth",
      greens = {"vm.ip", "vm.code[*]"},
      printableLocation = "location")
  private static void interpret(Vm vm) {
    while (vm.running) {
      Jit.mergePoint();
      Word word = vm.code[vm.ip++];
      word.execute(vm);
    }
  }

  /** The guest location in logs: where in its definition, and which word. */
  static String location(int ip, Word[] code) {
    return ip + " " + code[ip].getClass().getSimpleName();
  }

  void push(long value) {
    stack[sp++] = value;
  }

  void push(boolean flag) {
    stack[sp++] = flag ? -1 : 0;
  }

  long pop() {
    return stack[--sp];
  }

  void pushReturn(long value) {
    returnStack[rsp++] = value;
  }

  long popReturn() {
    return returnStack[--rsp];
  }

  void pushFloat(double value) {
    floatStack[fsp++] = value;
  }

  double popFloat() {
    return floatStack[--fsp];
  }

  /** Continues with {@code body} and comes back to the word after this one. */
  void call(Word[] body, int start) {
    callerCode[calls] = code;
    callerIp[calls] = ip;
    calls++;
    code = body;
    ip = start;
  }

  /** Continues where the current definition was called. */
  void returnToCaller() {
    calls--;
    code = callerCode[calls];
    ip = callerIp[calls];
  }

  /** Returns the execution token of a word, a number above 0. */
  long token(Word word) {
    tokens.add(word);
    return tokens.size();
  }

  /** Returns the word with this execution token. */
  Word word(long token) {
    if (token < 1 || token > tokens.size()) {
      throw new ForthException("not an execution token: " + token);
    }
    return tokens.get((int) token - 1);
  }

  private String boundsMessage() {
    if (sp < 0 || rsp < 0 || fsp < 0) {
      return (sp < 0 ? "" : rsp < 0 ? "return " : "floating-point ") + "stack underflow";
    }
    if (calls >= CALL_DEPTH) {
      return "calls nested too deeply";
    }
    if (Math.max(sp, Math.max(rsp, fsp)) > STACK_CELLS) {
      return "stack overflow";
    }
    return "address outside the memory";
  }
}
