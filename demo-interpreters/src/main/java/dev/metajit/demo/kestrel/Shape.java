package dev.metajit.demo.kestrel;

import dev.metajit.annotations.Elidable;
import dev.metajit.annotations.Immutable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The class of an instance and the names of its fields, in the order they were first set. Instances
 * with the same history share a shape, so that a field's index is the same for all of them.
 */
final class Shape {
  /** What {@link #indexOf} answers for a field that the shape does not have. */
  static final int ABSENT = -1;

  @Immutable final KClass owner;
  @Immutable final int size;
  private final Map<String, Integer> indices;
  private final Map<String, Shape> successors = new ConcurrentHashMap<>();

  Shape(KClass owner) {
    this(owner, new HashMap<>());
  }

  private Shape(KClass owner, Map<String, Integer> indices) {
    this.owner = owner;
    this.indices = indices;
    this.size = indices.size();
  }

  /** The index of a field in {@link KInstance#slots}. */
  @Elidable
  int indexOf(String name) {
    Integer index = indices.get(name);
    return index == null ? ABSENT : index;
  }

  /** The shape with one more field; always the same one for the same name. */
  @Elidable
  Shape with(String name) {
    Shape successor = successors.get(name);
    return successor != null ? successor : addSuccessor(name);
  }

  private Shape addSuccessor(String name) {
    Map<String, Integer> grown = new HashMap<>(indices);
    grown.put(name, size);
    owner.expectFields(size + 1);
    Shape added = new Shape(owner, grown);
    Shape earlier = successors.putIfAbsent(name, added);
    return earlier != null ? earlier : added;
  }
}
