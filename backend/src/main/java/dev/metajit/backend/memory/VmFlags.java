package dev.metajit.backend.memory;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.internal.misc.Unsafe;

/**
 * The flags that HotSpot runs with, as it tells its own serviceability agent: by the tables that
 * {@code libjvm} exports ({@code vmStructs.hpp} in the JDK's sources). That takes no module and no
 * management bean, which would take longer to load than all the rest of a backend.
 */
public final class VmFlags {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final int MAX_FLAGS = 10_000;

  private final NativeLibrary jvm;
  private final List<String> wanted;
  private final Map<String, Boolean> flags = new HashMap<>();

  private VmFlags(NativeLibrary jvm, List<String> wanted) {
    this.jvm = jvm;
    this.wanted = wanted;
  }

  /** The values of flags that are true or false; those that this JVM does not tell are missing. */
  public static Map<String, Boolean> read(List<String> names) {
    try {
      return new VmFlags(library(), names).readAll();
    } catch (UnsatisfiedLinkError | RuntimeException e) {
      return Map.of();
    }
  }

  private static NativeLibrary library() {
    NativeLibrary process = NativeLibrary.getProcess();
    try {
      process.getGlobalVariableAddress("gHotSpotVMStructs");
      return process;
    } catch (UnsatisfiedLinkError e) {
      return NativeLibrary.getInstance(System.getProperty("java.home") + "/lib/server/libjvm.so");
    }
  }

  /** The value of a global variable of 8 bytes. */
  private long global(String name) {
    return UNSAFE.getLong(Pointer.nativeValue(jvm.getGlobalVariableAddress(name)));
  }

  private Map<String, Boolean> readAll() {
    Map<String, Long> fields = fieldsOfFlag();
    long size = sizeOfFlag();
    Long first = fields.get("flags");
    Long count = fields.get("numFlags");
    Long name = fields.get("_name");
    Long address = fields.get("_addr");
    if (first == null || count == null || name == null || address == null || size == 0) {
      return Map.of();
    }
    long flag = UNSAFE.getLong(first);
    long end = Math.min(UNSAFE.getLong(count), MAX_FLAGS);
    for (long i = 0; i < end; i++, flag += size) {
      add(UNSAFE.getLong(flag + name), UNSAFE.getLong(flag + address));
    }
    return flags;
  }

  private void add(long name, long address) {
    if (name != 0 && address != 0) {
      for (String one : wanted) {
        if (isString(name, one)) {
          flags.put(one, UNSAFE.getByte(address) == 1);
        }
      }
    }
  }

  /** Of {@code JVMFlag}: the addresses of its static fields and the offsets of the others. */
  private Map<String, Long> fieldsOfFlag() {
    long entry = global("gHotSpotVMStructs");
    long stride = global("gHotSpotVMStructEntryArrayStride");
    long typeName = global("gHotSpotVMStructEntryTypeNameOffset");
    long fieldName = global("gHotSpotVMStructEntryFieldNameOffset");
    long isStatic = global("gHotSpotVMStructEntryIsStaticOffset");
    long offset = global("gHotSpotVMStructEntryOffsetOffset");
    long address = global("gHotSpotVMStructEntryAddressOffset");
    Map<String, Long> fields = new HashMap<>();
    for (; UNSAFE.getLong(entry + typeName) != 0; entry += stride) {
      if (isString(UNSAFE.getLong(entry + typeName), "JVMFlag")) {
        boolean global = UNSAFE.getInt(entry + isStatic) != 0;
        long value = UNSAFE.getLong(entry + (global ? address : offset));
        fields.put(string(UNSAFE.getLong(entry + fieldName)), value);
      }
    }
    return fields;
  }

  private long sizeOfFlag() {
    long entry = global("gHotSpotVMTypes");
    long stride = global("gHotSpotVMTypeEntryArrayStride");
    long typeName = global("gHotSpotVMTypeEntryTypeNameOffset");
    long size = global("gHotSpotVMTypeEntrySizeOffset");
    for (; UNSAFE.getLong(entry + typeName) != 0; entry += stride) {
      if (isString(UNSAFE.getLong(entry + typeName), "JVMFlag")) {
        return UNSAFE.getLong(entry + size);
      }
    }
    return 0;
  }

  private static boolean isString(long address, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (UNSAFE.getByte(address + i) != text.charAt(i)) {
        return false;
      }
    }
    return UNSAFE.getByte(address + text.length()) == 0;
  }

  private static String string(long address) {
    StringBuilder text = new StringBuilder();
    for (long at = address; UNSAFE.getByte(at) != 0; at++) {
      text.append((char) UNSAFE.getByte(at));
    }
    return text.toString();
  }
}
