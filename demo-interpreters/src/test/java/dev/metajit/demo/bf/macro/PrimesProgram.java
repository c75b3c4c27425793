package dev.metajit.demo.bf.macro;

/**
 * Prime numbers: each prime below 256 has a record with a count down to its next multiple.
 *
 * <p>The layout's own record is a sentinel that is never present; the primes' records lie behind
 * it.
 */
final class PrimesProgram extends MacroAssembler {
  private final int high = variable();
  private final int blocks = variable();
  private final int inBlock = variable();
  private final int numberHigh = variable();
  private final int number = variable();
  private final int newLine = variable();
  private int[] digits;
  private int present;
  private int prime;
  private int count;
  private int travel;
  private int spare;
  private int record;

  /** Prints the primes below 256 times the input. */
  void primes() {
    readNumber(high, blocks);
    digits = decimal(5);
    layOutRecord();
    add(number, 2);
    increment(digits);
    increment(digits);
    loop(
        blocks,
        () -> {
          add(blocks, -1);
          add(inBlock, 1);
          loop(inBlock, this::nextNumber);
        });
  }

  private void layOutRecord() {
    present = variable();
    prime = variable();
    count = variable();
    travel = variable();
    spare = variable();
    record = nextFree() - present;
  }

  private void nextNumber() {
    countDownAll();
    ifElse(travel, () -> clear(travel), this::foundPrime);
    increment(numberHigh, number);
    increment(digits);
    clear(inBlock);
    ifNonZero(number, () -> add(inBlock, 1));
  }

  /** Counts every record down by one; leaves {@code travel} nonzero if one came to zero. */
  private void countDownAll() {
    shift(record);
    loop(
        present,
        () -> {
          add(count, -1);
          ifZero(count, this::startAgain);
          ifNonZero(travel, () -> set(travel + record, 1));
          clear(travel);
          shift(record);
        });
    goHome();
  }

  private void startAgain() {
    copy(prime, count, spare);
    set(travel, 1);
  }

  private void foundPrime() {
    print(digits);
    printText("\n", newLine);
    ifZero(numberHigh, this::append);
  }

  /** Makes a record for the number, behind the others. */
  private void append() {
    copy(number, travel, newLine);
    move(travel, travel + record);
    shift(record);
    loop(
        present,
        () -> {
          move(travel, travel + record);
          shift(record);
        });
    move(travel, prime, count);
    add(present, 1);
    goHome();
  }

  /** From behind the last record back to the sentinel, together with {@code travel}. */
  private void goHome() {
    shift(-record);
    loop(
        present,
        () -> {
          move(travel + record, travel);
          shift(-record);
        });
    move(travel + record, travel);
  }
}
