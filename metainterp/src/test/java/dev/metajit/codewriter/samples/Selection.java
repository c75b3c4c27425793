package dev.metajit.codewriter.samples;

import java.util.List;

/** Methods that override, or do not, and methods with all kinds of effects. */
public final class Selection {
  private Selection() {}

  /** With a default method. */
  public interface Named {
    default String name() {
      return "Named";
    }
  }

  /** Refines the default. */
  public interface Titled extends Named {
    @Override
    default String name() {
      return "Titled";
    }
  }

  /** Has all kinds of methods. */
  public static class Base implements Named {
    protected int field;
    volatile int shared;

    private String hidden() {
      return "Base";
    }

    String callHidden(Base other) {
      return other.hidden();
    }

    String overridden() {
      return "Base";
    }

    final int getField() {
      return field;
    }

    int sharedField() {
      return shared;
    }
  }

  /** Inherits the refined default. */
  public static class Derived extends Base implements Titled {
    String hidden() {
      return "Derived";
    }

    @Override
    String overridden() {
      return "Derived";
    }
  }

  /** Has a class method over the default. */
  public static final class Last extends Derived {
    @Override
    public String name() {
      return "Last";
    }

    @Override
    protected void finalize() {}
  }

  static String callName(Named named) {
    return named.name();
  }

  static String callOverridden(Base base) {
    return base.overridden();
  }

  static int readsField(Base base, int[] a) {
    return base.getField() + helper(a);
  }

  static int helper(int[] a) {
    a[0] = 1;
    return a.length;
  }

  /** Its method may do anything. */
  public static final class Job implements Runnable {
    private volatile int runs;

    @Override
    public void run() {
      runs = 1;
    }
  }

  static void contained(Runnable r) {
    r.run();
  }

  static void callsAnything(Runnable r) {
    r.run();
  }

  static int volatileRead(Base base) {
    return base.sharedField();
  }

  static int elidableJdk(String s, double d) {
    return s.indexOf('x') + (int) Math.sin(d);
  }

  static String builds(int n) {
    return new StringBuilder().append(n).append("x").toString();
  }

  static synchronized int locked() {
    return 1;
  }

  static int loops(int n) {
    int i = 0;
    while (i < n) {
      i += 3;
    }
    return i;
  }

  static int blocks(Object o) {
    synchronized (o) {
      return 1;
    }
  }

  static Object listGet(List<Object> list) {
    return list.get(0);
  }

  static Last made() {
    return new Last();
  }

  static char charOf(String s, int i) {
    return s.charAt(i);
  }
}
