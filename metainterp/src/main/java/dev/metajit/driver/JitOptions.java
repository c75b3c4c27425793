package dev.metajit.driver;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * The values of all options; immutable. An option is looked for in the agent's arguments, then in
 * system properties ({@code -Djit.threshold=2}), in the environment ({@code JIT_THRESHOLD=2}), in a
 * properties file ({@code jit.threshold=2}), and else has its default. What cannot be understood is
 * warned of, once, and has no effect.
 */
public final class JitOptions {
  private static final String PREFIX = "jit.";

  private final Map<JitOption, Object> values = new EnumMap<>(JitOption.class);

  /** Options with these values, and the others at their defaults. */
  private JitOptions(Map<JitOption, Object> given) {
    for (JitOption option : JitOption.values()) {
      Object value = given.get(option);
      values.put(option, value == null ? option.parse(option.defaultText()) : value);
    }
    if (!given.containsKey(JitOption.DELAY) && isEager(given)) {
      values.put(JitOption.DELAY, 0);
    }
  }

  /** Who says when a loop is hot wants to see it compiled. */
  private static boolean isEager(Map<JitOption, Object> given) {
    return given.containsKey(JitOption.THRESHOLD)
        || given.containsKey(JitOption.FUNCTION_THRESHOLD)
        || Boolean.TRUE.equals(given.get(JitOption.SYNC));
  }

  /** Every option at its default. */
  public static JitOptions defaults() {
    return new JitOptions(new EnumMap<>(JitOption.class));
  }

  /**
   * Collects the options of this process.
   *
   * @param agentArguments what follows {@code jit.jar=}, or {@code null}
   * @param warn receives a line for each thing that could not be understood
   */
  public static JitOptions load(String agentArguments, Consumer<String> warn) {
    return load(agentArguments, System.getProperties(), System.getenv(), warn);
  }

  /** As {@link #load(String, Consumer)}, with the sources given. */
  public static JitOptions load(
      String agentArguments,
      Properties system,
      Map<String, String> environment,
      Consumer<String> warn) {
    Builder builder = new Builder(warn);
    builder.add("agent argument ", parseArguments(agentArguments));
    builder.add("-D" + PREFIX, withoutPrefix(system));
    builder.addEnvironment(environment);
    builder.addFile();
    return new JitOptions(builder.values);
  }

  /** These options with one set anew. */
  public JitOptions with(JitOption option, String value) {
    Map<JitOption, Object> changed = new EnumMap<>(JitOption.class);
    changed.putAll(values);
    changed.put(option, option.parse(value));
    return new JitOptions(changed);
  }

  private static Map<String, String> parseArguments(String text) {
    Map<String, String> found = new LinkedHashMap<>();
    if (text == null) {
      return found;
    }
    String last = null;
    for (String part : text.split("[,;]")) {
      int equals = part.indexOf('=');
      String key = (equals < 0 ? part : part.substring(0, equals)).trim();
      if (equals < 0 && "log".equals(last) && LogSpec.continues(found.get(last), part)) {
        found.put(last, found.get(last) + "+" + part);
      } else if (!key.isEmpty()) {
        last = key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key;
        found.put(last, equals < 0 ? "" : part.substring(equals + 1));
      }
    }
    return found;
  }

  private static Map<String, String> withoutPrefix(Properties properties) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(PREFIX)) {
        found.put(name.substring(PREFIX.length()), properties.getProperty(name));
      }
    }
    return found;
  }

  private static final class Builder {
    private final Map<JitOption, Object> values = new EnumMap<>(JitOption.class);
    private final Consumer<String> warn;

    Builder(Consumer<String> warn) {
      this.warn = warn;
    }

    void add(String source, Map<String, String> texts) {
      texts.forEach((key, text) -> add(source, key, text));
    }

    private void add(String source, String key, String text) {
      JitOption option = JitOption.ofKey(key);
      if (option == null) {
        warn.accept(
            source + key + ": no such option; did you mean '" + nearest(key) + "'? It is ignored");
      } else {
        set(option, text, source + key);
      }
    }

    void addEnvironment(Map<String, String> environment) {
      for (JitOption option : JitOption.values()) {
        String text = environment.get(option.environmentName());
        if (text != null) {
          set(option, text, "environment variable " + option.environmentName());
        }
      }
    }

    private void set(JitOption option, String text, String place) {
      try {
        values.putIfAbsent(option, option.parse(text));
      } catch (IllegalArgumentException e) {
        warn.accept(place + ": '" + text + "' should be " + e.getMessage() + "; it is ignored");
      }
    }

    void addFile() {
      Path path = Path.of((String) value(JitOption.PROPERTIES));
      if (!Files.isRegularFile(path)) {
        if (values.containsKey(JitOption.PROPERTIES)) {
          warn.accept("properties file " + path + ": not there; give an existing file");
        }
        return;
      }
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
        properties.load(reader);
        add(path + ": " + PREFIX, withoutPrefix(properties));
      } catch (IOException | IllegalArgumentException e) {
        warn.accept("properties file " + path + ": cannot be read: " + e.getMessage());
      }
    }

    private Object value(JitOption option) {
      Object value = values.get(option);
      return value == null ? option.parse(option.defaultText()) : value;
    }
  }

  /** The known key that is nearest to this one, by the number of single-letter edits. */
  static String nearest(String key) {
    String best = "";
    int least = Integer.MAX_VALUE;
    for (JitOption option : JitOption.values()) {
      int distance = distance(key.toLowerCase(Locale.ROOT), option.key());
      if (distance < least) {
        least = distance;
        best = option.key();
      }
    }
    return best;
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  /** The value of an option that is a number. */
  public int getInt(JitOption option) {
    return (Integer) values.get(option);
  }

  /** The value of an option that is true or false. */
  public boolean getBoolean(JitOption option) {
    return (Boolean) values.get(option);
  }

  /**
   * The value of an option that is text, a choice or a regular expression; empty if it has none.
   */
  public String getString(JitOption option) {
    return (String) values.get(option);
  }

  /** The parts of an option that lists things joined by {@code +}. */
  public List<String> getList(JitOption option) {
    return Words.split(getString(option), "+,");
  }

  /** What to log. */
  public LogSpec log() {
    return LogSpec.parse(getString(JitOption.LOG));
  }

  /** True if the option {@code simulate} names this misfortune. */
  public boolean simulates(String misfortune) {
    return getList(JitOption.SIMULATE).contains(misfortune);
  }
}
