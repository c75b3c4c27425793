package dev.metajit.backend.memory;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;

/**
 * One piece of memory at two addresses: writable at one, executable at the other, so that no page
 * is ever both.
 *
 * @param writable the address for writing
 * @param executable the address for running and reading
 * @param size in bytes, a multiple of the page size
 */
record DualMapping(long writable, long executable, long size) {
  static final String NO_EXECUTABLE_MEMORY = "no-exec-memory";

  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;
  private static final int PROT_EXEC = 4;
  private static final int MAP_SHARED = 1;
  private static final int MFD_CLOEXEC = 1;
  private static final long PAGE = 4096;

  /**
   * Maps a new anonymous file twice.
   *
   * @param simulate {@link #NO_EXECUTABLE_MEMORY} to fail as if the system refused; else ignored,
   *     may be null
   */
  static DualMapping create(long bytes, String simulate) throws NativeAccessException {
    if (NO_EXECUTABLE_MEMORY.equals(simulate)) {
      throw new NativeAccessException("executable memory is not available (simulated)");
    }
    long size = (bytes + PAGE - 1) / PAGE * PAGE;
    try {
      DualMapping mapping = map(NativeLibrary.getProcess(), size);
      silenceCleaner();
      return mapping;
    } catch (UnsatisfiedLinkError | IllegalArgumentException e) {
      throw new NativeAccessException("native calls are not available: " + e.getMessage(), e);
    }
  }

  /**
   * JNA waits in a thread for what is to be freed; a program that uses up its heap can end that
   * thread, and nothing of ours is ever left to it: no reason to print a stack trace.
   */
  private static void silenceCleaner() {
    Thread[] threads = new Thread[2 * Thread.activeCount() + 1];
    int count = Thread.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (threads[i].getName().equals("JNA Cleaner")) {
        threads[i].setUncaughtExceptionHandler((thread, e) -> {});
      }
    }
  }

  private static DualMapping map(NativeLibrary process, long size) throws NativeAccessException {
    int file = createFile(process);
    try {
      if (process.getFunction("ftruncate").invokeInt(new Object[] {file, size}) != 0) {
        throw new NativeAccessException("cannot reserve " + size + " bytes for code (ftruncate)");
      }
      long writable = map(process, file, size, PROT_READ | PROT_WRITE);
      try {
        return new DualMapping(writable, map(process, file, size, PROT_READ | PROT_EXEC), size);
      } catch (NativeAccessException e) {
        unmap(process, writable, size);
        throw e;
      }
    } finally {
      process.getFunction("close").invokeInt(new Object[] {file});
    }
  }

  private static int createFile(NativeLibrary process) throws NativeAccessException {
    Function create = process.getFunction("memfd_create");
    try (Memory name = new Memory(16)) {
      name.setString(0, "metajit-code");
      int file = create.invokeInt(new Object[] {name, MFD_CLOEXEC});
      if (file < 0) {
        throw new NativeAccessException("executable memory is not available (memfd_create)");
      }
      return file;
    }
  }

  private static long map(NativeLibrary process, int file, long size, int protection)
      throws NativeAccessException {
    Object[] arguments = {0L, size, protection, MAP_SHARED, file, 0L};
    long address = process.getFunction("mmap").invokeLong(arguments);
    if (address == -1) {
      String what = (protection & PROT_EXEC) != 0 ? "executable" : "writable";
      throw new NativeAccessException(what + " memory is not available (mmap)");
    }
    return address;
  }

  void unmap() {
    NativeLibrary process = NativeLibrary.getProcess();
    unmap(process, writable, size);
    unmap(process, executable, size);
  }

  private static void unmap(NativeLibrary process, long address, long size) {
    process.getFunction("munmap").invokeInt(new Object[] {address, size});
  }
}
