package dev.metajit.driver;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Every option, once: key, type, default, documentation. {@code --help} and {@code docs/options.md}
 * are made from this table.
 */
public enum JitOption {
  ENABLED("enabled", Type.BOOLEAN, "true", "false: the agent does nothing"),
  BACKEND(
      "backend",
      Type.choice("auto", "native", "jvm", "reference", "off"),
      "auto",
      "what compiled loops run on: native machine code where it can, else JVM bytecode (auto); one of"
          + " them alone; the slow reference evaluator; off: count and do nothing"),
  DELAY(
      "delay",
      Type.COUNT,
      "1500",
      "milliseconds that a guest program runs before the JIT is brought up: one that is over by then"
          + " does not pay for it; 0, or where threshold, function_threshold or sync is set: from the"
          + " start"),
  THRESHOLD("threshold", Type.COUNT, "1039", "arrivals at a guest loop before it is traced"),
  FUNCTION_THRESHOLD(
      "function_threshold", Type.COUNT, "1619", "entries of a guest function before it is traced"),
  TRACE_EAGERNESS(
      "trace_eagerness",
      Type.COUNT,
      "200",
      "failures of a guard before a bridge is traced from it"),
  TRACE_LIMIT(
      "trace_limit",
      Type.COUNT,
      "6000",
      "operations recorded before a trace is given up; the next inlines less, or is cut"),
  INLINING("inlining", Type.BOOLEAN, "true", "inline guest functions into traces"),
  MAX_UNROLL_RECURSION(
      "max_unroll_recursion",
      Type.COUNT,
      "2",
      "levels of a recursive guest function that are inlined into a trace; of a long one, no more"
          + " than one"),
  INLINE_LIMIT(
      "inline_limit",
      Type.COUNT,
      "2000",
      "operations of one inlined guest function that the bridges of a tree record before it is"
          + " called instead"),
  JOIN_BRIDGES(
      "join_bridges",
      Type.COUNT,
      "32",
      "bridges of a tree, or hundreds of operations of them, before others end where several of"
          + " them have passed, and share what comes next"),
  RETRACE_LIMIT(
      "retrace_limit",
      Type.COUNT,
      "0",
      "ways into a loop that are made for bridges that do not bring all that it assumes; the others"
          + " go by its entry, which assumes nothing"),
  FUNCTION_VARIANTS(
      "function_variants",
      Type.COUNT,
      "2",
      "variants of a guest function that are made for compiled callers, who then do not allocate the"
          + " objects that only the function sees"),
  LOOP_LONGEVITY(
      "loop_longevity",
      Type.COUNT,
      "1000",
      "loops and functions that are compiled before the code of one that nobody has entered"
          + " meanwhile is dropped"),
  SYNC(
      "sync",
      Type.BOOLEAN,
      "false",
      "optimize and compile on the thread that recorded the trace, not in the background"),
  STRESS(
      "stress",
      Type.COUNT,
      "0",
      "for tests: a guard that holds fails all the same, once in this many times on average; 0: never"),
  VERIFY(
      "verify",
      Type.BOOLEAN,
      "false",
      "for tests: check that every recorded and every optimized trace is well formed, and every"
          + " register allocation; and wherever compiled code is left by a guard, that all is as"
          + " the trace counted on, with a line for what is not"),
  LOG(
      "log",
      Type.LOG,
      "",
      "sections to log, joined by '+': compile, abort, trace, opt, asm, stats, driver, all (these);"
          + " explain (for bin/explain); then"
          + " optionally ':' and a file, where %p stands for the process id (default: stderr)"),
  DRIVERS(
      "drivers",
      Type.TEXT,
      "builtin",
      "driver files, joined by '+': 'builtin' for META-INF/metajit/*.driver in jit.jar and on the"
          + " class path; paths of files; 'auto' to look for dispatch loops on the class path; 'none'"),
  ONLY("only", Type.REGEX, "", "trace only guest locations that match this regular expression"),
  PASSES(
      "passes",
      Type.TEXT,
      "all",
      "optimizer passes, joined by '+': 'all', a name to switch one on, '-' and a name for off"),
  CODE_MEMORY("code_memory", Type.COUNT, "64", "limit of memory for machine code, in MB"),
  MAX_ERRORS(
      "max_errors", Type.COUNT, "10", "internal failures before the JIT switches itself off"),
  NATIVE_HEAP(
      "native.heap",
      Type.choice("auto", "gclocker", "off"),
      "auto",
      "whether machine code may read the heap: where it is free (auto, JDK 22 and later), also where"
          + " it blocks collections meanwhile (gclocker), or never"),
  SIMULATE(
      "simulate",
      Type.TEXT,
      "",
      "for tests: misfortunes to act out, joined by '+', such as no-exec-memory, cpu=sparc or"
          + " short-methods"),
  DUMP("dump", Type.TEXT, "", "directory that rewritten classes are written to"),
  PROPERTIES("properties", Type.TEXT, "jit.properties", "properties file with more options");

