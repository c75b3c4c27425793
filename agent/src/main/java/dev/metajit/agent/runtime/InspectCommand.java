package dev.metajit.agent.runtime;

import dev.metajit.agent.inspect.Inspector;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The command {@code --inspect}: ranks the dispatch loops of a jar and writes a driver file for the
 * best.
 */
final class InspectCommand {
  private InspectCommand() {}

  /**
   * Runs it.
   *
   * @param arguments {@code --inspect}, a jar or a directory, and the file to write or {@code -}
   *     for none
   * @return the exit status: 0, 1 if there is no loop or it cannot be written, 2 if the arguments
   *     are wrong
   */
  static int run(List<String> arguments) {
    if (arguments.size() < 2 || arguments.size() > 3) {
      System.err.println(
          "[jit] --inspect wants a jar, and then at most the file to write; try --help");
      return 2;
    }
    try {
      Inspector inspector = Inspector.inspect(Path.of(arguments.get(1)));
      if (inspector.isEmpty()) {
        System.err.println("[jit] no dispatch loop found in " + arguments.get(1));
        return 1;
      }
      String text = inspector.ranking() + "\n" + inspector.draft();
      System.out.print(text);
      write(arguments.size() == 3 ? arguments.get(2) : inspector.name() + ".driver", text);
      return 0;
    } catch (FileAlreadyExistsException e) {
      System.err.println("[jit] " + e.getMessage() + " is there already; name another file");
      return 1;
    } catch (IOException e) {
      System.err.println("[jit] " + arguments.get(1) + " cannot be inspected: " + e);
      return 1;
    }
  }

  private static void write(String file, String text) throws IOException {
    if (!file.equals("-")) {
      Files.writeString(Path.of(file), text, StandardOpenOption.CREATE_NEW);
      System.out.println(
          "\nWritten to " + file + "; use it with -javaagent:jit.jar=drivers=" + file);
    }
  }
}
