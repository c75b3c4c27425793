package dev.metajit.demo.forth;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A definition under construction: its words so far, and the control structures that are open. */
final class Definition {
  /** What an open control structure waits for. */
  enum Kind {
    FORWARD_JUMP,
    BACKWARD_TARGET,
    COUNTED_LOOP,
    CASE
  }

  /** An open control structure: where it starts, and the jumps to be set at its end. */
  private record Open(Kind kind, int start, List<ControlWords.Jump> exits) {}

  final String name;
  final ControlWords.Colon word = new ControlWords.Colon();
  private final List<Word> words = new ArrayList<>();
  private final Deque<Open> structures = new ArrayDeque<>();

  Definition(String name) {
    this.name = name;
  }

  void append(Word next) {
    words.add(next);
  }

  /** Appends a jump that {@link #resolve} will set. */
  void openJump(ControlWords.Jump jump) {
    append(jump);
    structures.push(new Open(Kind.FORWARD_JUMP, words.size(), listOf(jump)));
  }

  /** Opens a structure that starts here. */
  void open(Kind kind) {
    structures.push(new Open(kind, words.size(), new ArrayList<>()));
  }

  /** As {@link #open}, with a jump before it that leads behind the structure's end. */
  void open(Kind kind, ControlWords.Jump exit) {
    append(exit);
    structures.push(new Open(kind, words.size(), listOf(exit)));
  }

  /** The innermost forward jump leads here. */
  void resolve() {
    land(close(Kind.FORWARD_JUMP));
  }

  /**
   * Appends a jump back to the start of the innermost structure, closes it, and sets the jumps out
   * of it.
   */
  void jumpBack(Kind kind, ControlWords.Jump jump) {
    Open open = close(kind);
    jump.target = open.start;
    append(jump);
    land(open);
  }

  /** Closes a structure that has no jump back. */
  void closeCase() {
    land(close(Kind.CASE));
  }

  /** Exchanges the two innermost structures. */
  void swap() {
    Open inner = close(null);
    Open outer = close(null);
    structures.push(inner);
    structures.push(outer);
  }

  /** Appends a jump behind the end of the innermost structure of this kind. */
  void leave(Kind kind, ControlWords.Jump jump) {
    for (Open open : structures) {
      if (open.kind == kind) {
        append(jump);
        open.exits.add(jump);
        return;
      }
    }
    throw unbalanced();
  }

  /** Returns the finished definition. */
  ControlWords.Colon finish() {
    if (!structures.isEmpty()) {
      throw unbalanced();
    }
    append(new ControlWords.Exit());
    word.body = words.toArray(new Word[0]);
    return word;
  }

  private Open close(Kind kind) {
    if (structures.isEmpty() || kind != null && structures.peek().kind != kind) {
      throw unbalanced();
    }
    return structures.pop();
  }

  private void land(Open open) {
    for (ControlWords.Jump jump : open.exits) {
      jump.target = words.size();
    }
  }

  private static List<ControlWords.Jump> listOf(ControlWords.Jump jump) {
    List<ControlWords.Jump> list = new ArrayList<>();
    list.add(jump);
    return list;
  }

  private ForthException unbalanced() {
    return new ForthException("unbalanced control structure in " + name);
  }
}
