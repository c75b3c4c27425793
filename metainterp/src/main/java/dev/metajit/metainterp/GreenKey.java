package dev.metajit.metainterp;

import dev.metajit.driver.Portal;
import dev.metajit.hooks.Hooks;
import dev.metajit.hooks.PortalState;
import dev.metajit.trace.Kind;
import java.util.List;

/**
 * A guest location: a portal and the values of its greens, primitives by bits and references by
 * identity.
 *
 * <p>The hash is the one that the hook computes, see {@link Hooks#mix(int, int)}.
 */
public final class GreenKey {
  private final int portal;
  private final long[] longs;
  private final Object[] refs;
  private final int hash;

  private GreenKey(int portal, long[] longs, Object[] refs, int hash) {
    this.portal = portal;
    this.longs = longs;
    this.refs = refs;
    this.hash = hash;
  }

  /** The key of these green values, parallel to the portal's greens. */
  public static GreenKey of(Portal portal, long[] longs, Object[] refs) {
    int hash = portal.number();
    for (int i = 0; i < portal.greens().size(); i++) {
      hash = mix(hash, portal.greens().get(i).kind(), longs[i], refs[i]);
    }
    return new GreenKey(portal.number(), longs, refs, hash);
  }

  /** The key of the greens in a state. */
  public static GreenKey of(Portal portal, PortalState state, int hash) {
    int greens = portal.greens().size();
    return new GreenKey(
        portal.number(),
        java.util.Arrays.copyOf(state.longs, greens),
        java.util.Arrays.copyOf(state.refs, greens),
        hash);
  }

  private static int mix(int hash, Kind kind, long bits, Object ref) {
    return switch (kind) {
      case INT, FLOAT -> Hooks.mix(hash, (int) bits);
      case LONG, DOUBLE -> Hooks.mix(hash, bits);
      default -> Hooks.mix(hash, ref);
    };
  }

  /** The number of the portal. */
  public int portal() {
    return portal;
  }

  /** The hash that the hook computes of these greens. */
  public int hash() {
    return hash;
  }

  public long bits(int green) {
    return longs[green];
  }

  public Object ref(int green) {
    return refs[green];
  }

  /** True if the first greens of the state are these. */
  public boolean matches(PortalState state) {
    if (state.portal != portal) {
      return false;
    }
    for (int i = 0; i < longs.length; i++) {
      if (longs[i] != state.longs[i] || refs[i] != state.refs[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof GreenKey that) || portal != that.portal || hash != that.hash) {
      return false;
    }
    for (int i = 0; i < longs.length; i++) {
      if (longs[i] != that.longs[i] || refs[i] != that.refs[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /**
   * True if the location is in another piece of guest code: a green whose contents do not change is
   * another object. False where no green is known as the program counter.
   */
  boolean isElsewhere(GreenKey that, Portal description) {
    if (description.pcGreen() < 0) {
      return false;
    }
    for (int i = 0; i < refs.length; i++) {
      if (description.greens().get(i).contents() && refs[i] != that.refs[i]) {
        return true;
      }
    }
    return false;
  }

  /** The greens as a list, primitives boxed by kind; for messages and printable locations. */
  public List<Object> values(Portal description) {
    java.util.ArrayList<Object> values = new java.util.ArrayList<>();
    for (int i = 0; i < longs.length; i++) {
      values.add(
          switch (description.greens().get(i).kind()) {
            case INT -> (Object) (int) longs[i];
            case LONG -> longs[i];
            case FLOAT -> Float.intBitsToFloat((int) longs[i]);
            case DOUBLE -> Double.longBitsToDouble(longs[i]);
            default -> refs[i];
          });
    }
    return values;
  }
}
