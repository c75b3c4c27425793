package dev.metajit.demo.rv32;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A processor with memory, a loaded program, and its stack. */
public final class Machine {
  /** The most memory that a machine can have. */
  static final int MAXIMUM_BYTES = 1 << 29;

  /** Memory for heap and stack, above the program. */
  private static final int FREE_BYTES = 1 << 24;

  /** The part of it that is kept for the stack. */
  private static final int STACK_BYTES = 1 << 20;

  private static final int PAGE_BYTES = 4096;
  private static final int STACK_ALIGNMENT = 16;
  private static final int SP = 2;

  private final ElfFile program;
  private final Memory memory;
  private final Cpu cpu;
  private final SystemCalls systemCalls;

  /**
   * A machine with this program loaded; {@link #run} starts it, once.
   *
   * @param library what has been decoded before, such as by machines with the same program
   * @param arguments the program's arguments; the first is its name
   * @throws GuestException if the program's segments lie too far apart
   */
  public Machine(
      ElfFile program,
      CodeLibrary library,
      List<String> arguments,
      InputStream in,
      PrintStream out,
      PrintStream error) {
    this.program = program;
    long start = start(program) & -PAGE_BYTES;
    long end = end(program);
    memory = memory(start, end);
    int heap = (int) (end + STACK_ALIGNMENT - 1 & -STACK_ALIGNMENT);
    systemCalls = new SystemCalls(memory, in, out, error, heap, memory.end() - STACK_BYTES);
    CodeCache codeCache = new CodeCache(memory, library);
    cpu = new Cpu(memory, codeCache, systemCalls);
    load(codeCache);
    cpu.registers[SP] = pushArguments(arguments);
  }

  /**
   * Runs the program and returns its exit status, 0 to 255.
   *
   * @throws GuestException if the program does not handle a trap
   */
  public int run() {
    cpu.run(program.entry());
    return systemCalls.exitStatus();
  }

  private static long start(ElfFile program) {
    return program.segments().stream()
        .mapToLong(segment -> Integer.toUnsignedLong(segment.address()))
        .min()
        .orElseThrow();
  }

  private static long end(ElfFile program) {
    return program.segments().stream()
        .mapToLong(segment -> Integer.toUnsignedLong(segment.address()) + segment.bytes())
        .max()
        .orElseThrow();
  }

  /** Memory up to at most the last page of the address space, which stays empty. */
  private static Memory memory(long start, long end) {
    long top = Math.min((end + FREE_BYTES) & -PAGE_BYTES, (1L << 32) - PAGE_BYTES);
    if (top < end + 2 * STACK_BYTES || top - start > MAXIMUM_BYTES) {
      throw new GuestException("bad ELF file: segments need too much memory");
    }
    return new Memory((int) start, (int) (top - start));
  }

  private void load(CodeCache codeCache) {
    for (ElfFile.Segment segment : program.segments()) {
      memory.storeBytes(segment.address(), segment.contents());
    }
    for (ElfFile.Segment segment : program.segments()) {
      if (segment.executable()) {
        codeCache.add(segment.address(), segment.bytes());
      }
    }
  }

  /**
   * Lays out argument count, argument addresses and two empty lists as Linux does; returns the
   * stack pointer.
   */
  private int pushArguments(List<String> arguments) {
    int[] addresses = new int[arguments.size()];
    int top = memory.end();
    for (int i = addresses.length - 1; i >= 0; i--) {
      top -= arguments.get(i).getBytes(StandardCharsets.UTF_8).length + 1;
      memory.storeText(top, arguments.get(i));
      addresses[i] = top;
    }
    int words = 1 + addresses.length + 1 + 1 + 2;
    int stack = top - 4 * words & -STACK_ALIGNMENT;
    memory.storeWord(stack, addresses.length);
    for (int i = 0; i < addresses.length; i++) {
      memory.storeWord(stack + 4 * (1 + i), addresses[i]);
    }
    return stack;
  }
}
