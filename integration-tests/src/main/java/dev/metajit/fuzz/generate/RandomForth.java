package dev.metajit.fuzz.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes random Forth programs: words that take two cells and leave one, each on a line, that call
 * those before them; and a loop that calls them and prints what has come of it. A program never
 * takes from the stack what it has not put there.
 */
public final class RandomForth {
  private static final List<String> UNARY =
      List.of("negate", "abs", "invert", "1+", "1-", "2*", "2/", "0=", "0<", "0>", "cells");
  private static final List<String> BINARY =
      List.of(
          "+",
          "-",
          "*",
          "min",
          "max",
          "and",
          "or",
          "xor",
          "=",
          "<>",
          "<",
          ">",
          "<=",
          "u<",
          "7 and lshift",
          "7 and rshift",
          "1 or /",
          "1 or mod",
          "nip");
  private static final List<String> NUMBERS =
      List.of("0", "1", "-1", "7", "255", "65536", "2147483647", "9223372036854775807", "-128");
  private static final int VARIABLES = 3;
  private static final int MOST_COST = 400;

  private final SplittableRandom random;
  private final List<Integer> costs = new ArrayList<>();
  private StringBuilder text = new StringBuilder();
  private int depth;
  private int floor;
  private int loops;
  private boolean holdsReturn;
  private int cost;
  private int factor = 1;

  private RandomForth(SplittableRandom random) {
    this.random = random;
  }

  /** A program. */
  public static String make(SplittableRandom random) {
    return new RandomForth(random).make();
  }

  private String make() {
    StringBuilder program = new StringBuilder();
    for (int i = 0; i < VARIABLES; i++) {
      program.append("variable v").append(i).append('\n');
    }
    program.append("create a 64 allot a 64 erase\nfvariable f 0e f f!\n");
    int words = 2 + random.nextInt(4);
    for (int i = 0; i < words; i++) {
      program.append(": w").append(i).append(' ').append(body()).append(";\n");
      costs.add(cost);
    }
    program.append(": main ").append(60 + random.nextInt(120)).append(" 0 do ");
    for (int i = 0; i < words; i++) {
      program.append("i v").append(i % VARIABLES).append(" @ w").append(i);
      program.append(" v").append((i + 1) % VARIABLES).append(" +! ");
    }
    program.append("loop ;\nmain v0 @ . v1 @ . v2 @ .\nf f@ f. a @ . a 8 + @ .\n");
    return program.toString();
  }

  private String body() {
    text = new StringBuilder();
    cost = 0;
    factor = 1;
    depth = 2;
    floor = 0;
    steps(3 + random.nextInt(8), 2);
    settle(1);
    return text.toString();
  }

  private void add(String words, int taken, int left) {
    while (depth - floor < taken) {
      number();
    }
    text.append(words).append(' ');
    depth += left - taken;
    cost += factor;
  }

  private void number() {
    String number =
        random.nextInt(3) == 0 ? one(NUMBERS) : String.valueOf(random.nextInt(-20, 100));
    text.append(number).append(' ');
    depth++;
  }

  /** Brings the stack to this depth. */
  private void settle(int wanted) {
    while (depth > wanted) {
      add(depth - floor > 1 ? one(List.of("+", "xor", "drop")) : "drop", 0, 0);
      depth--;
    }
    while (depth < wanted) {
      number();
    }
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private void steps(int count, int nesting) {
    for (int i = 0; i < count; i++) {
      step(nesting);
    }
  }

  private void step(int nesting) {
    String variable = "v" + random.nextInt(VARIABLES);
    switch (random.nextInt(nesting > 0 ? 19 : 13)) {
      case 0, 1 -> number();
      case 2, 3, 4 -> add(one(BINARY), 2, 1);
      case 5 -> add(one(UNARY), 1, 1);
      case 6 -> add(one(List.of("dup", "dup")), 1, 2);
      case 7 -> add(one(List.of("over", "tuck")), 2, 3);
      case 8 -> add(one(List.of("swap")), 2, 2);
      case 9 -> add(one(List.of("rot", "-rot")), 3, 3);
      case 10 -> add(variable + (random.nextBoolean() ? " !" : " +!"), 1, 0);
      case 11 -> element(variable);
      case 12 -> call();
      case 13, 14 -> condition(nesting);
      case 15 -> counted(nesting);
      case 16 -> untilZero(nesting);
      case 17 -> kept(nesting);
      default -> add("s>f f f@ f+ f f!", 1, 0);
    }
  }

  private void element(String variable) {
    switch (random.nextInt(4)) {
      case 0 -> add(variable + " @", 0, 1);
      case 1 -> add("7 and cells a + @", 1, 1);
      case 2 -> add("7 and cells a + !", 2, 0);
      default -> add("63 and a + c@", 1, 1);
    }
  }

  /** In a loop, its index; else a call of a word before this one. */
  private void call() {
    if (loops > 0 && !holdsReturn && random.nextBoolean()) {
      add("i", 0, 1);
      return;
    }
    int word = costs.isEmpty() ? -1 : random.nextInt(costs.size());
    if (word >= 0 && cost + factor * costs.get(word) < MOST_COST) {
      add("w" + word, 2, 1);
      cost += factor * costs.get(word);
    }
  }

  private void condition(int nesting) {
    add(one(List.of("0<", "0=", "1 and", "100 <", "0>")) + " if", 1, 0);
    int before = depth;
    steps(1 + random.nextInt(3), nesting - 1);
    settle(Math.max(before, floor));
    if (random.nextBoolean()) {
      text.append("else ");
      steps(1 + random.nextInt(3), nesting - 1);
      settle(before);
    }
    text.append("then ");
  }

  /** What stands below on the stack is not touched in the loop. */
  private void inside(int turns, int nesting) {
    int outer = floor;
    floor = depth;
    factor *= turns;
    steps(1 + random.nextInt(4), nesting - 1);
    settle(floor);
    factor /= turns;
    floor = outer;
  }

  private void counted(int nesting) {
    boolean held = holdsReturn;
    holdsReturn = false;
    loops++;
    int turns = 2 + random.nextInt(4);
    text.append(turns).append(" 0 do ");
    inside(turns, nesting);
    text.append(random.nextInt(4) == 0 ? "2 +loop " : "loop ");
    loops--;
    holdsReturn = held;
  }

  private void untilZero(int nesting) {
    int turns = 1 + random.nextInt(5);
    text.append(turns).append(" begin dup 0> while 1- ");
    depth++;
    inside(turns, nesting);
    text.append("repeat drop ");
    depth--;
  }

  /** A cell waits on the return stack. */
  private void kept(int nesting) {
    boolean held = holdsReturn;
    add(">r", 1, 0);
    holdsReturn = true;
    int outer = floor;
    steps(1 + random.nextInt(3), nesting - 1);
    floor = outer;
    add(random.nextBoolean() ? "r>" : "r@ r> xor", 0, 1);
    holdsReturn = held;
  }
}
