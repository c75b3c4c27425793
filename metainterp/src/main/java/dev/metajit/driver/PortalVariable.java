package dev.metajit.driver;

import dev.metajit.trace.Kind;
import java.util.List;

/**
 * A green or a red of a portal, resolved against the portal's class file.
 *
 * @param name how messages call it: the local's name, {@code slot N}, or the path as written
 * @param kind how the value is kept; boolean, byte, char and short are {@link Kind#INT}
 * @param typeDescriptor descriptor of the value's type: for a local its type at the merge point as
 *     the verifier knows it (an int-like local is {@code I} unless the variable table says more),
 *     for a path that of the last field
 * @param slot the local's slot, or -1 for a path
 * @param path the fields from the base to the value; empty for a local
 * @param baseSlot slot of the local that the path starts at; for a local the same as {@code slot}
 * @param baseType internal name (or array descriptor) of the base's type at the merge point; for a
 *     local that is a reference its own; {@code null} for a primitive
 * @param contents true for a green array whose elements never change
 */
public record PortalVariable(
    String name,
    Kind kind,
    String typeDescriptor,
    int slot,
    List<FieldStep> path,
    int baseSlot,
    String baseType,
    boolean contents) {
  /** Makes the path immutable. */
  public PortalVariable {
    path = List.copyOf(path);
  }

  /** True if the value is read through fields; it is then not stored back by the hook. */
  public boolean isPath() {
    return slot < 0;
  }

  /** The same variable, an array whose elements never change. */
  PortalVariable withContents() {
    return new PortalVariable(name, kind, typeDescriptor, slot, path, baseSlot, baseType, true);
  }
}
