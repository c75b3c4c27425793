package dev.metajit.agent.inspect;

import java.util.List;
import java.util.Optional;

/**
 * A loop that may be the dispatch loop of an interpreter.
 *
 * @param className internal name of its class
 * @param method its method
 * @param desc the method's descriptor
 * @param overloaded true if the class has another method of this name
 * @param bytes size of the method, in bytecode bytes
 * @param shape what the loop is around
 * @param targets number of cases, or of implementations of the method that is called
 * @param fetch where its instructions come from, if that could be found out
 * @param jumps true if the program counter is set to other values than the next one
 * @param tables fields of arrays that are read in the loop and not written, as {@code
 *     package.Class.field}
 * @param score how much it looks like a dispatch loop; higher is better
 */
record DispatchLoop(
    String className,
    String method,
    String desc,
    boolean overloaded,
    int bytes,
    Shape shape,
    int targets,
    Optional<Fetch> fetch,
    boolean jumps,
    List<String> tables,
    double score) {
  /** What the loop is around. */
  enum Shape {
    /** A switch. */
    SWITCH,
    /** A virtual call on an element. */
    CALL
  }

  DispatchLoop {
    tables = List.copyOf(tables);
  }

  /** Name of the portal as a driver file writes it. */
  String portal() {
    return className.replace('/', '.') + "." + method + (overloaded ? desc : "");
  }
}
