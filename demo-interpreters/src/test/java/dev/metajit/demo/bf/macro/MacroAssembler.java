package dev.metajit.demo.bf.macro;

/**
 * A macro assembler for Brainfuck.
 *
 * <p>A variable is a group of three cells: the value and two scratch cells that are zero between
 * operations, so that a test for zero takes a fixed number of steps. The assembler knows at every
 * place of the program which variable the data pointer is at. Arrays are records of the same layout
 * side by side; {@link #shift} moves to the next record.
 */
abstract class MacroAssembler {
  static final int VARIABLE_CELLS = 3;

  private final StringBuilder text = new StringBuilder();
  private int position;
  private int nextFree;

  /** The program so far. */
  final String text() {
    return text.toString();
  }

  /** The place of the next variable. */
  final int nextFree() {
    return nextFree;
  }

  /** Gives back the variables from this place on; their cells must be zero. */
  final void release(int place) {
    nextFree = place;
  }

  // Single cells.

  final int variable() {
    nextFree += VARIABLE_CELLS;
    return nextFree - VARIABLE_CELLS;
  }

  final void to(int cell) {
    text.append((cell > position ? ">" : "<").repeat(Math.abs(cell - position)));
    position = cell;
  }

  /**
   * Moves the data pointer so that what was at {@code cells} to the right is now at the same place
   * of the layout.
   */
  final void shift(int cells) {
    text.append((cells > 0 ? ">" : "<").repeat(Math.abs(cells)));
  }

  final void add(int cell, int amount) {
    to(cell);
    text.append((amount > 0 ? "+" : "-").repeat(Math.abs(amount)));
  }

  final void loop(int cell, Runnable body) {
    to(cell);
    text.append('[');
    body.run();
    to(cell);
    text.append(']');
  }

  final void clear(int cell) {
    loop(cell, () -> add(cell, -1));
  }

  final void set(int cell, int value) {
    clear(cell);
    add(cell, value);
  }

  final void move(int source, int... targets) {
    loop(
        source,
        () -> {
          add(source, -1);
          for (int target : targets) {
            add(target, 1);
          }
        });
  }

  /** Adds {@code source} to {@code target}; {@code scratch} is zero before and after. */
  final void copy(int source, int target, int scratch) {
    move(source, target, scratch);
    move(scratch, source);
  }

  /** Runs one of the two; the cell is a variable's, and may be changed by either. */
  final void ifElse(int cell, Runnable nonZero, Runnable zero) {
    add(cell + 1, 1);
    to(cell);
    text.append('[');
    add(cell + 1, -1);
    nonZero.run();
    to(cell + 1);
    text.append(']');
    position = cell;
    to(cell + 1);
    text.append('[');
    add(cell + 1, -1);
    zero.run();
    to(cell + 2);
    text.append(']');
    position = cell + 2;
  }

  final void ifNonZero(int cell, Runnable body) {
    ifElse(cell, body, () -> {});
  }

  final void ifZero(int cell, Runnable body) {
    ifElse(cell, () -> {}, body);
  }

  final void print(int cell) {
    to(cell);
    text.append('.');
  }

  final void read(int cell) {
    to(cell);
    text.append(',');
  }

  final void printText(String message, int scratch) {
    clear(scratch);
    int last = 0;
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      add(scratch, c - last);
      print(scratch);
      last = c;
    }
    clear(scratch);
  }

  // Pairs of cells: high, low.

  final void increment(int high, int low) {
    add(low, 1);
    ifZero(low, () -> add(high, 1));
  }

  final void decrement(int high, int low) {
    ifZero(low, () -> add(high, -1));
    add(low, -1);
  }

  /** Counts the pair down to zero and runs the body each time, after the count. */
  final void countDown(int high, int low, int more, Runnable body) {
    test(high, low, more);
    loop(
        more,
        () -> {
          decrement(high, low);
          body.run();
          clear(more);
          test(high, low, more);
        });
  }

  private void test(int high, int low, int more) {
    ifElse(low, () -> add(more, 1), () -> ifNonZero(high, () -> add(more, 1)));
  }

  /** Reads a decimal number up to a space, a new line or the end of the input. */
  final void readNumber(int high, int low) {
    int more = variable();
    int character = variable();
    int again = variable();
    int newHigh = variable();
    int newLow = variable();
    add(more, 1);
    loop(
        more,
        () -> {
          clear(more);
          read(character);
          ifNonZero(
              character,
              () -> {
                add(character, -'\n');
                ifNonZero(
                    character,
                    () -> {
                      add(character, '\n' - ' ');
                      ifNonZero(
                          character,
                          () -> {
                            add(character, ' ' - '0');
                            add(more, 1);
                            countDown(
                                high,
                                low,
                                again,
                                () -> {
                                  for (int i = 0; i < 10; i++) {
                                    increment(newHigh, newLow);
                                  }
                                });
                            loop(
                                character,
                                () -> {
                                  add(character, -1);
                                  increment(newHigh, newLow);
                                });
                            move(newHigh, high);
                            move(newLow, low);
                          });
                    });
              });
        });
  }

  // Decimal counters: each digit is kept as 10 minus itself, lowest digit first.

  final int[] decimal(int digits) {
    int[] cells = new int[digits];
    for (int i = 0; i < digits; i++) {
      cells[i] = variable();
      add(cells[i], 10);
    }
    nextFree += 3 * VARIABLE_CELLS; // for printing
    return cells;
  }

  final void increment(int[] digits) {
    incrementFrom(digits, 0);
  }

  private void incrementFrom(int[] digits, int index) {
    if (index < digits.length) {
      add(digits[index], -1);
      ifZero(
          digits[index],
          () -> {
            add(digits[index], 10);
            incrementFrom(digits, index + 1);
          });
    }
  }

  /** Prints without leading zeros. */
  final void print(int[] digits) {
    int started = digits[digits.length - 1] + VARIABLE_CELLS;
    int digit = started + VARIABLE_CELLS;
    int scratch = digit + VARIABLE_CELLS;
    for (int i = digits.length - 1; i >= 0; i--) {
      int cell = digits[i];
      add(digit, 10);
      loop(
          cell,
          () -> {
            add(cell, -1);
            add(scratch, 1);
            add(digit, -1);
          });
      move(scratch, cell);
      ifNonZero(digit, () -> set(started, 1));
      if (i == 0) {
        set(started, 1);
      }
      ifNonZero(
          started,
          () -> {
            add(digit, '0');
            print(digit);
          });
      clear(digit);
    }
    clear(started);
  }

  final void reset(int[] digits) {
    for (int cell : digits) {
      set(cell, 10);
    }
  }
}
