package dev.metajit.bench;

import dev.metajit.launch.Workplace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A named set of guest programs. The file {@code <name>.suite} beside this class names the
 * interpreters; {@code sizes.txt} in an interpreter's directory of programs has a line {@code name
 * small default} for each program, where the two sizes are the program's arguments joined by
 * commas, or {@code -} for none.
 *
 * @param name the name
 * @param programs the programs of all interpreters, in the order of the files
 */
public record Suite(String name, List<GuestProgram> programs) {
  /** The suite of the demo interpreters. */
  public static final String DEMOS = "demos";

  /** The suites there are: the demo interpreters, and one for each interpreter of others. */
  public static final List<String> ALL = List.of(DEMOS, "luaj", "chicory", "jawk");

  private static final int FIELDS = 6;
  private static final String NONE = "-";

  /** Makes the list immutable. */
  public Suite {
    programs = List.copyOf(programs);
  }

  /**
   * Reads a suite.
   *
   * @throws IllegalArgumentException if there is none of this name, or a line of it cannot be read
   */
  public static Suite load(String name) {
    List<GuestProgram> programs = new ArrayList<>();
    for (List<String> fields : table(resource(name + ".suite"))) {
      programs.addAll(programsOf(interpreter(name, fields)));
    }
    return new Suite(name, programs);
  }

  private static Interpreter interpreter(String suite, List<String> fields) {
    if (fields.size() != FIELDS) {
      throw new IllegalArgumentException(
          "suite " + suite + ": a line has " + FIELDS + " fields, not " + fields);
    }
    String limitClass = fields.get(2).equals(NONE) ? "" : fields.get(2);
    return new Interpreter(
        fields.get(0), fields.get(1), limitClass, fields.get(3), fields.get(4), fields.get(5));
  }

  private static List<GuestProgram> programsOf(Interpreter interpreter) {
    Path sizes = Workplace.path(interpreter.programs()).resolve("sizes.txt");
    if (!Files.exists(sizes)) {
      System.err.println("no programs of " + interpreter.name() + ": " + sizes + " is not there");
      return List.of();
    }
    List<GuestProgram> programs = new ArrayList<>();
    for (List<String> fields : table(read(sizes))) {
      if (fields.size() != 3) {
        throw new IllegalArgumentException(sizes + ": not 'name small default': " + fields);
      }
      programs.add(
          new GuestProgram(
              interpreter, fields.get(0), arguments(fields.get(1)), arguments(fields.get(2))));
    }
    return programs;
  }

  private static List<String> arguments(String field) {
    return field.equals(NONE) ? List.of() : List.of(field.split(",", -1));
  }

  /** The lines of a text, split at spaces; comments and empty lines left out. */
  private static List<List<String>> table(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(line -> List.of(line.split("\\s+")))
        .toList();
  }

  private static String read(Path path) {
    try {
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream stream = Suite.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalArgumentException("no such suite: " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
