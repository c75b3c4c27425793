package dev.metajit.codewriter;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Selects the method that a virtual call reaches (JVMS 5.4.5, 5.4.6). */
final class MethodSelection {
  private final Linker linker;
  private final PerClass<Map<ResolvedMethod, ResolvedMethod>> selected =
      new PerClass<>(type -> new ConcurrentHashMap<>());

  MethodSelection(Linker linker) {
    this.linker = linker;
  }

  ResolvedMethod select(ResolvedMethod method, Class<?> receiver) {
    Map<ResolvedMethod, ResolvedMethod> known = selected.of(receiver);
    ResolvedMethod found = known.get(method);
    if (found == null) {
      found = search(method, receiver);
      known.put(method, found);
    }
    return found;
  }

  private ResolvedMethod search(ResolvedMethod method, Class<?> receiver) {
    if (receiver.isArray()) {
      return method.owner() == Object.class ? method : search(method, Object.class);
    }
    ResolvedMethod found = declarationFrom(receiver, method);
    while (!overrides(found, method)) {
      found = declarationFrom(found.owner().getSuperclass(), method);
    }
    if (found.isAbstract()) {
      throw new AbstractMethodError(found.toString());
    }
    return found;
  }

  /**
   * The first method of the name in a class, its superclasses, or else the default method of an
   * interface.
   */
  private ResolvedMethod declarationFrom(Class<?> type, ResolvedMethod method) {
    if (type == null) {
      throw new AbstractMethodError(method.toString());
    }
    MethodType methodType = Linkage.methodType(method.owner(), method.desc());
    try {
      MethodHandle handle =
          Linkage.linkage(
              () -> Trusted.in(type).findSpecial(type, method.name(), methodType, type));
      MethodHandleInfo info = Trusted.LOOKUP.revealDirect(handle);
      Class<?> owner = info.getDeclaringClass();
      return linker.intern(owner, method.key(), info.getModifiers(), null);
    } catch (IllegalAccessError e) {
      return declarationFrom(type.getSuperclass(), method); // of a superclass, for its package only
    }
  }

  private boolean overrides(ResolvedMethod candidate, ResolvedMethod method) {
    if (candidate == method || candidate.owner().isInterface()) {
      return true;
    }
    if ((candidate.access() & (Modifier.PRIVATE | Modifier.STATIC)) != 0) {
      return false;
    }
    if ((method.access() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
        || samePackage(candidate.owner(), method.owner())) {
      return true;
    }
    return overridesThroughAnother(candidate, method);
  }

  /**
   * True if a method between the two overrides the lower one and is overridden by the upper one.
   */
  private boolean overridesThroughAnother(ResolvedMethod candidate, ResolvedMethod method) {
    Class<?> above = candidate.owner().getSuperclass();
    while (above != null && above != method.owner() && method.owner().isAssignableFrom(above)) {
      ResolvedMethod between = declarationFrom(above, method);
      if (between != method && overrides(between, method) && overrides(candidate, between)) {
        return true;
      }
      above = between.owner().getSuperclass();
    }
    return false;
  }

  private static boolean samePackage(Class<?> one, Class<?> other) {
    return one.getClassLoader() == other.getClassLoader()
        && one.getPackageName().equals(other.getPackageName());
  }
}
