package dev.metajit.warm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Initializes the classes of the JIT while there is memory and stack. A class whose initializer
 * fails because the guest has used up either can never be used again.
 */
final class StaticInitializers {
  /** Names of the classes, a line each; written when the agent's jar is packed. */
  private static final String LIST = "static-initializers";

  private StaticInitializers() {}

  /** Does it; how many classes there are. */
  static int run() {
    int count = 0;
    try (InputStream list = StaticInitializers.class.getResourceAsStream(LIST)) {
      if (list == null) {
        return 0; // not out of the jar
      }
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8));
      for (String name = reader.readLine(); name != null; name = reader.readLine()) {
        initialize(name);
        count++;
      }
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void initialize(String name) {
    try {
      Class.forName(name, true, StaticInitializers.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the agent's jar is not whole", e);
    } catch (LinkageError e) {
      return; // it is of another platform, or whoever needs it says what is wrong
    }
  }
}
