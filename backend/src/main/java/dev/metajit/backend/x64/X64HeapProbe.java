package dev.metajit.backend.x64;

import dev.metajit.backend.memory.CodeBlock;
import dev.metajit.backend.memory.CodeMemory;
import dev.metajit.backend.memory.GlobalReference;
import dev.metajit.backend.memory.NativeEntry;
import dev.metajit.backend.memory.NativeFrame;
import dev.metajit.backend.memory.VmFlags;
import dev.metajit.trace.Heap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.internal.misc.Unsafe;

/**
 * Finds out how objects lie in memory by looking at objects whose contents are known, and by the
 * collector's name. Whatever is not as expected turns heap access off; nothing is taken for granted
 * from the JDK's version.
 */
final class X64HeapProbe {
  /** What was found: either is null. */
  record Result(X64HeapAccess access, String reason) {}

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final List<String> COLLECTORS = List.of("UseSerialGC", "UseParallelGC", "UseG1GC");
  private static final String COMPACT_HEADERS = "UseCompactObjectHeaders";
  private static final String COMPRESSED_CLASSES = "UseCompressedClassPointers";
  private static final int OBJECTS = 8;
  private static final int MAX_SHIFT = 5;
  private static final int MIRROR_END = 256;
  private static final int[] LENGTH_OFFSETS = {8, 12, 16, 20};
  private static final int[] CLASS_SHIFTS = {0, 3, 6, 10};

  private static final class Empty {}

  private static final class Numbered {
    private final int number;
    private final long other;

    Numbered(int number) {
      this.number = number;
      this.other = ~number;
    }

    boolean isWhole() {
      return other == ~number;
    }
  }

  private final CodeMemory memory;
  private final NativeEntry.Mode mode;
  private final Map<String, Boolean> flags;

  private X64HeapProbe(CodeMemory memory, NativeEntry.Mode mode, Map<String, Boolean> flags) {
    this.memory = memory;
    this.mode = mode;
    this.flags = flags;
  }

  /** Probes, with machine code entered in this mode, in which objects must not move. */
  static Result probe(CodeMemory memory, NativeEntry.Mode mode) {
    List<String> names = new ArrayList<>(COLLECTORS);
    names.addAll(List.of(COMPACT_HEADERS, COMPRESSED_CLASSES));
    Map<String, Boolean> flags = VmFlags.read(names);
    if (COLLECTORS.stream().noneMatch(name -> flags.getOrDefault(name, false))) {
      return new Result(null, "the collector moves objects while machine code runs, or is unknown");
    }
    try {
      return new X64HeapProbe(memory, mode, flags).probe();
    } catch (RuntimeException e) {
      return new Result(null, "the layout of objects is unknown: " + e.getMessage());
    }
  }

  private boolean flag(String name) {
    return flags.getOrDefault(name, false);
  }

  private Result probe() {
    int arrayBase = Heap.arrayBase(Object[].class);
    int referenceBytes = Heap.arrayScale(Object[].class);
    Object[] objects = new Object[OBJECTS];
    for (int i = 0; i < OBJECTS; i++) {
      objects[i] = new Numbered(i * 77_777_777);
    }
    long[] seen = look(objects, arrayBase, referenceBytes);
    checkFields(objects, seen);
    for (int shift = 0; shift <= MAX_SHIFT; shift++) {
      long base = seen[0] - (seen[OBJECTS] << shift);
      if (agrees(seen, shift, base) && (referenceBytes == 4 || shift == 0 && base == 0)) {
        int length = lengthOffset();
        X64ClassWord word = classWord();
        return new Result(
            new X64HeapAccess(referenceBytes, shift, base, arrayBase, length, word), null);
      }
    }
    return new Result(null, "references are encoded in an unknown way");
  }

  private static boolean agrees(long[] seen, int shift, long base) {
    for (int i = 0; i < OBJECTS; i++) {
      if (seen[i] != base + (seen[OBJECTS + i] << shift)) {
        return false;
      }
    }
    return base >= 0;
  }

  /**
   * Machine code's view: the objects' addresses, what the array holds for them, and their {@code
   * number} fields.
   */
  private long[] look(Object[] objects, int arrayBase, int referenceBytes) {
    List<GlobalReference> references = new ArrayList<>();
    for (Object object : objects) {
      references.add(new GlobalReference(object));
    }
    GlobalReference array = new GlobalReference(objects);
    try {
      NativeFrame frame = NativeFrame.current();
      run(addresses(references), frame);
      for (int i = 0; i < OBJECTS; i++) {
        requireAddress(frame.value(i));
      }
      run(contents(references, array, arrayBase, referenceBytes), frame);
      long[] seen = new long[3 * OBJECTS];
      for (int i = 0; i < seen.length; i++) {
        seen[i] = frame.value(i);
      }
      return seen;
    } finally {
      references.forEach(GlobalReference::release);
      array.release();
    }
  }

