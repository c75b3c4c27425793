package dev.metajit.demo.kestrel;

import java.util.List;

/**
 * A compiled program. It does not change when it runs, so it can run many times.
 *
 * @param file the name of its source file, for messages
 * @param main the code of the file outside of functions
 * @param globals the names of the globals, by their index
 */
record Program(String file, CodeObject main, List<String> globals) {

  /** Parses and compiles a source. */
  static Program compile(String file, String source) throws KestrelSyntaxException {
    ParsedProgram parsed = Parser.parse(file, source);
    Globals globals = new Globals(parsed.globals());
    CodeObject main = FunctionCompiler.compile(parsed.main(), globals);
    return new Program(file, main, globals.names());
  }
}
