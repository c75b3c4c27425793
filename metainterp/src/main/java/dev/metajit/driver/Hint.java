package dev.metajit.driver;

import java.util.Optional;

/** A kind of hint: its line in a driver file, and its annotation. */
public enum Hint {
  /** A field that is not written again once it has been read; see {@code Immutable}. */
  IMMUTABLE("immutable", "Immutable"),
  /** The same, and so are the elements of the array that the field holds. */
  IMMUTABLE_CONTENTS("immutable-contents", "Immutable"),
  /** A field that changes rarely; see {@code QuasiImmutable}. */
  QUASI_IMMUTABLE("quasi-immutable", "QuasiImmutable"),
  /** A class of interpreter frames; see {@code Virtualizable}. */
  VIRTUALIZABLE("virtualizable", "Virtualizable"),
  /** A method whose result depends on its arguments alone; see {@code Elidable}. */
  ELIDABLE("elidable", "Elidable"),
  /** A method that boxes its argument; see {@code Box}. */
  BOX("box", "Box"),
  /** A method that is not traced into; see {@code DontLookInside}. */
  OPAQUE("opaque", "DontLookInside"),
  /** A method whose loop may be unrolled; see {@code UnrollSafe}. */
  UNROLL_SAFE("unroll-safe", "UnrollSafe"),
  /** A method called at most once per loop entry; see {@code LoopInvariant}. */
  LOOP_INVARIANT("loop-invariant", "LoopInvariant"),
  /** A method that is traced into although the policy would not; driver files only. */
  LOOK_INSIDE("look-inside", null),
  /** A method that changes nothing that traces look into; driver files only. */
  READS_ONLY("reads-only", null),
  /** A method whose calls touch nothing that a trace looks into; driver files only. */
  CONTAINED("contained", null),
  /** A method whose result is the same at each guest location; driver files only. */
  PROMOTE("promote", null);

  private static final String PACKAGE = "Ldev/metajit/annotations/";

  private final String keyword;
  private final String annotation;

  Hint(String keyword, String annotation) {
    this.keyword = keyword;
    this.annotation = annotation;
  }

  /** The word that starts its line in a driver file. */
  public String keyword() {
    return keyword;
  }

  /**
   * The hint of the annotation with this descriptor; for {@code Immutable} it is {@link
   * #IMMUTABLE}.
   */
  static Optional<Hint> ofAnnotation(String descriptor) {
    for (Hint hint : values()) {
      if (hint.annotation != null && descriptor.equals(PACKAGE + hint.annotation + ";")) {
        return Optional.of(hint);
      }
    }
    return Optional.empty();
  }

  /** The hint whose line starts with this word. */
  static Optional<Hint> ofKeyword(String word) {
    for (Hint hint : values()) {
      if (hint.keyword.equals(word)) {
        return Optional.of(hint);
      }
    }
    return Optional.empty();
  }
}