  private static void requireAddress(long address) {
    if (address < X64Reference.FIRST_ADDRESS || address % 8 != 0 || address >>> 47 != 0) {
      throw new IllegalStateException("references are not plain addresses");
    }
  }

  private static X64Encoder addresses(List<GlobalReference> references) {
    X64Encoder code = new X64Encoder(null);
    for (int i = 0; i < OBJECTS; i++) {
      loadAddress(code, references.get(i));
      code.emit(X64Row.MOV_TO, true, X64Registers.RAX, X64Moves.transfer(i));
    }
    code.emit(X64Row.RET);
    return code;
  }

  private static X64Encoder contents(
      List<GlobalReference> references, GlobalReference array, int arrayBase, int bytes) {
    X64Encoder code = new X64Encoder(null);
    int number = (int) numberOffset();
    for (int i = 0; i < OBJECTS; i++) {
      loadAddress(code, references.get(i));
      code.emit(X64Row.MOV_TO, true, X64Registers.RAX, X64Moves.transfer(i));
      X64Operand field = X64Operand.at(X64Registers.RAX, number);
      code.emit(X64Row.MOV, false, X64Registers.RCX, field);
      code.emit(X64Row.MOV_TO, true, X64Registers.RCX, X64Moves.transfer(2 * OBJECTS + i));
      loadAddress(code, array);
      X64Operand element = X64Operand.at(X64Registers.RAX, arrayBase + i * bytes);
      code.emit(X64Row.MOV, bytes == Long.BYTES, X64Registers.RCX, element);
      code.emit(X64Row.MOV_TO, true, X64Registers.RCX, X64Moves.transfer(OBJECTS + i));
    }
    code.emit(X64Row.RET);
    return code;
  }

  private static void loadAddress(X64Encoder code, GlobalReference reference) {
    X64Moves.loadBits(code, X64Registers.RAX, reference.address());
    code.emit(X64Row.MOV, true, X64Registers.RAX, X64Operand.at(X64Registers.RAX, 0));
  }

  private static long numberOffset() {
    return UNSAFE.objectFieldOffset(Numbered.class, "number");
  }

  private void run(X64Encoder code, NativeFrame frame) {
    byte[] bytes = code.finish();
    CodeBlock block = memory.allocate(bytes.length);
    block.write(0, bytes, bytes.length);
    NativeEntry.enter(mode, block.executable(), frame.address());
    memory.free(block, () -> {});
  }

  private static void checkFields(Object[] objects, long[] seen) {
    for (int i = 0; i < OBJECTS; i++) {
      Numbered object = (Numbered) objects[i];
      if ((int) seen[2 * OBJECTS + i] != object.number || !object.isWhole()) {
        throw new IllegalStateException("a field is not where it should be");
      }
    }
  }

  private static int lengthOffset() {
    for (int offset : LENGTH_OFFSETS) {
      if (isLength(offset)) {
        return offset;
      }
    }
    throw new IllegalStateException("no array length found");
  }

  private static boolean isLength(int offset) {
    for (int length : new int[] {3, 70, 1001}) {
      Object[] arrays = {new int[length], new byte[length], new Object[length], new long[length]};
      for (Object array : arrays) {
        if (UNSAFE.getInt(array, offset) != length) {
          return false;
        }
      }
    }
    return true;
  }

  private X64ClassWord classWord() {
    int offset = flag(COMPACT_HEADERS) ? 4 : 8;
    int unused = offset == 4 ? 10 : 0;
    int bytes = offset == 4 || flag(COMPRESSED_CLASSES) ? Integer.BYTES : Long.BYTES;
    for (int mirror = 8; mirror < MIRROR_END; mirror += 8) {
      for (int shift : CLASS_SHIFTS) {
        X64ClassWord word = classWord(offset, bytes, unused, mirror, shift);
        if (word != null) {
          return word;
        }
      }
    }
    return null;
  }

  /** The class word with these parameters if all objects we look at agree with it, else null. */
  private static X64ClassWord classWord(int offset, int bytes, int unused, int mirror, int shift) {
    Object locked = new Empty();
    synchronized (locked) {
      Object hashed = new Numbered(System.identityHashCode(locked));
      Object[] objects = {
        "text",
        1,
        2L,
        new ArrayList<>(),
        new HashMap<>(),
        new int[3],
        new Object[2],
        new Empty(),
        hashed,
        locked,
        new Numbered(-1),
        Thread.currentThread(),
        new String[1],
        Class.class
      };
      long own = new X64ClassWord(offset, bytes, unused, mirror, 0, 0).read(objects[0]);
      long base = UNSAFE.getLong(objects[0].getClass(), mirror) - (own << shift);
      X64ClassWord word = new X64ClassWord(offset, bytes, unused, mirror, base, shift);
      for (Object object : objects) {
        if (word.read(object) != word.of(object.getClass())) {
          return null;
        }
      }
      boolean distinct = word.of(String.class) != word.of(Integer.class);
      return distinct && (bytes == Integer.BYTES || base == 0) ? word : null;
    }
  }
}
