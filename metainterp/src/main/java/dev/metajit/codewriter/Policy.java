package dev.metajit.codewriter;

import dev.metajit.driver.Hints;
import dev.metajit.driver.UnrollCondition;
import dev.metajit.trace.EffectInfo;
import java.lang.reflect.Modifier;

/**
 * What is looked into, and what is called instead: never a native, abstract or synchronized method,
 * nor one that is elidable or has a loop unless it is marked unroll-safe, nor the JDK apart from a
 * list.
 */
final class Policy {
  private final ClassFacts facts;

  Policy(ClassFacts facts) {
    this.facts = facts;
  }

  /**
   * Why the method is not looked into, by what is known without its code; {@code null} if it may
   * be.
   */
  String reasonAgainst(ResolvedMethod method) {
    String byFlags = reasonByFlags(method);
    if (byFlags != null) {
      return byFlags;
    }
    Hints hints = facts.hintsOf(method.owner());
    String owner = ClassFacts.internalName(method.owner());
    if (hints.isOpaque(owner, method.name(), method.desc())) {
      return "a hint says not to look inside";
    }
    if (hints.isLookInside(owner, method.name(), method.desc())) {
      return null;
    }
    EffectInfo known = KnownMethods.effect(owner, method.name(), method.desc());
    if ((known != null && known.isElidable())
        || hints.isElidable(owner, method.name(), method.desc())
            && method.unrolling().equals(UnrollCondition.NEVER)
        || hints.isLoopInvariant(owner, method.name(), method.desc())) {
      return "its result depends on its arguments alone";
    }
    boolean open =
        !ClassFacts.isOfPlatform(method.owner())
            || KnownMethods.isInlined(owner, method.name(), method.desc());
    return open ? null : "it is a method of the JDK";
  }

  /** True if a hint says that what the method calls touches nothing that traces look into. */
  boolean isContained(JitCode code) {
    Hints hints = facts.hintsOf(code.owner());
    return hints.isContained(ClassFacts.internalName(code.owner()), code.name(), code.desc());
  }

  private static String reasonByFlags(ResolvedMethod method) {
    int access = method.access();
    if (Modifier.isAbstract(access)) {
      return "it is abstract";
    }
    if (Modifier.isNative(access)) {
      return "it is native";
    }
    if (Modifier.isSynchronized(access)) {
      return "it is synchronized";
    }
    return method.isConstructor() && Finalizers.has(method.owner())
        ? "its objects have a finalizer"
        : null;
  }

  /** How often a loop of the method may come round in a trace. */
  int rounds(Class<?> owner, MethodKey key) {
    String name = ClassFacts.internalName(owner);
    UnrollCondition unrolling = facts.hintsOf(owner).unrolling(name, key.name(), key.desc());
    return unrolling.equals(UnrollCondition.NEVER) ? Integer.MAX_VALUE : unrolling.rounds();
  }

  /** Why the method is not looked into, by its code; {@code null} if it is. */
  String reasonAgainst(JitCode code) {
    if (!code.hasLoop()) {
      return null;
    }
    Hints hints = facts.hintsOf(code.owner());
    String owner = ClassFacts.internalName(code.owner());
    return hints.unrolling(owner, code.name(), code.desc()).equals(UnrollCondition.NEVER)
        ? "it has a loop and is not marked unroll-safe"
        : null;
  }
}
