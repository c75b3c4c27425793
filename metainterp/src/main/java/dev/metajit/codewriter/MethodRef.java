package dev.metajit.codewriter;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.Kind;

/** A method that an instruction names; looked up when first asked for. */
public final class MethodRef {
  /** How it is called. */
  public enum Mode {
    STATIC,
    /** A constructor, a private method, or a method of a superclass by {@code super}. */
    SPECIAL,
    VIRTUAL,
    INTERFACE
  }

  private final Linker linker;
  private final Class<?> caller;
  private final Mode mode;
  private final String owner;
  private final boolean ownerIsInterface;
  private final MethodKey key;
  private ResolvedMethod resolved;
  private CallDescr dispatching;

  MethodRef(
      Linker linker,
      Class<?> caller,
      Mode mode,
      String owner,
      boolean ownerIsInterface,
      MethodKey key) {
    this.linker = linker;
    this.caller = caller;
    this.mode = mode;
    this.owner = owner;
    this.ownerIsInterface = ownerIsInterface;
    this.key = key;
  }

  /** How it is called. */
  public Mode mode() {
    return mode;
  }

  /** Internal name of the class as the instruction names it. */
  public String owner() {
    return owner;
  }

  public String name() {
    return key.name();
  }

  public String desc() {
    return key.desc();
  }

  /** The kind of the result. */
  public Kind resultKind() {
    return Kind.ofDescriptor(desc().charAt(desc().indexOf(')') + 1));
  }

  Class<?> caller() {
    return caller;
  }

  boolean ownerIsInterface() {
    return ownerIsInterface;
  }

  /**
   * The method that the name stands for; of a virtual or interface call the one that {@link
   * #select} starts from.
   *
   * @throws LinkageError what the JVM throws if there is no such method
   */
  public ResolvedMethod resolve() {
    if (resolved == null) {
      resolved = linker.method(this);
    }
    return resolved;
  }

  /** True if the receiver's class does not matter: static, special, private or final. */
  public boolean isExact() {
    return mode == Mode.STATIC || mode == Mode.SPECIAL || resolve().isFinal();
  }

  /**
   * The method that is called for a receiver of exactly this class (JVMS 5.4.6); {@link #resolve()}
   * if {@link #isExact()}.
   *
   * @throws LinkageError what the JVM throws if there is none, or it is abstract
   */
  public ResolvedMethod select(Class<?> receiver) {
    return isExact() ? resolve() : linker.select(resolve(), receiver);
  }

  /** The call as the instruction makes it: selects by the receiver's class at run time. */
  public CallDescr callDescr() {
    if (isExact()) {
      return resolve().callDescr();
    }
    if (dispatching == null) {
      dispatching = linker.dispatchingCall(this);
    }
    return dispatching;
  }

  @Override
  public String toString() {
    return owner + "." + name() + desc();
  }
}