  /** What values an option takes. */
  private record Type(String help, Parser parser) {
    static final Type BOOLEAN = new Type("true|false", Type::parseBoolean);
    static final Type COUNT = new Type("number", Type::parseCount);
    static final Type TEXT = new Type("text", text -> text);
    static final Type REGEX = new Type("regex", Type::checkRegex);
    static final Type LOG = new Type("sections[:file]", Type::checkLog);

    static Type choice(String... values) {
      return new Type(String.join("|", values), text -> parseChoice(text, values));
    }

    private static Object parseBoolean(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "on", "yes", "1", "" -> true;
        case "false", "off", "no", "0" -> false;
        default -> throw new IllegalArgumentException("true or false");
      };
    }

    private static Object parseCount(String text) {
      try {
        int value = Integer.parseInt(text.replace("_", ""));
        if (value >= 0) {
          return value;
        }
      } catch (NumberFormatException e) {
        // falls through to the same complaint
      }
      throw new IllegalArgumentException("a number from 0 to " + Integer.MAX_VALUE);
    }

    private static Object checkRegex(String text) {
      try {
        Pattern.compile(text);
        return text;
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException("a regular expression (" + e.getDescription() + ")");
      }
    }

    private static Object checkLog(String text) {
      LogSpec.parse(text);
      return text;
    }

    private static Object parseChoice(String text, String... values) {
      for (String value : values) {
        if (value.equalsIgnoreCase(text)) {
          return value;
        }
      }
      throw new IllegalArgumentException("one of " + String.join(", ", values));
    }
  }

  private interface Parser {
    Object parse(String text);
  }

  private final String key;
  private final Type type;
  private final String defaultText;
  private final String doc;

  JitOption(String key, Type type, String defaultText, String doc) {
    this.key = key;
    this.type = type;
    this.defaultText = defaultText;
    this.doc = doc;
  }

  /** The key in agent arguments, and with {@code jit.} in front in system properties and files. */
  public String key() {
    return key;
  }

  /** The name of the environment variable. */
  public String environmentName() {
    return "JIT_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /** The default, as text. */
  public String defaultText() {
    return defaultText;
  }

  /** What values it takes, for people. */
  public String typeHelp() {
    return type.help();
  }

  /** What it does, for people. */
  public String doc() {
    return doc;
  }

  /**
   * Reads a value: an {@code Integer}, a {@code Boolean} or a {@code String}.
   *
   * @throws IllegalArgumentException if it is none; the message says what would be, as in "a
   *     number"
   */
  public Object parse(String text) {
    return type.parser().parse(text.trim());
  }

  /** The option with this key, or {@code null}; {@code -} and {@code _} are the same. */
  public static JitOption ofKey(String key) {
    String wanted = key.replace('-', '_');
    for (JitOption option : values()) {
      if (option.key.equals(wanted)) {
        return option;
      }
    }
    return null;
  }
}
