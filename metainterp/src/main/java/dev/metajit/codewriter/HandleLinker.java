package dev.metajit.codewriter;

import dev.metajit.codewriter.CallSiteRef.Linked;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.TextRecipe;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.invoke.VarHandle.AccessMode;
import java.lang.invoke.WrongMethodTypeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Links calls through method handles, and resolves the constants that go with them (JVMS 5.4.3.5
 * and 5.4.3.6).
 */
final class HandleLinker {
  private static final String METHOD_HANDLE = "java/lang/invoke/MethodHandle";
  private static final String VAR_HANDLE = "java/lang/invoke/VarHandle";

  private final HandleTargets targets;

  HandleLinker(Linker linker) {
    this.targets = new HandleTargets(linker);
  }

  /** True if the call is of a signature-polymorphic method (JVMS 2.9.3). */
  boolean isPolymorphic(MethodInsnNode call) {
    if (call.getOpcode() != Opcodes.INVOKEVIRTUAL) {
      return false;
    }
    if (call.owner.equals(METHOD_HANDLE)) {
      return call.name.equals("invoke") || call.name.equals("invokeExact");
    }
    return call.owner.equals(VAR_HANDLE) && accessMode(call.name) != null;
  }

  private static AccessMode accessMode(String name) {
    return Arrays.stream(AccessMode.values())
        .filter(mode -> mode.methodName().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** The site of a signature-polymorphic call; its descriptor starts with the receiver. */
  CallSiteRef polymorphic(Class<?> owner, MethodInsnNode call) {
    String desc = "(L" + call.owner + ";" + call.desc.substring(1);
    return new CallSiteRef(
        call.name,
        desc,
        CallSiteRef.Sort.ANY,
        () -> {
          MethodType type = Linkage.methodType(owner, call.desc);
          String name = call.owner.replace('/', '.') + "." + call.name;
          MethodHandle invoker = checkingNull(invoker(call, type), call);
          return new Linked(new CallDescr(name, invoker, EffectInfo.RANDOM), null, null);
        },
        handle -> target(handle, call.name, Linkage.methodType(owner, call.desc)));
  }

  private HandleTarget target(Object handle, String name, MethodType type) {
    return handle instanceof VarHandle variable
        ? targets.of(variable, accessMode(name), type)
        : targets.of((MethodHandle) handle, type);
  }

  private static MethodHandle invoker(MethodInsnNode call, MethodType type) {
    if (call.owner.equals(VAR_HANDLE)) {
      return MethodHandles.varHandleInvoker(accessMode(call.name), type);
    }
    return call.name.equals("invokeExact")
        ? MethodHandles.exactInvoker(type)
        : MethodHandles.invoker(type);
  }

  private static MethodHandle checkingNull(MethodHandle invoker, MethodInsnNode call) {
    return call.owner.equals(VAR_HANDLE)
        ? invoker.asType(invoker.type().changeParameterType(0, VarHandle.class))
        : invoker;
  }

  /** The site of an {@code invokedynamic}. */
  CallSiteRef dynamic(Class<?> owner, InvokeDynamicInsnNode node) {
    CallSiteRef.Sort sort = CallSiteEffects.sort(node.bsm, node.bsmArgs);
    return new CallSiteRef(node.name, node.desc, sort, () -> link(owner, node), null);
  }

  private Linked link(Class<?> owner, InvokeDynamicInsnNode node) throws Throwable {
    MethodType type = Linkage.methodType(owner, node.desc);
    List<Object> arguments = new ArrayList<>(List.of(Trusted.in(owner), node.name, type));
    for (Object argument : node.bsmArgs) {
      arguments.add(constant(owner, argument));
    }
    CallSite site = (CallSite) methodHandle(owner, node.bsm).invokeWithArguments(arguments);
    if (!site.type().equals(type)) {
      throw new WrongMethodTypeException(site.type() + " should be " + type);
    }
    boolean constant = site instanceof ConstantCallSite;
    MethodHandle target = constant ? site.getTarget() : site.dynamicInvoker();
    String name =
        node.bsm.getOwner().replace('/', '.') + "." + node.bsm.getName() + " " + node.name;
    CallDescr call = new CallDescr(name, target, CallSiteEffects.of(node.bsm, node.desc));
    TextRecipe recipe = CallSiteEffects.recipe(node.bsm, type, node.bsmArgs);
    CallDescr text = recipe == null ? null : CallDescr.ofText(name, target, recipe);
    return new Linked(call, text, constant ? targets.of(target, type) : null);
  }

  /** A constant that an instruction or a call site names. */
  Object constant(Class<?> owner, Object value) throws ReflectiveOperationException {
    if (value instanceof Type type) {
      return type.getSort() == Type.METHOD
          ? Linkage.methodType(owner, type.getDescriptor())
          : classOf(owner, type);
    }
    if (value instanceof Handle handle) {
      return methodHandle(owner, handle);
    }
    return value instanceof String text ? text.intern() : value;
  }

  private static Class<?> classOf(Class<?> owner, Type type) {
    boolean array = type.getSort() == Type.ARRAY;
    return Linkage.loadClass(owner, array ? type.getDescriptor() : type.getInternalName());
  }

  private static MethodHandle methodHandle(Class<?> owner, Handle handle)
      throws ReflectiveOperationException {
    Lookup lookup = Trusted.in(owner);
    Class<?> type = Linkage.loadClass(owner, handle.getOwner());
    String name = handle.getName();
    if (handle.getTag() <= Opcodes.H_PUTSTATIC) {
      return accessor(lookup, type, handle, fieldType(owner, handle.getDesc()));
    }
    MethodType desc = Linkage.methodType(owner, handle.getDesc());
    return switch (handle.getTag()) {
      case Opcodes.H_INVOKESTATIC -> lookup.findStatic(type, name, desc);
      case Opcodes.H_INVOKESPECIAL -> lookup.findSpecial(type, name, desc, owner);
      case Opcodes.H_NEWINVOKESPECIAL -> lookup.findConstructor(type, desc);
      default -> lookup.findVirtual(type, name, desc);
    };
  }

  private static Class<?> fieldType(Class<?> owner, String desc) {
    return Linkage.methodType(owner, "()" + desc).returnType();
  }

  private static MethodHandle accessor(
      Lookup lookup, Class<?> type, Handle handle, Class<?> fieldType)
      throws ReflectiveOperationException {
    String name = handle.getName();
    return switch (handle.getTag()) {
      case Opcodes.H_GETFIELD -> lookup.findGetter(type, name, fieldType);
      case Opcodes.H_GETSTATIC -> lookup.findStaticGetter(type, name, fieldType);
      case Opcodes.H_PUTFIELD -> lookup.findSetter(type, name, fieldType);
      default -> lookup.findStaticSetter(type, name, fieldType);
    };
  }
}
