package dev.metajit.demo.bf.macro;

/** The Mandelbrot set. */
final class MandelbrotProgram extends MacroAssembler {
  /** Numbers have a positive and a negative part, one of which is zero; 32 is 1.0. */
  void mandelbrot() {
    int high = variable();
    int limit = variable();
    int rows = variable();
    int columns = variable();
    int[] cx = {variable(), variable()};
    int[] cy = {variable(), variable()};
    readNumber(high, limit);
    set(rows, 25);
    set(cy[1], 36);
    int newLine = variable();
    loop(
        rows,
        () -> {
          add(rows, -1);
          set(columns, 81);
          clear(cx[0]);
          set(cx[1], 60);
          loop(
              columns,
              () -> {
                add(columns, -1);
                point(limit, cx, cy);
                addOne(cx);
              });
          printText("\n", newLine);
          addOne(cy);
          addOne(cy);
          addOne(cy);
        });
  }

  private void addOne(int[] number) {
    ifElse(number[1], () -> add(number[1], -1), () -> add(number[0], 1));
  }

  private void point(int limit, int[] cx, int[] cy) {
    int mark = nextFree();
    int left = variable();
    int inside = variable();
    int done = variable();
    int scratch = variable();
    int[] x = {variable(), variable()};
    int[] y = {variable(), variable()};
    copy(limit, left, scratch);
    add(inside, 1);
    int going = variable();
    ifNonZero(left, () -> add(going, 1));
    loop(
        going,
        () -> {
          add(left, -1);
          step(x, y, cx, cy, inside, scratch);
          clear(going);
          ifNonZero(left, () -> ifNonZero(inside, () -> add(going, 1)));
        });
    shade(limit, left, inside, done, scratch);
    for (int cell : new int[] {left, inside, x[0], x[1], y[0], y[1]}) {
      clear(cell);
    }
    release(mark);
  }

  /**
   * Prints # inside; outside a character for the number of iterations: 1 blank, 2 or 3 dots and so
   * on.
   */
  private void shade(int limit, int left, int inside, int used, int scratch) {
    int character = variable();
    copy(limit, used, scratch);
    loop(
        left,
        () -> {
          add(left, -1);
          add(used, -1);
        });
    add(character, ' ');
    String steps = " .:-=+*%";
    shadeFrom(steps, 1, used, character);
    ifNonZero(inside, () -> set(character, '#'));
    print(character);
    clear(character);
    clear(used);
  }

  private void shadeFrom(String steps, int index, int used, int character) {
    if (index < steps.length()) {
      ifNonZero(
          used,
          () -> {
            add(used, -1);
            ifNonZero(
                used,
                () -> {
                  add(character, steps.charAt(index) - steps.charAt(index - 1));
                  shadeFrom(steps, index + 1, used, character);
                });
          });
    }
  }

  /** z = z * z + c, or clears {@code inside} if z is too large already. */
  private void step(int[] x, int[] y, int[] cx, int[] cy, int inside, int scratch) {
    int mark = nextFree();
    int absoluteX = variable();
    int absoluteY = variable();
    for (int part = 0; part < 2; part++) {
      copy(x[part], absoluteX, scratch);
      copy(y[part], absoluteY, scratch);
    }
    clearIfGreater(absoluteX, 63, inside, scratch);
    clearIfGreater(absoluteY, 63, inside, scratch);
    ifNonZero(
        inside,
        () -> {
          int squareX = variable();
          int squareY = variable();
          int total = variable();
          product(absoluteX, absoluteX, squareX, scratch, false);
          product(absoluteY, absoluteY, squareY, scratch, false);
          copy(squareX, total, scratch);
          copy(squareY, total, scratch);
          clearIfGreater(total, 128, inside, scratch);
          clear(total);
          ifNonZero(
              inside,
              () -> {
                product(absoluteX, absoluteY, total, scratch, true);
                int negative = variable();
                sameSign(x, y, negative);
                for (int part = 0; part < 2; part++) {
                  clear(x[part]);
                  clear(y[part]);
                  copy(cx[part], x[part], scratch);
                  copy(cy[part], y[part], scratch);
                }
                move(squareX, x[0]);
                move(squareY, x[1]);
                ifElse(negative, () -> move(total, y[1]), () -> move(total, y[0]));
                clear(negative);
                normalize(x, scratch);
                normalize(y, scratch);
              });
          clear(squareX);
          clear(squareY);
          clear(total);
        });
    clear(absoluteX);
    clear(absoluteY);
    release(mark);
  }

  private void sameSign(int[] x, int[] y, int negative) {
    ifNonZero(x[0], () -> ifNonZero(y[1], () -> add(negative, 1)));
    ifNonZero(x[1], () -> ifNonZero(y[0], () -> add(negative, 1)));
  }

  private void normalize(int[] number, int scratch) {
    loop(
        number[1],
        () -> {
          add(number[1], -1);
          ifElse(number[0], () -> add(number[0], -1), () -> add(scratch, 1));
        });
    move(scratch, number[1]);
  }

  private void clearIfGreater(int value, int bound, int inside, int scratch) {
    int mark = nextFree();
    int room = variable();
    int counted = variable();
    copy(value, counted, scratch);
    set(room, bound);
    loop(
        counted,
        () -> {
          add(counted, -1);
          ifElse(
              room,
              () -> add(room, -1),
              () -> {
                clear(counted);
                clear(inside);
              });
        });
    clear(room);
    release(mark);
  }

  /** result = first * second / 32, or twice that. */
  private void product(int first, int second, int result, int scratch, boolean twice) {
    int mark = nextFree();
    int times = variable();
    int summand = variable();
    int high = variable();
    int low = variable();
    int fraction = variable();
    copy(first, times, scratch);
    copy(second, summand, scratch);
    loop(
        times,
        () -> {
          add(times, -1);
          loop(
              summand,
              () -> {
                add(summand, -1);
                add(scratch, 1);
                increment(high, low);
              });
          move(scratch, summand);
        });
    clear(summand);
    int unit = twice ? 16 : 32;
    loop(
        high,
        () -> {
          add(high, -1);
          add(result, 256 / unit);
        });
    add(fraction, unit);
    loop(
        low,
        () -> {
          add(low, -1);
          add(fraction, -1);
          ifZero(
              fraction,
              () -> {
                add(fraction, unit);
                add(result, 1);
              });
        });
    clear(fraction);
    release(mark);
  }
}
