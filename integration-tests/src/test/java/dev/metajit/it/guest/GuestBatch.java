package dev.metajit.it.guest;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs main methods one after the other in one JVM. Each argument of the command line is one call:
 * a label, the main class and its arguments, with tabs between. Before a call stand a line break
 * and a line {@code === label}.
 */
public final class GuestBatch {
  /** What stands before a label in the output. */
  public static final String MARK = "=== ";

  private GuestBatch() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    for (String call : args) {
      String[] words = call.split("\t", -1);
      System.out.println("\n" + MARK + words[0]);
      System.out.flush();
      invoke(words[1], Arrays.copyOfRange(words, 2, words.length));
      System.out.flush();
    }
  }

  private static void invoke(String mainClass, String[] arguments)
      throws ReflectiveOperationException {
    try {
      Class.forName(mainClass).getMethod("main", String[].class).invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      System.out.println("threw " + e.getCause());
    }
  }
}
