package dev.metajit.backend.regalloc;

import java.util.List;

/**
 * The instructions of one trace.
 *
 * @param banks the bank of each value, by number
 * @param inputs the values that are there at the start; on entry, value {@code i} of them is in
 *     transfer slot {@code i}
 * @param loop true if the trace can be jumped to: then the inputs get places at the loop's start,
 *     which the back-edge and the entry fill; else they stay in their transfer slots until needed
 * @param nodes the instructions, without the jump at the end
 * @param jump what happens at the end, or null if the last node leaves
 */
public record Sequence(List<Bank> banks, int[] inputs, boolean loop, List<Node> nodes, Jump jump) {
  /**
   * A jump to the start of a loop.
   *
   * @param values the value for each input of the target; {@link Node#NONE} where it is none of
   *     ours (a constant)
   * @param targets where the target wants them; null for the start of this very trace
   */
  public record Jump(int[] values, Location[] targets) {}
}
