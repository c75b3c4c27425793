package dev.metajit.driver;

import org.objectweb.asm.Type;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;

/** An object whose constructor has not run; identified by its {@code new}. */
final class NewValue extends BasicValue {
  private final Object site;

  /** The class that is made, or null if the code does not say. */
  final Type made;

  NewValue(Object site) {
    super(Type.getObjectType("java/lang/Object"));
    this.site = site;
    this.made = site instanceof TypeInsnNode node ? Type.getObjectType(node.desc) : null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NewValue value && site == value.site;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(site);
  }
}
