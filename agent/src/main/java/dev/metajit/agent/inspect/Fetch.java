package dev.metajit.agent.inspect;

/**
 * The reading of a guest instruction: an element of a container at an index. Both are variables as
 * a driver file writes them, such as {@code slot 7} or {@code frame.pc}.
 *
 * @param container the array or list that holds the program
 * @param index the program counter
 * @param containerField the field that the container was loaded from, as {@code
 *     package.Class.field}, or {@code null}
 * @param indexSlot slot of the index if it is a local, else -1
 * @param indexOwner internal name of the class whose field the index is, or {@code null}
 * @param indexField name of that field, or {@code null}
 */
record Fetch(
    String container,
    String index,
    String containerField,
    int indexSlot,
    String indexOwner,
    String indexField) {}
