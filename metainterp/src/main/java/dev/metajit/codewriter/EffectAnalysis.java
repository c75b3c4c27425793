package dev.metajit.codewriter;

import dev.metajit.codewriter.MethodSummary.CallUse;
import dev.metajit.codewriter.MethodSummary.FieldUse;
import dev.metajit.driver.Hints;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.EffectInfo.Extra;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Storage;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What callees may do: hints, then what is known of the JDK, then what the class files of the
 * callee and of all that it calls show. Whatever is not understood may do anything.
 */
final class EffectAnalysis {
  /** How many methods are followed from one callee. */
  private static final int BUDGET = 100;

  private static final MethodKey INITIALIZER = new MethodKey("<clinit>", "()V");

  private final ClassFacts facts;

  EffectAnalysis(ClassFacts facts) {
    this.facts = facts;
  }

  /** What exactly this method may do. */
  EffectInfo of(ResolvedMethod method) {
    EffectInfo declared = declared(method);
    if (declared != null) {
      return declared;
    }
    try {
      return new Walk().run(new Callee(method.owner(), method.key()));
    } catch (LinkageError | RuntimeException e) {
      return EffectInfo.RANDOM;
    }
  }

  /** What any method that is selected in place of this one may do. */
  EffectInfo ofDispatch(ResolvedMethod method) {
    EffectInfo effect = method.isFinal() ? declared(method) : declaredByHint(method);
    return effect == null ? EffectInfo.RANDOM : effect;
  }

  private EffectInfo declared(ResolvedMethod method) {
    EffectInfo hinted = declaredByHint(method);
    String owner = ClassFacts.internalName(method.owner());
    return hinted == null ? KnownMethods.effect(owner, method.name(), method.desc()) : hinted;
  }

  private EffectInfo declaredByHint(ResolvedMethod method) {
    return declaredByHint(method.owner(), method.key());
  }

  private EffectInfo declaredByHint(Class<?> type, MethodKey key) {
    Hints hints = facts.hintsOf(type);
    String owner = ClassFacts.internalName(type);
    if (hints.isElidable(owner, key.name(), key.desc())) {
      return EffectInfo.of(Extra.ELIDABLE_CAN_RAISE);
    }
    if (hints.isReadsOnly(owner, key.name(), key.desc())) {
      return EffectInfo.of(Extra.READS_ANYTHING);
    }
    return hints.isLoopInvariant(owner, key.name(), key.desc())
        ? EffectInfo.of(Extra.LOOP_INVARIANT)
        : null;
  }

  /** A method that is followed. */
  private record Callee(Class<?> owner, MethodKey key) {}

