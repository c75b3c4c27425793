package dev.metajit.demo.forth;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The outer interpreter: reads source text word by word, runs the word or appends it to the
 * definition under construction. Names are not case sensitive.
 */
public final class Forth {
  /** A word in the dictionary. */
  record Entry(Word word, boolean immediate) {}

  private static final int DECIMAL = 10;
  private static final int HEXADECIMAL = 16;
  private static final int BINARY = 2;

  private final Map<String, Entry> dictionary = new HashMap<>();
  private final Vm vm;
  private Source source;
  private Definition definition;
  private boolean compiling;
  private String latestName;
  private int base = DECIMAL;

  /**
   * A Forth with the standard words and empty stacks.
   *
   * @param out where the guest program prints to; not flushed
   */
  public Forth(PrintStream out) {
    vm = new Vm(out);
    Map<String, Word> words = new HashMap<>();
    ArithmeticWords.define(words);
    ComparisonWords.define(words);
    StackWords.define(words);
    MemoryWords.define(words);
    FloatWords.define(words);
    OutputWords.define(words);
    words.put("execute", new ControlWords.Execute());
    words.put("true", new ControlWords.Literal(-1));
    words.put("false", new ControlWords.Literal(0));
    words.put("bl", new ControlWords.Literal(' '));
    words.forEach(this::define);
    CompilerWords.define(this);
    DefiningWords.define(this);
  }

  /** The guest program prints here from now on. */
  public void printTo(PrintStream out) {
    vm.out = out;
  }

  /** Pushes a number on the data stack, as the command line does. */
  public void push(long value) {
    vm.push(value);
  }

  /**
   * Runs source text to its end or to the word {@code bye}.
   *
   * @throws ForthException if the guest program is wrong; the message starts with the line number
   */
  public void run(String text) {
    source = new Source(text);
    try {
      String name = source.nextWord();
      while (name != null && !name.equalsIgnoreCase("bye")) {
        interpret(name);
        name = source.nextWord();
      }
      if (definition != null) {
        throw new ForthException("missing ;");
      }
    } catch (ForthException e) {
      throw new ForthException("line " + source.line() + ": " + e.getMessage(), e);
    }
  }

  private void interpret(String name) {
    Entry entry = dictionary.get(key(name));
    if (entry == null) {
      compileOrRun(number(name));
    } else if (entry.immediate) {
      vm.run(entry.word);
    } else {
      compileOrRun(entry.word);
    }
  }

  /** Appends the word if a definition is being compiled, else runs it. */
  void compileOrRun(Word word) {
    if (compiling) {
      definition.append(word);
    } else {
      vm.run(word);
    }
  }

  private Word number(String name) {
    try {
      if (name.length() == 3 && name.charAt(0) == '\'' && name.charAt(2) == '\'') {
        return new ControlWords.Literal(name.charAt(1));
      }
      if (base == DECIMAL && name.matches("[+-]?[0-9]+(\\.[0-9]*)?[eE]([+-]?[0-9]+)?")) {
        String complete = name.matches(".*[eE]") ? name + "0" : name;
        return new ControlWords.FloatLiteral(Double.parseDouble(complete));
      }
      return new ControlWords.Literal(integer(name));
    } catch (NumberFormatException e) {
      throw new ForthException("unknown word: " + name, e);
    }
  }

  private long integer(String name) {
    return switch (name.charAt(0)) {
      case '$' -> Long.parseUnsignedLong(name.substring(1), HEXADECIMAL);
      case '#' -> Long.parseLong(name.substring(1), DECIMAL);
      case '%' -> Long.parseUnsignedLong(name.substring(1), BINARY);
      default -> Long.parseLong(name, base);
    };
  }

  // What compiler words use.

  Source source() {
    return source;
  }

  String parseName() {
    String name = source.nextWord();
    if (name == null) {
      throw new ForthException("a name is missing");
    }
    return name;
  }

  Word parseWord() {
    return find(parseName()).word();
  }

  Entry find(String name) {
    Entry entry = dictionary.get(key(name));
    if (entry == null) {
      throw new ForthException("unknown word: " + name);
    }
    return entry;
  }

  Definition definition() {
    if (definition == null) {
      throw new ForthException("only allowed in a definition");
    }
    return definition;
  }

  void define(String name, Word word) {
    latestName = key(name);
    dictionary.put(latestName, new Entry(word, false));
  }

  void defineImmediate(String name, Word word) {
    dictionary.put(name, new Entry(word, true));
  }

  void makeLatestImmediate() {
    dictionary.computeIfPresent(latestName, (name, entry) -> new Entry(entry.word, true));
  }

  /** The word that was defined last. */
  Word latest() {
    return dictionary.get(latestName).word();
  }

  /** Starts a definition; without a name it is not entered into the dictionary. */
  Word startDefinition(String name) {
    if (definition != null) {
      throw new ForthException("a definition within " + definition.name);
    }
    definition = new Definition(name);
    compiling = true;
    return definition.word;
  }

  void finishDefinition() {
    ControlWords.Colon word = definition().finish();
    if (definition.name != null) {
      define(definition.name, word);
    }
    definition = null;
    compiling = false;
  }

  void setCompiling(boolean compile) {
    if (compile) {
      definition();
    }
    compiling = compile;
  }

  void setBase(int newBase) {
    base = newBase;
  }

  /**
   * Compiles the word's compilation: an immediate word itself, for another one code that will
   * append it.
   */
  void postpone(Entry entry) {
    definition().append(entry.immediate ? entry.word : new Append(this, entry.word));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Appends a word to the definition that is under construction when it runs. */
  private static final class Append extends CompilerWord {
    private final Word word;

    Append(Forth forth, Word word) {
      super(forth);
      this.word = word;
    }

    @Override
    void execute(Vm vm) {
      definition().append(word);
    }
  }
}
