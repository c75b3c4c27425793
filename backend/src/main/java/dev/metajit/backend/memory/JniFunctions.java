package dev.metajit.backend.memory;

import com.sun.jna.Function;
import com.sun.jna.JNIEnv;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Map;
import jdk.internal.misc.Unsafe;

/** The JNI function table, found by JNA; positions in it, and the one function that JNA calls. */
final class JniFunctions {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final Map<String, Object> WITH_OBJECTS =
      Map.of(Library.OPTION_ALLOW_OBJECTS, true);
  // positions in the JNIEnv function table (JNI specification, chapter 4)
  static final int NEW_GLOBAL_REF = 21;
  static final int DELETE_GLOBAL_REF = 22;
  static final int REGISTER_NATIVES = 215;
  static final int GET_PRIMITIVE_ARRAY_CRITICAL = 222;
  static final int RELEASE_PRIMITIVE_ARRAY_CRITICAL = 223;

  private final long table;

  /**
   * @param identity machine code of a C function that returns its first argument
   */
  JniFunctions(long identity) {
    Function function = Function.getFunction(new Pointer(identity));
    Object[] arguments = {JNIEnv.CURRENT};
    long env = (Long) function.invoke(long.class, arguments, WITH_OBJECTS);
    this.table = UNSAFE.getLong(env);
  }

  private Function function(int index) {
    return Function.getFunction(new Pointer(UNSAFE.getLong(table + 8L * index)));
  }

  /** Binds a static native method to a C function at this address. */
  void bind(Class<?> owner, String name, String signature, long code) throws NativeAccessException {
    try (Memory text = new Memory(name.length() + signature.length() + 2L);
        Memory method = new Memory(3L * Native.POINTER_SIZE)) {
      text.setString(0, name);
      text.setString(name.length() + 1L, signature);
      method.setPointer(0, text);
      method.setPointer(8, text.share(name.length() + 1L));
      method.setLong(16, code);
      Object[] arguments = {JNIEnv.CURRENT, owner, method, 1};
      int result = (Integer) function(REGISTER_NATIVES).invoke(int.class, arguments, WITH_OBJECTS);
      if (result != 0) {
        throw new NativeAccessException("RegisterNatives refused " + name + ": " + result);
      }
    }
  }
}
