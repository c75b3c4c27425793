package dev.metajit.codewriter;

import dev.metajit.driver.Portal;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The portals that are known, before and after their classes are loaded. */
final class Portals {
  /** A portal, and the loader of its class; no reference for the bootstrap loader. */
  private record Entry(Portal portal, WeakReference<ClassLoader> loader) {
    boolean isOf(ClassLoader other) {
      return loader == null ? other == null : other != null && loader.refersTo(other);
    }
  }

  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  void register(Portal portal, ClassLoader loader) {
    entries.add(new Entry(portal, loader == null ? null : new WeakReference<>(loader)));
  }

  /** The portal that this method is, or {@code null}; of a class that was redefined, the latest. */
  Portal find(Class<?> owner, MethodKey key) {
    String name = owner.getName().replace('.', '/');
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      Portal portal = entry.portal();
      if (portal.owner().equals(name)
          && portal.method().equals(key.name())
          && portal.desc().equals(key.desc())
          && entry.isOf(owner.getClassLoader())) {
        return portal;
      }
    }
    return null;
  }

  /**
   * The class of a registered portal.
   *
   * @throws IllegalArgumentException if it was not registered, or its class is gone
   */
  Class<?> classOf(Portal portal) {
    for (Entry entry : entries) {
      if (entry.portal().equals(portal)) {
        ClassLoader loader = entry.loader() == null ? null : entry.loader().get();
        try {
          return Class.forName(portal.owner().replace('/', '.'), false, loader);
        } catch (ClassNotFoundException e) {
          throw new IllegalArgumentException("the class of the portal is gone: " + portal, e);
        }
      }
    }
    throw new IllegalArgumentException("not a registered portal: " + portal);
  }
}
