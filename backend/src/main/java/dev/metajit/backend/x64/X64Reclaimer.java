package dev.metajit.backend.x64;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives back what code took up that nobody can enter any more: no trace of it, and no code that
 * leads there, can be reached. A thread that runs in machine code holds the trace that it entered.
 * Thread-safe.
 */
final class X64Reclaimer {
  private final ReferenceQueue<X64Code> queue = new ReferenceQueue<>();
  private final Set<Owner> owners = ConcurrentHashMap.newKeySet();

  /** Notes when code is gone. */
  private static final class Owner extends PhantomReference<X64Code> {
    private final X64Resources resources;

    Owner(X64Code code, X64Resources resources, ReferenceQueue<X64Code> queue) {
      super(code, queue);
      this.resources = resources;
    }
  }

  void watch(X64Code code, X64Resources resources) {
    owners.add(new Owner(code, resources, queue));
  }

  /** Looks for code that is gone. */
  void reclaim() {
    for (Reference<?> gone = queue.poll(); gone != null; gone = queue.poll()) {
      Owner owner = (Owner) gone;
      owners.remove(owner);
      owner.resources.giveBack();
    }
  }
}
