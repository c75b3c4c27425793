package dev.metajit.agent.build;

import dev.metajit.agent.rewrite.ClassDelta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what rewriting makes of a class file, to be kept in {@code jit.jar}. */
public final class DeltaCommand {
  private DeltaCommand() {}

  /** Arguments: the class file, the rewritten one, and where the delta is to be. */
  public static void main(String[] arguments) throws IOException {
    byte[] old = Files.readAllBytes(Path.of(arguments[0]));
    byte[] made = Files.readAllBytes(Path.of(arguments[1]));
    Files.write(Path.of(arguments[2]), ClassDelta.between(old, made));
  }
}
