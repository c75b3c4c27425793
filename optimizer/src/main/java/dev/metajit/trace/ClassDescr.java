package dev.metajit.trace;

/** A class: of {@code new}, {@code instanceof} and the class guards. */
public record ClassDescr(Class<?> type) implements Descr {
  @Override
  public String text() {
    return type.getSimpleName();
  }

  @Override
  public String toString() {
    return text();
  }
}
