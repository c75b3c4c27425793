package dev.metajit.codewriter;

import java.util.Arrays;

/**
 * Where a switch goes. The arrays are shared: do not write to them.
 *
 * @param keys the cases, in rising order
 * @param targets the position for each case
 * @param defaultTarget the position for every other value
 */
public record SwitchTable(int[] keys, int[] targets, int defaultTarget) {
  /** The position for a value. */
  public int targetOf(int key) {
    int index = indexOf(key);
    return index < 0 ? defaultTarget : targets[index];
  }

  /** Index of the case for a value; negative if it is the default's. */
  public int indexOf(int key) {
    int dense = key - (keys.length == 0 ? 0 : keys[0]);
    if (dense >= 0 && dense < keys.length && keys[dense] == key) {
      return dense;
    }
    return Arrays.binarySearch(keys, key);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SwitchTable that
        && Arrays.equals(keys, that.keys)
        && Arrays.equals(targets, that.targets)
        && defaultTarget == that.defaultTarget;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(keys) * 31 + Arrays.hashCode(targets);
  }
}
