package dev.metajit.agent.rewrite;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;

/**
 * Lengths of the code of methods, in bytecode bytes, straight from a class file (JVMS 4.6, 4.7.3).
 */
public final class CodeSizes {
  /**
   * HotSpot never compiles a method with more bytes than this (its flag {@code
   * DontCompileHugeMethods}).
   */
  public static final int HUGE = 8000;

  private final ClassReader reader;
  private final char[] buffer;
  private final Map<String, Integer> sizes = new HashMap<>();

  private CodeSizes(byte[] classFile) {
    reader = new ClassReader(classFile);
    buffer = new char[reader.getMaxStringLength()];
    int interfaces = reader.readUnsignedShort(reader.header + 6);
    int at = reader.header + 8 + 2 * interfaces;
    int fields = reader.readUnsignedShort(at);
    at += 2;
    for (int i = 0; i < fields; i++) {
      at = member(at, false);
    }
    int methods = reader.readUnsignedShort(at);
    at += 2;
    for (int i = 0; i < methods; i++) {
      at = member(at, true);
    }
  }

  /** Code lengths by name and descriptor; methods without code are left out. */
  public static Map<String, Integer> of(byte[] classFile) {
    return new CodeSizes(classFile).sizes;
  }

  private int member(int start, boolean method) {
    int attributes = reader.readUnsignedShort(start + 6);
    int at = start + 8;
    for (int i = 0; i < attributes; i++) {
      if (method && "Code".equals(reader.readUTF8(at, buffer))) {
        String key = reader.readUTF8(start + 2, buffer) + reader.readUTF8(start + 4, buffer);
        sizes.put(key, reader.readInt(at + 10));
      }
      at += 6 + reader.readInt(at + 2);
    }
    return at;
  }
}
