package dev.metajit.fuzz.world;

/** Is initialized when an arm first uses it, which can be seen. */
public final class Lazy {
  public static int uses = start();
  public static Node kept = new Leaf(4.5f);

  public int value;

  public Lazy() {
    value = ++uses;
  }

  private static int start() {
    Node.population += 1000;
    return 5;
  }

  public static int use(int by) {
    uses ^= by;
    return uses;
  }
}
