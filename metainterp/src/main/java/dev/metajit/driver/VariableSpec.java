package dev.metajit.driver;

import java.util.List;

/**
 * A green or red variable as its author wrote it: a local by name, by slot or by type, and the
 * fields to go through from there.
 *
 * <p>{@code pc} is a local, {@code frame.pc} a path from a local, {@code this.code} a path from the
 * receiver, {@code slot 7} a local of a class file that has no variable table, {@code slot 7.pc} a
 * path from it, {@code type int[]} the only local of that type, {@code type org.toy.Frame:pc} a
 * path from it. A green array whose elements never change is written {@code code[*]}.
 *
 * @param base name of the local, or {@code type} and a type as Java writes it, or {@code null} if
 *     it is named by slot
 * @param slot the local's slot, or -1 if it is named by {@code base}
 * @param path names of the fields after the base; empty for a local
 * @param contents true if it is an array whose elements never change
 */
public record VariableSpec(String base, int slot, List<String> path, boolean contents) {
  private static final String CONTENTS = "[*]";
  private static final String SLOT = "slot";
  private static final String TYPE = "type ";

  /** Makes the path immutable. */
  public VariableSpec {
    path = List.copyOf(path);
  }

  /**
   * Reads a variable in one of the forms above.
   *
   * @throws DriverException if the text is none of them
   */
  public static VariableSpec parse(String text) {
    String trimmed = text.trim();
    boolean contents = trimmed.endsWith(CONTENTS);
    trimmed = contents ? trimmed.substring(0, trimmed.length() - CONTENTS.length()) : trimmed;
    VariableSpec spec = parse(trimmed, contents);
    if (spec == null) {
      throw new DriverException(
          "'"
              + text
              + "' is no variable; write a name, 'slot N', 'type T', or a path such as 'frame.pc'");
    }
    return spec;
  }

  private static VariableSpec parse(String text, boolean contents) {
    List<String> words = Words.of(text);
    if (words.size() == 2 && words.get(0).equals("type")) {
      return byType(words.get(1), contents);
    }
    int dot = text.indexOf('.');
    String base = dot < 0 ? text : text.substring(0, dot);
    List<String> path = dot < 0 ? List.of() : List.of(text.substring(dot + 1).split("\\.", -1));
    String number = base.startsWith(SLOT) ? base.substring(SLOT.length()).stripLeading() : "";
    if (!areNames(path)) {
      return null;
    }
    if (Words.isNumber(number, 5)) {
      return new VariableSpec(null, Integer.parseInt(number), path, contents);
    }
    return isName(base) ? new VariableSpec(base, -1, path, contents) : null;
  }

  private static VariableSpec byType(String text, boolean contents) {
    int colon = text.indexOf(':');
    String type = colon < 0 ? text : text.substring(0, colon);
    List<String> path = colon < 0 ? List.of() : List.of(text.substring(colon + 1).split("\\.", -1));
    String element = type;
    while (element.endsWith("[]")) {
      element = element.substring(0, element.length() - 2);
    }
    boolean isType = isName(element);
    for (int i = 0; i < element.length(); i++) {
      char c = element.charAt(i);
      isType &= Character.isJavaIdentifierPart(c) || c == '.';
    }
    return isType && areNames(path) ? new VariableSpec(TYPE + type, -1, path, contents) : null;
  }

  private static boolean areNames(List<String> path) {
    for (String name : path) {
      if (!isName(name)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isName(String text) {
    List<String> words = Words.of(text);
    return words.size() == 1 && words.get(0).equals(text);
  }

  /** The type that names the local, as Java writes it; {@code null} if something else names it. */
  public String type() {
    return base != null && base.startsWith(TYPE) ? base.substring(TYPE.length()) : null;
  }

  /** True if a field is read to get at the variable. */
  public boolean isPath() {
    return !path.isEmpty();
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    String start = base == null ? "slot " + slot : base;
    String separator = type() == null ? "." : ":";
    String whole = path.isEmpty() ? start : start + separator + String.join(".", path);
    return contents ? whole + CONTENTS : whole;
  }
}
