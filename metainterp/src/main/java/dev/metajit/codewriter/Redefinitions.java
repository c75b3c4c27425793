package dev.metajit.codewriter;

import dev.metajit.trace.InvalidationToken;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import jdk.internal.misc.VM;

/**
 * Classes that another agent redefines or retransforms while the program runs. What was made of
 * class files until then may be wrong: {@link #token} becomes invalid, and there is a new one for
 * what is made from now on.
 *
 * <p>The agent is told before the JVM has the new code, and not whether it will. Until the JVM has
 * counted the redefinition, the methods of such a class are called, not looked into. A class of the
 * JDK stays like that, since its class file is not read from the JVM.
 */
public final class Redefinitions {
  private static final VarHandle COUNT = count();

  private final Consumer<Class<?>> forget;
  private final Set<Class<?>> read =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** What the JVM's count will be once the redefinitions that are known of are done. */
  private final Map<Class<?>, Integer> awaited = new WeakHashMap<>();

  private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
  private volatile boolean likely = hasOtherAgents();
  private volatile boolean anyAwaited;
  private volatile InvalidationToken token = new InvalidationToken();

  /**
   * @param forget takes a class of which nothing may be kept
   */
  Redefinitions(Consumer<Class<?>> forget) {
    this.forget = forget;
  }

  private static VarHandle count() {
    try {
      return MethodHandles.privateLookupIn(Class.class, Trusted.LOOKUP)
          .findVarHandle(Class.class, "classRedefinedCount", int.class);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** True if the command line names an agent besides ours. */
  private static boolean hasOtherAgents() {
    int agents = 0;
    for (String argument : VM.getRuntimeArguments()) {
      boolean isAgent =
          argument.startsWith("-javaagent:")
              || argument.startsWith("-agentlib:")
              || argument.startsWith("-agentpath:")
              || argument.startsWith("-Xrun");
      agents += isAgent ? 1 : 0;
    }
    return agents > 1;
  }

  /**
   * True if traces had better ask whether a class has been redefined: there is an agent besides
   * ours, or there was a redefinition. Other programs do not pay for it.
   */
  public boolean areLikely() {
    return likely;
  }

  /** Becomes invalid with the next redefinition. */
  public InvalidationToken token() {
    return token;
  }

  /** Runs the listener whenever a token has become invalid. */
  public void onRedefinition(Runnable listener) {
    listeners.add(listener);
  }

  /** The class file of this class is about to be read. */
  void reading(Class<?> type) {
    read.add(type);
  }

  /**
   * The class is about to get other code. Nothing happens if nobody has looked into it.
   *
   * @return whether anybody had
   */
  public boolean redefined(Class<?> type) {
    if (!read.contains(type)) {
      return false;
    }
    InvalidationToken old;
    synchronized (this) {
      int before = awaited.getOrDefault(type, counted(type));
      awaited.put(type, Math.max(before, counted(type)) + 1);
      anyAwaited = true;
      likely = true;
      old = token;
      token = new InvalidationToken();
      forget.accept(type);
    }
    old.invalidate();
    listeners.forEach(Runnable::run);
    return true;
  }

  /** True if the methods of a class have to be called for now. */
  boolean isChanging(Class<?> type) {
    if (!anyAwaited) {
      return false;
    }
    synchronized (this) {
      Integer expected = awaited.get(type);
      if (expected == null) {
        return false;
      }
      boolean isOver = COUNT != null && !ClassFacts.isOfPlatform(type) && counted(type) >= expected;
      if (isOver) {
        awaited.remove(type);
        anyAwaited = !awaited.isEmpty();
      }
      return !isOver;
    }
  }

  /** How often the JVM has redefined the class or a superclass. */
  private static int counted(Class<?> type) {
    return COUNT == null ? 0 : (int) COUNT.getVolatile(type);
  }
}