  /** Something was met that may do anything. */
  private static final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unknown() {
      super(null, null, false, false);
    }
  }

  /** Gathers the effects of every method that can be reached. */
  private final class Walk {
    private final Set<FieldDescr> readFields = new HashSet<>();
    private final Set<FieldDescr> writtenFields = new HashSet<>();
    private final Set<Storage> readArrays = EnumSet.noneOf(Storage.class);
    private final Set<Storage> writtenArrays = EnumSet.noneOf(Storage.class);
    private final Set<Callee> seen = new HashSet<>();
    private final Deque<Callee> open = new ArrayDeque<>();

    EffectInfo run(Callee start) {
      reach(start);
      while (!open.isEmpty()) {
        follow(open.pop());
      }
      return new EffectInfo(
          Extra.CAN_RAISE,
          Set.copyOf(readFields),
          Set.copyOf(writtenFields),
          Set.copyOf(readArrays),
          Set.copyOf(writtenArrays));
    }

    private void reach(Callee callee) {
      if (seen.add(callee)) {
        if (seen.size() > BUDGET) {
          throw new Unknown();
        }
        open.push(callee);
      }
    }

    private void follow(Callee callee) {
      Map<MethodKey, MethodSummary> summaries = facts.summaries(callee.owner());
      MethodSummary summary = summaries.get(callee.key());
      if (summary == null || summary.unknown()) {
        throw new Unknown();
      }
      readArrays.addAll(summary.readArrays());
      writtenArrays.addAll(summary.writtenArrays());
      summary.classes().forEach(name -> initialize(Linkage.loadClass(callee.owner(), name)));
      summary.fields().forEach(use -> field(callee.owner(), use));
      summary.calls().forEach(use -> call(callee.owner(), use));
    }

    private void field(Class<?> caller, FieldUse use) {
      Class<?> owner = Linkage.loadClass(caller, use.owner());
      Field field = Linkage.field(owner, use.name(), use.desc());
      FieldDescr descr = facts.describe(field);
      if (use.isStatic()) {
        initialize(field.getDeclaringClass());
      }
      if (descr.isVolatile()) {
        throw new Unknown();
      }
      (use.write() ? writtenFields : readFields).add(descr);
    }

    private void call(Class<?> caller, CallUse use) {
      MethodKey key = new MethodKey(use.name(), use.desc());
      if (use.owner().startsWith("[")) {
        add(use.name().equals("clone") ? KnownMethods.arrayClone() : null);
        return;
      }
      Class<?> owner = declaringClass(Linkage.loadClass(caller, use.owner()), key);
      MethodSummary summary = facts.summaries(owner).get(key);
      EffectInfo hinted = declaredByHint(owner, key);
      boolean exact = !use.dispatches() || isFinal(owner, summary.access());
      if (hinted != null) {
        add(hinted);
      } else if (!exact) {
        throw new Unknown();
      } else {
        callExactly(owner, key, summary);
      }
    }

    private void callExactly(Class<?> owner, MethodKey key, MethodSummary summary) {
      String name = ClassFacts.internalName(owner);
      EffectInfo known = KnownMethods.effect(name, key.name(), key.desc());
      if (known != null || makesThrowable(owner, key)) {
        add(known == null ? KnownMethods.throwableConstructor(key.desc()) : known);
        return;
      }
      if (Modifier.isStatic(summary.access())) {
        initialize(owner);
      }
      reach(new Callee(owner, key));
    }

    /** A constructor of an exception of the JDK. */
    private boolean makesThrowable(Class<?> owner, MethodKey key) {
      return key.name().equals("<init>")
          && Throwable.class.isAssignableFrom(owner)
          && ClassFacts.isOfPlatform(owner);
    }

    private boolean isFinal(Class<?> owner, int access) {
      return ((access | owner.getModifiers()) & Modifier.FINAL) != 0 || Modifier.isPrivate(access);
    }

    private void add(EffectInfo effect) {
      if (effect == null || effect.mayReadAnything()) {
        throw new Unknown();
      }
      readFields.addAll(effect.readFields());
      writtenFields.addAll(effect.writtenFields());
      readArrays.addAll(effect.readArrays());
      writtenArrays.addAll(effect.writtenArrays());
    }

    private Class<?> declaringClass(Class<?> type, MethodKey key) {
      for (Class<?> at = type; at != null; at = at.getSuperclass()) {
        if (facts.summaries(at).containsKey(key)) {
          return at;
        }
      }
      for (Class<?> at = type; at != null; at = at.getSuperclass()) {
        for (Class<?> superInterface : at.getInterfaces()) {
          if (facts.summaries(superInterface).containsKey(key)) {
            return superInterface;
          }
        }
      }
      throw new Unknown();
    }

    /** The class files tell: to ask the JVM for an initializer would run it. */
    private void initialize(Class<?> type) {
      for (Class<?> at = type; at != null && Trusted.isUninitialized(at); at = at.getSuperclass()) {
        Map<MethodKey, MethodSummary> summaries = facts.summaries(at);
        if (summaries.isEmpty() || summaries.containsKey(INITIALIZER)) {
          throw new Unknown();
        }
        for (Class<?> superInterface : at.getInterfaces()) {
          initialize(superInterface);
        }
      }
    }
  }
}
