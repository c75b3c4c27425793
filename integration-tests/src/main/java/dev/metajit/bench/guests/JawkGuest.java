package dev.metajit.bench.guests;

import dev.metajit.demo.Harness;
import java.nio.file.Files;
import java.nio.file.Path;
import org.metricshub.jawk.Awk;
import org.metricshub.jawk.ExitException;
import org.metricshub.jawk.intermediate.AwkTuples;
import org.metricshub.jawk.util.AwkSettings;

/**
 * Runs an AWK program in Jawk, parsed once. The program's argument is the variable {@code n}; its
 * input is {@link Records} of that many lines.
 */
public final class JawkGuest {
  private JawkGuest() {}

  /** The program's file, and {@code n}. */
  public static void main(String[] args) throws Exception {
    Awk awk = new Awk();
    AwkTuples program = awk.compile(Files.readString(Path.of(args[0])));
    int size = Integer.parseInt(args[1]);
    Harness.run(
        args,
        out -> {
          AwkSettings settings = new AwkSettings();
          settings.putVariable("n", size);
          settings.setInput(Records.stream(size));
          settings.setOutputStream(out);
          settings.setDefaultRS("\n");
          settings.setDefaultORS("\n");
          try {
            awk.invoke(program, settings);
          } catch (ExitException e) {
            if (e.getCode() != 0) {
              throw e;
            }
          }
        });
  }
}
