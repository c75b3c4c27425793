package dev.metajit.backend.regalloc;

import java.util.List;

/**
 * Where the operands of one node are.
 *
 * @param moves to be made before the node, in this order
 * @param uses parallel to {@link Node#uses}
 * @param result the result's register, or null
 * @param temporaries parallel to {@link Node#temporaries}
 * @param exits parallel to {@link Node#exitValues}; null where that is {@link Node#NONE}
 */
public record Assignment(
    List<Move> moves, Location[] uses, Register result, Register[] temporaries, Location[] exits) {}
