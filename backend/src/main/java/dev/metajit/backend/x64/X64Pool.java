package dev.metajit.backend.x64;

import dev.metajit.backend.x64.X64Operand.Label;
import dev.metajit.backend.x64.X64Operand.Relative;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The data behind the code: constants, and cells that are written while the code runs. */
final class X64Pool {
  /** A 16-byte constant. */
  private record Pair(long low, long high) {}

  private static final int LINE = 64;

  private final Map<Pair, Label> pairs = new LinkedHashMap<>();
  private final Map<Long, Label> words = new LinkedHashMap<>();
  private final Map<List<Integer>, Label> tables = new LinkedHashMap<>();
  private final List<Label> cells = new ArrayList<>();

  /** An 8-byte constant in memory; also good for its low 4 bytes. */
  X64Operand word(long bits) {
    return new Relative(words.computeIfAbsent(bits, b -> new Label("c" + Long.toHexString(b))));
  }

  /** A 16-byte aligned constant in memory. */
  X64Operand pair(long low, long high) {
    Pair pair = new Pair(low, high);
    return new Relative(pairs.computeIfAbsent(pair, p -> new Label("p" + pairs.size())));
  }

  /** 4-byte numbers in memory, and a 0 behind them. */
  X64Operand table(List<Integer> numbers) {
    List<Integer> key = List.copyOf(numbers);
    return new Relative(tables.computeIfAbsent(key, k -> new Label("table" + tables.size())));
  }

  /** An 8-byte cell that holds 0 at first. */
  Label cell(String name) {
    Label cell = new Label(name);
    cells.add(cell);
    return cell;
  }

  /** Writes all data behind the code. */
  void emit(X64Encoder code) {
    code.align(16);
    pairs.forEach(
        (pair, label) -> {
          code.bind(label);
          code.data(pair.low);
          code.data(pair.high);
        });
    words.forEach(
        (bits, label) -> {
          code.bind(label);
          code.data(bits);
        });
    tables.forEach(
        (numbers, label) -> {
          code.bind(label);
          numbers.forEach(code::number);
          code.number(0);
        });
    if (!cells.isEmpty()) {
      code.align(LINE);
    }
    for (Label cell : cells) {
      code.bind(cell);
      code.data(0);
    }
  }
}
