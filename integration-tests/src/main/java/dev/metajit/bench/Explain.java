package dev.metajit.bench;

import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmCommand;
import dev.metajit.launch.JvmResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a guest program and shows what became of each of its loops: operations as recorded and after
 * each pass of the optimizer, what is left of them, and machine instructions. Ends with status 1 if
 * the program fails, 2 if the command line is wrong.
 */
public final class Explain {
  private static final String USAGE =
      "usage: explain [--bridges] [suite/]program [arguments], such as kestrel/loop or luaj/nbody";
  private static final Pattern LINE =
      Pattern.compile("\\[jit\\.explain] (loop|entry|bridge) (.*) (recorded=\\d+ .*)");

  private Explain() {}

  /**
   * A trace of the program.
   *
   * @param kind {@code loop}, {@code entry} or {@code bridge}
   * @param place where in the guest program
   * @param counts by name, in the order of the columns
   */
  record Row(String kind, String place, Map<String, String> counts) {}

  /** The command line of {@code bin/explain}. */
  public static void main(String[] args) throws IOException {
    List<String> words = new ArrayList<>(List.of(args));
    boolean bridges = words.remove("--bridges");
    if (words.isEmpty()) {
      System.err.println(USAGE);
      System.exit(2);
    }
    try {
      System.exit(explain(find(words.get(0)), words.subList(1, words.size()), bridges) ? 0 : 1);
    } catch (IllegalArgumentException e) {
      System.err.println("explain: " + e.getMessage());
      System.exit(2);
    }
  }

  private static GuestProgram find(String name) {
    for (String suite : Suite.ALL) {
      for (GuestProgram program : Suite.load(suite).programs()) {
        if (program.fullName().equals(name) || program.name().equals(name)) {
          return program;
        }
      }
    }
    throw new IllegalArgumentException("there is no program " + name + "; " + USAGE);
  }

  private static boolean explain(GuestProgram program, List<String> arguments, boolean bridges)
      throws IOException {
    GuestProgram sized =
        arguments.isEmpty()
            ? program
            : new GuestProgram(program.interpreter(), program.name(), arguments, arguments);
    Path log = Files.createTempFile("explain", ".log");
    try {
      List<String> options = new ArrayList<>(Config.AGENT.jvmOptions());
      options.add("-Djit.log=explain:" + log);
      options.add("-Djit.sync=true"); // a short program would end before its loops are compiled
      JvmResult result =
          sized.inInterpreter(Jdk.running(), options, false, JvmCommand.GENEROUS).run();
      System.out.print(table(rows(Files.readString(log)), bridges));
      if (result.exitStatus() != 0) {
        System.err.println(result);
      }
      return result.exitStatus() == 0;
    } finally {
      Files.delete(log);
    }
  }

  /** The traces in a log. */
  static List<Row> rows(String log) {
    List<Row> rows = new ArrayList<>();
    for (String line : log.split("\n")) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        rows.add(new Row(matcher.group(1), matcher.group(2), counts(matcher.group(3))));
      }
    }
    return rows;
  }

  private static Map<String, String> counts(String text) {
    Map<String, String> counts = new LinkedHashMap<>();
    for (String word : text.split(" ")) {
      String[] parts = word.split("=", 2);
      counts.put(parts[0], parts[1]);
    }
    return counts;
  }

  /** The rows under a line of headings, columns aligned. */
  static String table(List<Row> rows, boolean bridges) {
    List<Row> shown = rows.stream().filter(r -> bridges || !r.kind().equals("bridge")).toList();
    if (shown.isEmpty()) {
      return "nothing was compiled\n";
    }
    List<List<String>> lines = new ArrayList<>();
    List<String> headings = new ArrayList<>(List.of("trace"));
    headings.addAll(shown.get(0).counts().keySet());
    headings.add("where");
    lines.add(headings);
    for (Row row : shown) {
      List<String> line = new ArrayList<>(List.of(row.kind()));
      row.counts().forEach((name, count) -> line.add(shown(name, count)));
      line.add(row.place());
      lines.add(line);
    }
    return aligned(lines) + bridgesLeftOut(rows, bridges);
  }

  /** Only machine code has a number of machine instructions. */
  private static String shown(String name, String count) {
    return name.equals("instructions") && count.equals("0") ? "-" : count;
  }

  private static String bridgesLeftOut(List<Row> rows, boolean bridges) {
    long count = rows.stream().filter(row -> row.kind().equals("bridge")).count();
    return bridges || count == 0 ? "" : "and " + count + " bridges: --bridges shows them\n";
  }

  private static String aligned(List<List<String>> lines) {
    int columns = lines.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      String[] cells = new String[columns];
      Arrays.setAll(cells, i -> cell(line.get(i), i == 0 ? -widths[i] : widths[i]));
      cells[columns - 1] = line.get(columns - 1);
      text.append(String.join("  ", cells)).append('\n');
    }
    return text.toString();
  }

  /** Numbers to the right; words to the left, for which the width is negative. */
  private static String cell(String text, int width) {
    return String.format("%" + width + "s", text);
  }
}
