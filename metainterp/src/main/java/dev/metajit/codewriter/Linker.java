package dev.metajit.codewriter;

import dev.metajit.driver.ClassFiles;
import dev.metajit.driver.Hints;
import dev.metajit.driver.UnrollCondition;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.TextRecipe;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Resolves names of fields and methods, with what is known of them. One per {@link CodeWriter}. */
final class Linker {
  private final ClassFacts facts;
  private final EffectAnalysis effects;
  private final BoxCalls boxCalls;
  private final Portals portals = new Portals();
  private final HandleLinker handleLinker = new HandleLinker(this);
  private final MethodSelection selection = new MethodSelection(this);
  private final PerClass<Map<MethodKey, ResolvedMethod>> methods =
      new PerClass<>(type -> new ConcurrentHashMap<>());

  private final Redefinitions redefinitions;

  Linker(ClassFiles classFiles, Hints hints, Redefinitions redefinitions) {
    this.redefinitions = redefinitions;
    this.facts = new ClassFacts(classFiles, hints, redefinitions);
    this.effects = new EffectAnalysis(facts);
    this.boxCalls = new BoxCalls(facts);
  }

  ClassFacts facts() {
    return facts;
  }

  Redefinitions redefinitions() {
    return redefinitions;
  }

  Portals portals() {
    return portals;
  }

  HandleLinker handleCalls() {
    return handleLinker;
  }

  FieldDescr field(Class<?> caller, String owner, String name, String desc, boolean isStatic) {
    Field field = Linkage.field(Linkage.loadClass(caller, owner), name, desc);
    if (Modifier.isStatic(field.getModifiers()) != isStatic) {
      throw new IncompatibleClassChangeError(
          "Expected " + (isStatic ? "static" : "non-static") + " field " + owner + "." + name);
    }
    return facts.describe(field);
  }

  /** Initializes the class of a static field; true if that is done for every thread. */
  boolean initialize(FieldDescr field) {
    boolean done = Trusted.initialize(field.owner());
    if (done) {
      facts.markInitialized(field);
    }
    return done;
  }

  BoxCalls boxCalls() {
    return boxCalls;
  }

  boolean isPortal(ResolvedMethod method) {
    return portals.find(method.owner(), method.key()) != null;
  }

  /** Resolves a method as its caller names it (JVMS 5.4.3.3, 5.4.3.4). */
  ResolvedMethod method(MethodRef ref) {
    MethodHandle handle = Linkage.linkage(() -> find(ref));
    MethodHandleInfo info = Trusted.LOOKUP.revealDirect(handle);
    Class<?> owner = info.getDeclaringClass();
    MethodKey key = new MethodKey(ref.name(), ref.desc());
    boolean exact = ref.mode() == MethodRef.Mode.STATIC || ref.mode() == MethodRef.Mode.SPECIAL;
    if (Members.isCallerSensitive(handle)) {
      return new ResolvedMethod(this, owner, key, info.getModifiers(), handle);
    }
    MethodHandle known = exact ? initializerOr(handle, ref) : null;
    return intern(owner, key, info.getModifiers(), known);
  }

  private static MethodHandle initializerOr(MethodHandle handle, MethodRef ref) {
    return ref.name().equals("<init>") ? Members.initializer(handle) : handle;
  }

  private static MethodHandle find(MethodRef ref) throws ReflectiveOperationException {
    Class<?> caller = ref.caller();
    Class<?> owner = Linkage.loadClass(caller, ref.owner());
    Lookup lookup = owner.isArray() ? Trusted.LOOKUP : Trusted.in(caller);
    MethodType type = Linkage.methodType(caller, ref.desc());
    return switch (ref.mode()) {
      case STATIC -> lookup.findStatic(owner, ref.name(), type);
      case SPECIAL ->
          ref.name().equals("<init>")
              ? Trusted.in(owner).findConstructor(owner, type)
              : lookup.findSpecial(owner, ref.name(), type, caller);
      default -> lookup.findVirtual(owner, ref.name(), type);
    };
  }

  /**
   * @param handle calls exactly this method, or {@code null} to look it up when needed
   */
  ResolvedMethod intern(Class<?> owner, MethodKey key, int access, MethodHandle handle) {
    Map<MethodKey, ResolvedMethod> known = methods.of(owner);
    ResolvedMethod found = known.get(key);
    if (found == null) {
      known.putIfAbsent(key, new ResolvedMethod(this, owner, key, access, handle));
      found = known.get(key);
    }
    return found;
  }

  static MethodHandle exactHandle(Class<?> owner, MethodKey key, boolean isStatic)
      throws ReflectiveOperationException {
    MethodType type = Linkage.methodType(owner, key.desc());
    if (key.name().equals("<init>")) {
      return Members.initializer(Trusted.in(owner).findConstructor(owner, type));
    }
    if (owner == System.class && key.name().equals("arraycopy")) {
      return ArrayCalls.copyHandle();
    }
    return isStatic
        ? Trusted.in(owner).findStatic(owner, key.name(), type)
        : Trusted.in(owner).findSpecial(owner, key.name(), type, owner);
  }

  /** The field by which a method is elidable, as its owner declares it; null for none. */
  FieldDescr elidableBy(Class<?> owner, MethodKey key) {
    String internalName = ClassFacts.internalName(owner);
    String name = facts.hintsOf(owner).elidableBy(internalName, key.name(), key.desc());
    for (Field field : name == null ? new Field[0] : Trusted.declaredFields(owner)) {
      if (field.getName().equals(name)) {
        return facts.describe(field);
      }
    }
    return null;
  }

  boolean isPromoted(Class<?> owner, MethodKey key) {
    String internalName = ClassFacts.internalName(owner);
    return facts.hintsOf(owner).isPromoted(internalName, key.name(), key.desc());
  }

  boolean isElidable(Class<?> owner, MethodKey key) {
    String internalName = ClassFacts.internalName(owner);
    return facts.hintsOf(owner).isElidable(internalName, key.name(), key.desc());
  }

  /** When a method with a loop is looked into. */
  UnrollCondition unrolling(Class<?> owner, MethodKey key) {
    String internalName = ClassFacts.internalName(owner);
    return facts.hintsOf(owner).unrolling(internalName, key.name(), key.desc());
  }

  ResolvedMethod select(ResolvedMethod method, Class<?> receiver) {
    return selection.select(method, receiver);
  }

  CallDescr dispatchingCall(MethodRef ref) {
    MethodHandle handle = Linkage.linkage(() -> find(ref));
    ResolvedMethod method = ref.resolve();
    EffectInfo effect = effects.ofDispatch(method);
    return new CallDescr(nameOf(method), handle.asFixedArity(), effect);
  }

  CallDescr exactCall(ResolvedMethod method) {
    String owner = ClassFacts.internalName(method.owner());
    EffectInfo effect = effects.of(method);
    if (effect.extra() == EffectInfo.Extra.PURE_ALLOCATION
        && KnownMethods.isWriting(owner, method.name(), method.desc())) {
      TextRecipe recipe = TextRecipe.ofOne(method.handle().type().parameterType(0));
      return CallDescr.ofText(nameOf(method), method.handle(), recipe);
    }
    return new CallDescr(nameOf(method), method.handle().asFixedArity(), effect);
  }

  CallDescr containedCall(ResolvedMethod method) {
    EffectInfo effect = EffectInfo.of(EffectInfo.Extra.CAN_RAISE);
    return new CallDescr(nameOf(method), method.handle().asFixedArity(), effect);
  }

  private static String nameOf(ResolvedMethod method) {
    return method.owner().getName() + "." + method.name();
  }
}
