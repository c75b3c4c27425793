package dev.metajit.metainterp;

import dev.metajit.codewriter.JitCode;
import dev.metajit.driver.FieldStep;
import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalVariable;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Heap;
import dev.metajit.trace.Kind;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A portal as the tracer needs it: its JitCode, and its path greens as fields. */
public final class PortalCode {
  private final Portal portal;
  private final JitCode code;
  private final Map<FieldStep, FieldDescr> steps = new ConcurrentHashMap<>();

  public PortalCode(Portal portal, JitCode code) {
    this.portal = portal;
    this.code = code;
  }

  public Portal portal() {
    return portal;
  }

  public JitCode code() {
    return code;
  }

  /** The register of a local variable of the portal. */
  static int register(PortalVariable variable) {
    return variable.baseSlot();
  }

  /** The field that a step of a path reads, on an object of this class. */
  FieldDescr field(FieldStep step, Class<?> type) {
    FieldDescr known = steps.get(step);
    return known != null ? known : steps.computeIfAbsent(step, s -> find(s, type));
  }

  private static FieldDescr find(FieldStep step, Class<?> type) {
    String owner = step.owner().replace('/', '.');
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      if (c.getName().equals(owner)) {
        return FieldDescr.of(declared(c, step.name()));
      }
    }
    throw new IllegalStateException(type.getName() + " is not a " + owner);
  }

  private static Field declared(Class<?> owner, String name) {
    try {
      return owner.getDeclaredField(name);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(owner.getName() + " has no field " + name, e);
    }
  }

  /** What a green refers to, or null if its local has no value where the frame stands. */
  Object ref(PortalVariable green, Object[] refs) {
    Object ref = refs[register(green)];
    for (FieldStep step : green.path()) {
      ref = ref == null ? null : Heap.getRef(ref, field(step, ref.getClass()));
    }
    return ref;
  }

  /**
   * True if a frame of this portal, wherever it stands, is in the same piece of guest code as the
   * location: all that their greens refer to is the same. False where greens refer to nothing.
   * Functions that share one piece of code are not told apart.
   */
  boolean isIn(GreenKey key, Object[] refs) {
    boolean isIn = false;
    for (int i = 0; i < portal.greens().size(); i++) {
      PortalVariable green = portal.greens().get(i);
      if (green.kind() == Kind.REF) {
        if (ref(green, refs) != key.ref(i)) {
          return false;
        }
        isIn = true;
      }
    }
    return isIn;
  }

  /** The greens of a frame of this portal that stands at the merge point. */
  public GreenKey greens(long[] longs, Object[] refs) {
    int count = portal.greens().size();
    long[] greenBits = new long[count];
    Object[] greenRefs = new Object[count];
    for (int i = 0; i < count; i++) {
      PortalVariable green = portal.greens().get(i);
      Object ref = refs[register(green)];
      long bits = longs[register(green)];
      for (FieldStep step : green.path()) {
        FieldDescr field = field(step, ref.getClass());
        if (field.kind().isPrimitive()) {
          bits = Heap.getBits(ref, field);
        } else {
          ref = Heap.getRef(ref, field);
        }
      }
      greenBits[i] = green.kind().isPrimitive() ? bits : 0;
      greenRefs[i] = green.kind().isPrimitive() ? null : ref;
    }
    return GreenKey.of(portal, greenBits, greenRefs);
  }
}
