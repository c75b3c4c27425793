package dev.metajit.codewriter;

import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Heap;
import dev.metajit.trace.Storage;
import java.lang.constant.DynamicConstantDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.invoke.VarHandle.AccessMode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Looks into handles that are there: {@link HandleTarget}. Whatever is not understood is called.
 */
final class HandleTargets {
  private static final String PACKAGE = "java.lang.invoke.VarHandle";

  private final Linker linker;

  HandleTargets(Linker linker) {
    this.linker = linker;
  }

  /**
   * What an access through a handle does; {@code null} if that is for the handle to know.
   *
   * @param type of the access as its call site has it, without the handle
   */
  HandleTarget of(VarHandle given, AccessMode mode, MethodType type) {
    VarHandle handle = direct(given);
    boolean isStore = mode == AccessMode.SET;
    if ((!isStore && mode != AccessMode.GET)
        || !handle.isAccessModeSupported(mode)
        || !fits(handle, handle.accessModeType(mode), type)) {
      return null;
    }
    String name = handle.getClass().getName();
    List<Class<?>> coordinates = handle.coordinateTypes();
    if (handle.getClass().getClassLoader() != null || !name.startsWith(PACKAGE)) {
      return null;
    }
    if (name.startsWith(PACKAGE + "ByteArrayAs") && name.endsWith("$ArrayHandle")) {
      return ofBytes(handle, isStore);
    }
    if (name.endsWith("$Array") && coordinates.size() == 2) {
      Class<?> component = coordinates.get(0).getComponentType();
      return new HandleTarget.OfElement(Storage.of(component), isStore);
    }
    return name.contains("$Field") ? ofField(handle, coordinates, isStore) : null;
  }

  /** True if the call passes and takes references as what they are or more, all else exactly. */
  private static boolean fits(VarHandle handle, MethodType wanted, MethodType given) {
    if (handle.hasInvokeExactBehavior() || wanted.parameterCount() != given.parameterCount()) {
      return wanted.equals(given);
    }
    for (int i = 0; i < wanted.parameterCount(); i++) {
      if (!takes(wanted.parameterType(i), given.parameterType(i))) {
        return false;
      }
    }
    return takes(given.returnType(), wanted.returnType());
  }

  private static boolean takes(Class<?> wanted, Class<?> given) {
    return wanted == given || !wanted.isPrimitive() && wanted.isAssignableFrom(given);
  }

  /** The handle of a static field that was made before its class was initialized holds another. */
  private static VarHandle direct(VarHandle handle) {
    boolean isLazy =
        handle.getClass().getName().equals("java.lang.invoke.LazyInitializingVarHandle");
    Object target = isLazy ? hidden(handle, "target") : null;
    return target instanceof VarHandle direct ? direct : handle;
  }

  /** Tries the handle on bytes of our own to see in which order it takes them. */
  private static HandleTarget ofBytes(VarHandle handle, boolean isStore) {
    Storage storage = Storage.of(handle.varType());
    byte[] bytes = new byte[Long.BYTES];
    bytes[storage.bytes() - 1] = 1;
    Object value = Linkage.linkage(() -> getter(handle).invokeWithArguments(bytes, 0));
    boolean isBig = bitsOf(value) == 1;
    boolean isSwapped = isBig != (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
    return new HandleTarget.OfBytes(storage, isSwapped, isStore);
  }

  private static MethodHandle getter(VarHandle handle) {
    return handle.toMethodHandle(AccessMode.GET);
  }

  private static long bitsOf(Object value) {
    if (value instanceof Character character) {
      return character;
    }
    if (value instanceof Float number) {
      return Float.floatToRawIntBits(number);
    }
    return value instanceof Double number
        ? Double.doubleToRawLongBits(number)
        : ((Number) value).longValue();
  }

  private HandleTarget ofField(VarHandle handle, List<Class<?>> coordinates, boolean isStore) {
    DynamicConstantDesc<?> desc = (DynamicConstantDesc<?>) handle.describeConstable().orElse(null);
    boolean isStatic = coordinates.isEmpty();
    Object owner = isStatic ? hidden(handle, "base") : coordinates.get(0);
    if (desc == null || !(owner instanceof Class<?> type)) {
      return null;
    }
    String valueType = handle.varType().descriptorString();
    return ofField(type, desc.constantName(), valueType, isStatic, isStore);
  }

  /** What a field of the handle holds that is none of its public side; null if it has no such. */
  private static Object hidden(VarHandle handle, String name) {
    for (Class<?> at = handle.getClass(); at != VarHandle.class; at = at.getSuperclass()) {
      for (Field field : Trusted.declaredFields(at)) {
        if (field.getName().equals(name)) {
          return Heap.getRef(handle, FieldDescr.of(field));
        }
      }
    }
    return null;
  }

  private HandleTarget ofField(
      Class<?> owner, String name, String type, boolean isStatic, boolean isStore) {
    FieldDescr field = linker.facts().describe(Linkage.field(owner, name, type));
    if (field.isStatic() != isStatic || isStatic && Trusted.isUninitialized(field.owner())) {
      return null;
    }
    return new HandleTarget.OfField(field, isStatic ? Linkage.staticBase(field) : null, isStore);
  }

  /**
   * What a call of a handle does; {@code null} if that is for the handle to know.
   *
   * @param type of the call as its site has it, without the handle
   */
  HandleTarget of(MethodHandle handle, MethodType type) {
    if (!handle.type().equals(type) || Members.isCallerSensitive(handle)) {
      return null;
    }
    MethodHandleInfo info;
    try {
      info = Trusted.LOOKUP.revealDirect(handle);
    } catch (IllegalArgumentException e) {
      return null; // not a direct one
    }
    return switch (info.getReferenceKind()) {
      case MethodHandleInfo.REF_getField -> ofField(info, false);
      case MethodHandleInfo.REF_putField -> ofField(info, true);
      case MethodHandleInfo.REF_getStatic -> ofField(info, false);
      case MethodHandleInfo.REF_putStatic -> ofField(info, true);
      case MethodHandleInfo.REF_newInvokeSpecial -> null;
      default -> ofMethod(info);
    };
  }

  private HandleTarget ofField(MethodHandleInfo info, boolean isStore) {
    MethodType type = info.getMethodType();
    Class<?> value = isStore ? type.lastParameterType() : type.returnType();
    boolean isStatic = Modifier.isStatic(info.getModifiers());
    return ofField(
        info.getDeclaringClass(), info.getName(), value.descriptorString(), isStatic, isStore);
  }

  private HandleTarget ofMethod(MethodHandleInfo info) {
    Class<?> owner = info.getDeclaringClass();
    MethodRef.Mode mode =
        switch (info.getReferenceKind()) {
          case MethodHandleInfo.REF_invokeStatic -> MethodRef.Mode.STATIC;
          case MethodHandleInfo.REF_invokeSpecial -> MethodRef.Mode.SPECIAL;
          case MethodHandleInfo.REF_invokeInterface -> MethodRef.Mode.INTERFACE;
          default -> MethodRef.Mode.VIRTUAL;
        };
    MethodKey key = new MethodKey(info.getName(), info.getMethodType().toMethodDescriptorString());
    String name = ClassFacts.internalName(owner);
    return new HandleTarget.OfMethod(
        new MethodRef(linker, owner, mode, name, owner.isInterface(), key));
  }
}
