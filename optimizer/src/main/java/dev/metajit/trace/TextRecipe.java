package dev.metajit.trace;

import java.util.List;

/**
 * The text that a callee makes: literals, with its arguments written out between them.
 *
 * @param literals what stands before the first argument, between two, and after the last
 * @param types the arguments' classes: {@code String}, where null is written as "null", or
 *     primitives
 */
public record TextRecipe(List<String> literals, List<Class<?>> types) {
  public TextRecipe {
    if (literals.size() != types.size() + 1) {
      throw new IllegalArgumentException(literals + " for " + types);
    }
  }

  /** One argument, and no more. */
  public static TextRecipe ofOne(Class<?> type) {
    return new TextRecipe(List.of("", ""), List.of(type));
  }

  /** Two strings, one after the other. */
  public static TextRecipe ofTwoStrings() {
    return new TextRecipe(List.of("", "", ""), List.of(String.class, String.class));
  }
}
