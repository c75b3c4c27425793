package dev.metajit.backend.regalloc;

import java.util.List;

/**
 * The places of all values.
 *
 * @param start where the inputs are at the first node: for a loop, what everyone who jumps there
 *     must provide
 * @param assignments parallel to {@link Sequence#nodes}
 * @param jump what to do at the end so that all values of the jump are where its target wants them;
 *     empty without a jump
 * @param jumpTargets where the jump's values go, constants too; empty without a jump
 * @param spillSlots how many spill slots are used
 */
public record Allocation(
    Location[] start,
    List<Assignment> assignments,
    List<Move> jump,
    Location[] jumpTargets,
    int spillSlots) {}
