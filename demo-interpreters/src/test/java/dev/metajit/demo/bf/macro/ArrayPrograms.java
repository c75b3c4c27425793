package dev.metajit.demo.bf.macro;

/** A cellular automaton and a sort. */
final class ArrayPrograms extends MacroAssembler {
  /**
   * A record for each cell: present, the cell, its left neighbour before the step, the result, a
   * new line's scratch.
   */
  void automaton() {
    int high = variable();
    int low = variable();
    int more = variable();
    int width = variable();
    int scratch = variable();
    readNumber(high, low);
    int present = variable();
    int cell = variable();
    int left = variable();
    int result = variable();
    int record = nextFree() - present;
    add(width, 200);
    // Make the records: the marker travels to the end, where it grows a new one.
    loop(
        width,
        () -> {
          add(width, -1);
          shift(record);
          loop(present, () -> shift(record));
          add(present, 1);
          shift(-record);
          loop(present, () -> shift(-record));
        });
    shift(record);
    loop(present, () -> shift(record));
    shift(-record);
    add(cell, 1);
    loop(present, () -> shift(-record));
    countDown(
        high,
        low,
        more,
        () -> {
          shift(record);
          loop(
              present,
              () -> {
                rule110(left, cell, cell + record, result);
                clear(left);
                ifNonZero(cell, () -> add(left + record, 1));
                clear(cell);
                move(result, cell);
                shift(record);
              });
          clear(left);
          shift(-record);
          loop(present, () -> shift(-record));
          ifZero(low, () -> printRow(present, cell, result, record, scratch));
        });
  }

  private void rule110(int left, int cell, int right, int result) {
    ifElse(
        cell,
        () -> ifElse(left, () -> ifZero(right, () -> add(result, 1)), () -> add(result, 1)),
        () -> ifNonZero(right, () -> add(result, 1)));
  }

  private void printRow(int present, int cell, int result, int record, int scratch) {
    shift(record);
    loop(
        present,
        () -> {
          ifElse(cell, () -> printText("#", result), () -> printText(".", result));
          shift(record);
        });
    shift(-record);
    loop(present, () -> shift(-record));
    printText("\n", scratch);
  }

  /** A record for each byte: present, the byte, scratch. */
  void sort() {
    int high = variable();
    int count = variable();
    int passes = variable();
    int seed = variable();
    int scratch = variable();
    readNumber(high, count);
    copy(count, passes, scratch);
    add(seed, 7);
    int present = variable();
    int value = variable();
    int mine = variable();
    int theirs = variable();
    int greater = variable();
    int spare = variable();
    int record = nextFree() - present;
    loop(
        count,
        () -> {
          add(count, -1);
          // seed = 5 * seed + count, modulo 256
          loop(
              seed,
              () -> {
                add(seed, -1);
                add(scratch, 5);
              });
          move(scratch, seed);
          copy(count, seed, scratch);
          // The new byte travels to the end of the array.
          copy(seed, mine, scratch);
          move(mine, mine + record);
          shift(record);
          loop(
              present,
              () -> {
                move(mine, mine + record);
                shift(record);
              });
          add(present, 1);
          move(mine, value);
          loop(present, () -> shift(-record));
        });
    loop(
        passes,
        () -> {
          add(passes, -1);
          shift(record);
          loop(
              present,
              () -> {
                ifNonZero(
                    present + record,
                    () -> compareAndExchange(value, value + record, mine, theirs, greater, spare));
                shift(record);
              });
          shift(-record);
          loop(present, () -> shift(-record));
        });
    printSorted(present, value, record);
  }

  private void compareAndExchange(
      int value, int next, int mine, int theirs, int greater, int spare) {
    copy(value, mine, spare);
    copy(next, theirs, spare);
    loop(
        mine,
        () -> {
          add(mine, -1);
          ifElse(
              theirs,
              () -> add(theirs, -1),
              () -> {
                set(mine, 0);
                add(greater, 1);
              });
        });
    clear(theirs);
    loop(
        greater,
        () -> {
          add(greater, -1);
          move(value, spare);
          move(next, value);
          move(spare, next);
        });
  }

  /** Prints each byte as three digits; they are counted up in the record's own scratch cells. */
  private void printSorted(int present, int value, int record) {
    int hundreds = value + VARIABLE_CELLS;
    int tens = hundreds + VARIABLE_CELLS;
    int ones = tens + VARIABLE_CELLS;
    int digit = ones + VARIABLE_CELLS;
    int[] digits = {ones, tens, hundreds};
    shift(record);
    loop(
        present,
        () -> {
          reset(digits);
          loop(
              value,
              () -> {
                add(value, -1);
                increment(digits);
              });
          for (int i = 2; i >= 0; i--) {
            int cell = digits[i];
            add(digit, '0' + 10);
            loop(
                cell,
                () -> {
                  add(cell, -1);
                  add(digit, -1);
                });
            print(digit);
            clear(digit);
          }
          printText("\n", digit);
          shift(record);
        });
  }
}
