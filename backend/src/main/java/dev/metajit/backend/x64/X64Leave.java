package dev.metajit.backend.x64;

import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Value;
import java.util.List;

/**
 * What it means when machine code comes back with a number: an exit, or that a loop's fuel is gone
 * and it wants to go on.
 *
 * @param exit null if the fuel is gone
 * @param kinds of the values in the transfer slots
 * @param again where to go on if the fuel is gone; else null
 */
record X64Leave(Exit exit, Kind[] kinds, X64CompiledTrace again) {
  static Kind[] kinds(List<? extends Value> values) {
    return values.stream().map(Value::kind).toArray(Kind[]::new);
  }
}
