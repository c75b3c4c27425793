package dev.metajit.driver;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
  private static final Pattern BY_SLOT = Pattern.compile("slot\\s*(\\d{1,5})((?:\\.[^.\\s]+)*)");
  private static final String TYPE = "type ";
  private static final Pattern BY_TYPE =
      Pattern.compile("type\\s+([\\w$.]+(?:\\[\\])*)(?::([^:\\s]+))?");
  private static final Pattern BY_NAME = Pattern.compile("([^.\\s]+)((?:\\.[^.\\s]+)*)");

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
    boolean contents = text.trim().endsWith(CONTENTS);
    String trimmed = text.trim();
    trimmed = contents ? trimmed.substring(0, trimmed.length() - CONTENTS.length()) : trimmed;
    Matcher slot = BY_SLOT.matcher(trimmed);
    if (slot.matches()) {
      return new VariableSpec(
          null, Integer.parseInt(slot.group(1)), fields(slot.group(2)), contents);
    }
    Matcher type = BY_TYPE.matcher(trimmed);
    if (type.matches()) {
      String path = type.group(2) == null ? "" : "." + type.group(2);
      return new VariableSpec(TYPE + type.group(1), -1, fields(path), contents);
    }
    Matcher name = BY_NAME.matcher(trimmed);
    if (name.matches()) {
      return new VariableSpec(name.group(1), -1, fields(name.group(2)), contents);
    }
    throw new DriverException(
        "'"
            + text
            + "' is no variable; write a name, 'slot N', 'type T', or a path such as 'frame.pc'");
  }

  private static List<String> fields(String dotted) {
    return dotted.isEmpty() ? List.of() : List.of(dotted.substring(1).split("\\."));
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
