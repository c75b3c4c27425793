package dev.metajit.demo.bf.macro;

/** A table of powers, and Fibonacci numbers. */
final class NumberPrograms extends MacroAssembler {
  /** One table row after the other; each number is counted up by ones. */
  void powers() {
    int high = variable();
    int limit = variable();
    int n = variable();
    int scratch = variable();
    int first = variable();
    int second = variable();
    int third = variable();
    int space = variable();
    readNumber(high, limit);
    int[] single = decimal(3);
    int[] square = decimal(5);
    int[] cube = decimal(8);
    loop(
        limit,
        () -> {
          add(limit, -1);
          add(n, 1);
          increment(single);
          reset(square);
          reset(cube);
          copy(n, first, scratch);
          loop(
              first,
              () -> {
                add(first, -1);
                copy(n, second, scratch);
                loop(
                    second,
                    () -> {
                      add(second, -1);
                      increment(square);
                      copy(n, third, scratch);
                      loop(
                          third,
                          () -> {
                            add(third, -1);
                            increment(cube);
                          });
                    });
              });
          print(single);
          printText(" ", space);
          print(square);
          printText(" ", space);
          print(cube);
          printText("\n", space);
        });
  }

  /** A record for each digit: present, the digits of two numbers, a carry. */
  void fibonacci() {
    int high = variable();
    int low = variable();
    int more = variable();
    int newLine = variable();
    readNumber(high, low);
    int present = variable();
    int digit = variable();
    int other = variable();
    int sum = variable();
    int carry = variable();
    int ten = variable();
    int scratch = variable();
    int record = nextFree() - present;
    // The sentinel is at the layout's place; the first digit one record to the right.
    add(present + record, 1);
    add(other + record, 1);
    countDown(
        high,
        low,
        more,
        () -> {
          shift(record);
          loop(
              present,
              () -> {
                move(other, sum, scratch);
                move(digit, sum, other);
                move(scratch, digit);
                fibonacciDigit(other, sum, carry, ten, record);
                // A carry out of the last digit makes a new one.
                ifNonZero(
                    carry + record, () -> ifZero(present + record, () -> add(present + record, 1)));
                shift(record);
              });
          shift(-record);
          loop(present, () -> shift(-record));
        });
    shift(record);
    loop(present, () -> shift(record));
    shift(-record);
    // The other number of the pair may have one more digit.
    ifZero(digit, () -> ifNonZero(present - record, () -> add(ten, 1)));
    loop(
        present,
        () -> {
          ifElse(
              ten,
              () -> clear(ten),
              () -> {
                add(digit, '0');
                print(digit);
              });
          shift(-record);
        });
    printText("\n", newLine);
  }

  /**
   * Takes the digits' sum and the carry apart: the digit goes to {@code other}, the new carry to
   * the next record.
   */
  private void fibonacciDigit(int other, int sum, int carry, int ten, int record) {
    clear(other);
    move(carry, sum);
    set(ten, 10);
    loop(
        sum,
        () -> {
          add(sum, -1);
          add(other, 1);
          add(ten, -1);
          ifZero(
              ten,
              () -> {
                add(ten, 10);
                clear(other);
                add(carry + record, 1);
              });
        });
    clear(ten);
  }
}
