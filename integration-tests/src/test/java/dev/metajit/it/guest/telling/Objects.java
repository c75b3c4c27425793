package dev.metajit.it.guest.telling;

import dev.metajit.annotations.DontLookInside;
import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import java.util.Map;
import java.util.function.Supplier;

/** Objects that are made in one turn of a loop and used in the next. */
final class Objects {
  private static final int TURNS = 200;

  private Objects() {}

  static void addTo(Map<String, Supplier<Object>> cases) {
    cases.put("k1", () -> carried(TURNS));
    cases.put("k2", () -> circular(TURNS));
    cases.put("k3", () -> boxedDouble(TURNS));
    cases.put("k4", () -> escaping("12", TURNS));
    cases.put("k5", () -> nested(TURNS));
    cases.put("k6", Objects::enteredTwice);
    cases.put("k7", () -> bridgeToTheLoop(TURNS));
    cases.put("k8", () -> anotherShape(TURNS));
    cases.put("k9", () -> nestedLoops("abc", 40));
    cases.put("k10", () -> arrayCopies(TURNS));
    cases.put("k11", () -> delayedStore(TURNS));
    cases.put("k55", () -> classKnownInBridge(TURNS));
  }

  /** A number, another one, and perhaps another object. */
  static class Node {
    int value;
    int extra;
    Node next;

    Node(int value) {
      this.value = value;
    }

    int weight() {
      return value;
    }
  }

  /** A node of another class. */
  static final class Heavy extends Node {
    Heavy(int value) {
      super(value);
    }

    @Override
    int weight() {
      return 2 * value;
    }
  }

  @JitDriver(
      name = "k1",
      greens = {})
  static int carried(int turns) {
    int left = turns;
    Node node = new Node(20);
    while (left > 0) {
      Jit.mergePoint();
      Node next = new Node(node.value + left);
      node = next;
      left--;
    }
    return node.value;
  }

  @JitDriver(
      name = "k2",
      greens = {})
  static int circular(int turns) {
    int left = turns;
    Node node = new Node(20);
    node.next = node;
    while (left > 0) {
      Jit.mergePoint();
      Node next = new Node(node.next.value + left);
      next.next = next;
      node = next;
      left--;
    }
    return node.next.next.value;
  }

  @JitDriver(
      name = "k3",
      greens = {})
  static double boxedDouble(int turns) {
    int left = turns;
    Double sum = 0.5;
    while (left > 0) {
      Jit.mergePoint();
      sum = sum + 1.25;
      left--;
    }
    return sum;
  }

  /** Two guest loops over the same object; in the second one others see it. */
  @JitDriver(
      name = "k4",
      greens = {"pc", "code"})
  static int escaping(String code, int turns) {
    int pc = 0;
    int left = turns;
    Node node = new Node(3);
    node.extra = 5;
    while (true) {
      Jit.mergePoint();
      boolean escapes = code.charAt(pc) == '2';
      Node next = new Node(node.value + left);
      next.extra = 5;
      if (escapes) {
        next.value += look(next) * (next.extra * 3);
      }
      node = next;
      left--;
      if (left == turns / 2) {
        pc++;
      } else if (left == 0) {
        return node.value;
      }
    }
  }

  @DontLookInside
  static int look(Node node) {
    return node.value & 7;
  }

  @JitDriver(
      name = "k5",
      greens = {})
  static int nested(int turns) {
    int left = turns;
    Node node = new Node(0);
    node.next = new Node(1);
    while (left > 0) {
      Jit.mergePoint();
      Node inner = new Node(node.next.value + left);
      Node outer = new Node(inner.value ^ node.value);
      outer.next = inner;
      node = outer;
      left--;
    }
    return node.value + node.next.value;
  }

  /** How many turns the second run is interpreted for. */
  static String enteredTwice() {
    int[] interpreted = new int[2];
    int first = entered(TURNS, interpreted, 0);
    int second = entered(TURNS, interpreted, 1);
    return first + " " + second + " interpreted " + interpreted[1];
  }

  @JitDriver(
      name = "k6",
      greens = {})
  static int entered(int turns, int[] interpreted, int run) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      if (!Jit.isJitted()) {
        interpreted[run]++;
      }
      sum += left;
      left--;
    }
    return sum;
  }

  @JitDriver(
      name = "k7",
      greens = {})
  static int bridgeToTheLoop(int turns) {
    int left = turns;
    Node node = new Node(1);
    while (left > 0) {
      Jit.mergePoint();
      Node next;
      if ((left & 1) == 0) {
        next = new Node(node.value + left);
      } else {
        next = new Node(node.value - 1);
      }
      node = next;
      left--;
    }
    return node.value;
  }

  /** The rare way brings an object that has been seen by others. */
  @JitDriver(
      name = "k8",
      greens = {})
  static int anotherShape(int turns) {
    int left = turns;
    Node node = new Node(1);
    while (left > 0) {
      Jit.mergePoint();
      Node next = new Node(node.value + left);
      if ((left & 3) == 0) {
        next.extra = look(next);
      }
      node = next;
      left--;
    }
    return node.value;
  }

  /** {@code b} goes back to itself, {@code c} to the start. */
  @JitDriver(
      name = "k9",
      greens = {"pc", "code"})
  static int nestedLoops(String code, int turns) {
    int pc = 0;
    int outer = turns;
    int inner = 0;
    Node node = new Node(2);
    while (true) {
      Jit.mergePoint();
      char instruction = code.charAt(pc);
      if (instruction == 'a') {
        inner = 25;
        node = new Node(node.value);
        pc++;
      } else if (instruction == 'b') {
        node = new Node(node.value * 3 + inner);
        inner--;
        pc = inner > 0 ? pc : pc + 1;
      } else {
        outer--;
        if (outer == 0) {
          return node.value;
        }
        pc = 0;
      }
    }
  }

  @JitDriver(
      name = "k10",
      greens = {})
  static int arrayCopies(int turns) {
    int left = turns;
    int[] row = {1, 2, 3};
    while (left > 0) {
      Jit.mergePoint();
      int[] copy = new int[3];
      System.arraycopy(row, 0, copy, 0, 3);
      copy[1] += left;
      int[] next = copy.clone();
      System.arraycopy(copy, 1, next, 0, 2);
      next[2] = copy[0];
      row = next;
      left--;
    }
    return row[0] + 10 * row[1] + 100 * row[2];
  }

  @JitDriver(
      name = "k11",
      greens = {})
  static int delayedStore(int turns) {
    int left = turns;
    Node node = new Node(0);
    while (left > 0) {
      Jit.mergePoint();
      node.value = node.value + left;
      node.extra = left;
      left--;
    }
    return node.value + node.extra;
  }

  @JitDriver(
      name = "k55",
      greens = {})
  static int classKnownInBridge(int turns) {
    int left = turns;
    Node node = turns > 1 ? new Heavy(3) : new Node(3);
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      sum += node.weight();
      if ((left & 1) == 0) {
        sum ^= node.weight() * left;
      }
      left--;
    }
    return sum;
  }
}
