package dev.metajit.demo.rv32;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What a machine needs of an ELF file: where the program starts, and what is to be loaded where.
 *
 * @param entry the address of the first instruction
 * @param segments what to load, in the order of the file; not empty
 */
public record ElfFile(int entry, List<Segment> segments) {
  private static final int HEADER_BYTES = 52;
  private static final int PROGRAM_HEADER_BYTES = 32;
  private static final int CLASS_32 = 1;
  private static final int LITTLE_ENDIAN = 1;
  private static final int EXECUTABLE_FILE = 2;
  private static final int MACHINE_RISCV = 243;
  private static final int FLAG_COMPRESSED = 1;
  private static final int FLAG_FLOAT_ABI = 6;
  private static final int FLAG_EMBEDDED = 8;
  private static final int TYPE_LOAD = 1;
  private static final int TYPE_INTERPRETER = 3;
  private static final int SEGMENT_EXECUTABLE = 1;

  /**
   * A part of the memory image.
   *
   * @param address where its first byte goes
   * @param contents the bytes from the file
   * @param bytes its size in memory; what lies behind the contents is zero
   * @param executable true if it holds instructions
   */
  public record Segment(int address, ByteBuffer contents, int bytes, boolean executable) {}

  /**
   * Reads an ELF file.
   *
   * @throws GuestException if it is not a complete, static executable for RV32
   */
  public static ElfFile parse(byte[] file) {
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    checkHeader(buffer);
    long tableOffset = Integer.toUnsignedLong(buffer.getInt(28));
    int entryBytes = Short.toUnsignedInt(buffer.getShort(42));
    int entries = Short.toUnsignedInt(buffer.getShort(44));
    check(entryBytes >= PROGRAM_HEADER_BYTES || entries == 0, "bad program header size");
    check(tableOffset + (long) entries * entryBytes <= file.length, "truncated program headers");
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      int at = (int) tableOffset + i * entryBytes;
      int type = buffer.getInt(at);
      check(type != TYPE_INTERPRETER, "dynamically linked");
      if (type == TYPE_LOAD && buffer.getInt(at + 20) != 0) {
        segments.add(segment(buffer, at));
      }
    }
    check(!segments.isEmpty(), "nothing to load");
    return new ElfFile(buffer.getInt(24), List.copyOf(segments));
  }

  private static void checkHeader(ByteBuffer buffer) {
    check(buffer.limit() >= 4 && buffer.getInt(0) == 0x464c457f, "not an ELF file");
    check(buffer.limit() >= HEADER_BYTES, "truncated header");
    check(buffer.get(4) == CLASS_32, "not a 32-bit file");
    check(buffer.get(5) == LITTLE_ENDIAN, "not little-endian");
    check(buffer.getShort(16) == EXECUTABLE_FILE, "not an executable (link it statically)");
    check(buffer.getShort(18) == MACHINE_RISCV, "not for RISC-V");
    int flags = buffer.getInt(36);
    check((flags & FLAG_COMPRESSED) == 0, "uses compressed instructions (use -march=rv32im)");
    check((flags & FLAG_FLOAT_ABI) == 0, "uses floating-point registers (use -mabi=ilp32)");
    check((flags & FLAG_EMBEDDED) == 0, "uses the RV32E registers (use -mabi=ilp32)");
  }

  private static Segment segment(ByteBuffer buffer, int at) {
    long offset = Integer.toUnsignedLong(buffer.getInt(at + 4));
    int address = buffer.getInt(at + 8);
    long fileBytes = Integer.toUnsignedLong(buffer.getInt(at + 16));
    long memoryBytes = Integer.toUnsignedLong(buffer.getInt(at + 20));
    check(offset + fileBytes <= buffer.limit(), "truncated segment");
    check(fileBytes <= memoryBytes, "segment larger in the file than in memory");
    check(memoryBytes <= Machine.MAXIMUM_BYTES, "segment too large");
    check(
        Integer.toUnsignedLong(address) + memoryBytes <= 1L << 32,
        "segment behind the last address");
    ByteBuffer contents = buffer.slice((int) offset, (int) fileBytes).asReadOnlyBuffer();
    boolean executable = (buffer.getInt(at + 24) & SEGMENT_EXECUTABLE) != 0;
    return new Segment(address, contents, (int) memoryBytes, executable);
  }

  private static void check(boolean condition, String message) {
    if (!condition) {
      throw new GuestException("bad ELF file: " + message);
    }
  }
}
