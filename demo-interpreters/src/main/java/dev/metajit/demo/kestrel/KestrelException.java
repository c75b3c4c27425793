package dev.metajit.demo.kestrel;

import java.util.ArrayList;
import java.util.List;

/** A guest exception on its way to a handler: thrown by the guest, or by the interpreter. */
public final class KestrelException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_TRACE = 16;

  private final transient ErrorKind kind;
  private transient Object value;
  private transient CodeObject origin;
  private transient int originPc;
  private transient List<String> trace;

  /** An error of the interpreter; its guest object is made when somebody asks for it. */
  KestrelException(ErrorKind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  /** A value that the guest threw. */
  KestrelException(Object value) {
    super(null, null, false, false);
    this.kind = null;
    this.value = value;
  }

  /** The guest object that a {@code catch} gets. */
  Object value() {
    if (value == null && kind != null) {
      value = ErrorClasses.newError(kind, super.getMessage());
    }
    return value;
  }

  /** Notes where it was thrown; only the first note counts. */
  void thrownAt(CodeObject code, int pc) {
    if (origin == null) {
      origin = code;
      originPc = pc;
    }
  }

  /** Notes that it leaves a function. */
  void leaves(CodeObject code, int pc) {
    if (trace == null) {
      trace = new ArrayList<>();
    }
    if (trace.size() < LONGEST_TRACE) {
      trace.add(code.name + ":" + code.lineAt(pc));
    }
  }

  /** The source line where it was thrown, from 1; 0 if it was thrown outside of guest code. */
  public int line() {
    return origin == null ? 0 : origin.lineAt(originPc);
  }

  /** The innermost functions that it has left, as {@code name:line}. */
  public List<String> trace() {
    return trace == null ? List.of() : List.copyOf(trace);
  }

  /** The class and message of an error, or the thrown value. */
  @Override
  public String getMessage() {
    if (kind != null) {
      return kind.className + ": " + super.getMessage();
    }
    return ErrorClasses.isError(value)
        ? Conversions.str(value)
        : "uncaught " + Conversions.str(value);
  }
}
