package dev.metajit.bench.guests;

/** All ways to put n queens on a board. */
final class Queens {
  private final int size;
  private final boolean[] columns;
  private final boolean[] up;
  private final boolean[] down;
  private int solutions;

  Queens(int size) {
    this.size = size;
    columns = new boolean[size];
    up = new boolean[2 * size];
    down = new boolean[2 * size];
  }

  int solutions() {
    place(0);
    return solutions;
  }

  private void place(int row) {
    if (row == size) {
      solutions++;
      return;
    }
    for (int column = 0; column < size; column++) {
      int u = row + column;
      int d = row - column + size;
      if (!(columns[column] || up[u] || down[d])) {
        set(column, u, d, true);
        place(row + 1);
        set(column, u, d, false);
      }
    }
  }

  private void set(int column, int u, int d, boolean taken) {
    columns[column] = taken;
    up[u] = taken;
    down[d] = taken;
  }
}
