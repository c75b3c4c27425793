package dev.metajit.driver;

/**
 * One field on the path of a variable.
 *
 * @param owner internal name of the class that declares the field
 * @param name name of the field
 * @param descriptor descriptor of the field's type
 * @param access the field's access flags, as in the class file
 * @param direct true if the portal's code may read it with {@code getfield}
 */
public record FieldStep(String owner, String name, String descriptor, int access, boolean direct) {
  /** The same field, readable by the portal's code or not. */
  FieldStep readable(boolean readable) {
    return new FieldStep(owner, name, descriptor, access, readable);
  }
}
