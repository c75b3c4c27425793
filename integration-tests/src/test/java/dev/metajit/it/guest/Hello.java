package dev.metajit.it.guest;

/** Says hello. */
public final class Hello {
  private Hello() {}

  public static void main(String[] args) {
    System.out.println("hello");
  }
}
