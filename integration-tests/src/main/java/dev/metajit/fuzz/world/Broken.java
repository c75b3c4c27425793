package dev.metajit.fuzz.world;

/** Its initializer throws: the first use and all later ones fail, each in its own way. */
public final class Broken {
  public static int never = fail(Node.population);

  private Broken() {}

  private static int fail(int code) {
    Node.total++;
    throw new GuestError(code);
  }

  public static int touch(int by) {
    return never + by;
  }
}
