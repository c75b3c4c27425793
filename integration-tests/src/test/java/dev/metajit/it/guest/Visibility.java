package dev.metajit.it.guest;

/** Prints those of the classes named on the command line that an application can load. */
public final class Visibility {
  private Visibility() {}

  public static void main(String[] args) {
    for (String name : args) {
      if (isVisible(name)) {
        System.out.println(name);
      }
    }
  }

  private static boolean isVisible(String name) {
    try {
      Class.forName(name, false, Thread.currentThread().getContextClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
