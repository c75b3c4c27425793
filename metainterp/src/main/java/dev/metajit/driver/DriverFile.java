package dev.metajit.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads driver files: what annotations say, for interpreters that nobody may edit. One statement
 * per line, {@code #} starts a comment; {@code docs/driver-files.md} describes every statement.
 *
 * <pre>
 * driver luaj
 * versions 3.0.1
 * portal org.luaj.vm2.LuaClosure.execute
 * green slot 7
 * green slot 11
 * immutable org.luaj.vm2.Prototype.code[*]
 * </pre>
 */
public final class DriverFile {
  private static final List<String> DRIVER_WORDS =
      List.of(
          "driver",
          "versions",
          "portal",
          "green",
          "red",
          "merge-point",
          "parameter",
          "printable-location",
          "never-inline");

  private final String place;
  private final Hints hints;
  private final Consumer<String> errors;
  private final List<DriverSpec> specs = new ArrayList<>();
  private Block block;
  private int lineNumber;

  private DriverFile(String place, Hints hints, Consumer<String> errors) {
    this.place = place;
    this.hints = hints;
    this.errors = errors;
  }

  /**
   * Reads a driver file. A line that is wrong is reported with its place; its driver is left out
   * with all its hints, and the rest holds.
   *
   * @param place name of the file, for messages
   * @param text the file's text
   * @param hints receives the hints
   * @param errors receives one line per error
   * @return the drivers
   */
  public static List<DriverSpec> parse(
      String place, String text, Hints hints, Consumer<String> errors) {
    DriverFile file = new DriverFile(place, hints, errors);
    for (String line : text.split("\n")) {
      file.line(line);
    }
    file.endBlock();
    return List.copyOf(file.specs);
  }

  private void line(String line) {
    lineNumber++;
    int comment = line.indexOf('#');
    String content = (comment < 0 ? line : line.substring(0, comment)).trim();
    if (content.isEmpty()) {
      return;
    }
    try {
      int end = endOfWord(content);
      statement(content.substring(0, end), content.substring(end).trim());
    } catch (DriverException e) {
      errors.accept(e.at(here()).getMessage());
      if (block != null) {
        block.broken = true;
      }
    }
  }

  private static int endOfWord(String text) {
    int end = 0;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private String here() {
    return place + ":" + lineNumber;
  }

  private void statement(String word, String rest) {
    Optional<Hint> hint = Hint.ofKeyword(word);
    if (hint.isEmpty() && !DRIVER_WORDS.contains(word)) {
      throw new DriverException(
          "unknown statement '"
              + word
              + "'; write one of "
              + String.join(", ", DRIVER_WORDS)
              + ", "
              + Arrays.stream(Hint.values()).map(Hint::keyword).collect(Collectors.joining(", ")));
    }
    if (rest.isEmpty()) {
      throw new DriverException("'" + word + "' needs something behind it");
    }
    if (hint.isPresent()) {
      hints.add(hint.get(), rest, block == null ? "" : block.origin);
    } else if (word.equals("driver")) {
      endBlock();
      block = new Block(rest, here());
    } else if (block == null) {
      throw new DriverException("'" + word + "' stands before the first 'driver' line; move it");
    } else {
      block.statement(word, rest);
    }
  }

  private void endBlock() {
    if (block != null && block.isWhole(errors)) {
      specs.add(block.toSpec());
    } else if (block != null) {
      hints.forget(block.origin);
    }
    block = null;
  }

  /** The statements from one {@code driver} line to the next. */
  private static final class Block {
    private final String name;
    private final String origin;
    private final List<VariableSpec> greens = new ArrayList<>();
    private final List<VariableSpec> reds = new ArrayList<>();
    private final List<String> parameters = new ArrayList<>();
    private final List<String> versions = new ArrayList<>();
    private String portalClass;
    private String portalMethod;
    private String portalDescriptor;
    private MergePointSpec mergePoint = MergePointSpec.AUTO;
    private String printableLocation = "";
    private String canNeverInline = "";
    private boolean broken;

    Block(String name, String origin) {
      this.name = name;
      this.origin = origin;
    }

    /** False if it cannot be used; what was not reported before is reported. */
    boolean isWhole(Consumer<String> errors) {
      String missing = portalClass == null ? "portal" : greens.isEmpty() ? "green" : null;
      if (missing != null && !broken) {
        errors.accept(origin + ": driver '" + name + "' has no '" + missing + "' line; add one");
      }
      return missing == null && !broken;
    }

    void statement(String word, String rest) {
      switch (word) {
        case "versions" -> versions.addAll(Words.list(rest));
        case "portal" -> portal(rest);
        case "green" -> variables(rest, greens);
        case "red" -> variables(rest, reds);
        case "merge-point" -> mergePoint = mergePoint(rest);
        case "parameter" -> parameter(rest);
        case "printable-location" -> printableLocation = rest;
        case "never-inline" -> canNeverInline = rest;
        default -> throw new IllegalStateException(word);
      }
    }

    private void portal(String text) {
      if (portalClass != null) {
        throw new DriverException("a second 'portal' line; start another driver for it");
      }
      int parenthesis = text.indexOf('(');
      String names = parenthesis < 0 ? text : text.substring(0, parenthesis);
      int dot = names.lastIndexOf('.');
      if (dot <= 0 || dot == names.length() - 1) {
        throw new DriverException("'" + text + "' names no method; write package.Class.method");
      }
      portalClass = names.substring(0, dot).replace('.', '/');
      portalMethod = names.substring(dot + 1);
      portalDescriptor = parenthesis < 0 ? null : text.substring(parenthesis);
    }

    private static void variables(String text, List<VariableSpec> into) {
      for (String part : text.split(",")) {
        into.add(VariableSpec.parse(part));
      }
    }

    private static MergePointSpec mergePoint(String text) {
      List<String> words = Words.of(text);
      if (words.size() == 2 && words.get(0).equals("line") && Words.isNumber(words.get(1), 9)) {
        return MergePointSpec.atLine(Integer.parseInt(words.get(1)));
      }
      return switch (text) {
        case "call" -> MergePointSpec.CALL;
        case "header" -> MergePointSpec.HEADER;
        case "inner" -> MergePointSpec.INNER;
        default ->
            throw new DriverException(
                "'" + text + "' is no place; write 'call', 'header', 'inner' or 'line N'");
      };
    }

    private void parameter(String text) {
      parameters.add(text);
      Parameters.parse(parameters);
    }

    DriverSpec toSpec() {
      return new DriverSpec(
          name,
          portalClass,
          portalMethod,
          portalDescriptor,
          greens,
          reds,
          mergePoint,
          printableLocation,
          canNeverInline,
          Parameters.parse(parameters),
          versions,
          origin);
    }
  }
}
