package dev.metajit.codewriter;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Kind;
import java.util.List;

/**
 * A call through a method handle: {@code invokedynamic}, or {@code MethodHandle.invoke} and its
 * like.
 */
public final class CallSiteRef {
  /** What the call does, if that is known from its bootstrap method. */
  public enum Sort {
    /** Makes a lambda object, or gives the one there is, and no more. */
    LAMBDA,
    /** Gives the number of a class that the first argument is of, from the second argument on. */
    TYPE_SWITCH,
    /** Puts a string together. */
    CONCATENATION,
    ANY
  }

  /** Links a call site. */
  interface Link {
    Linked link() throws Throwable;
  }

  /**
   * A linked site.
   *
   * @param text the same call if it puts strings and primitives together, as {@link #text}
   * @param target what is called for ever, or null
   */
  record Linked(CallDescr call, CallDescr text, HandleTarget target) {}

  /** Finds what a handle at the site comes to. */
  interface Finder {
    HandleTarget find(Object handle);
  }

  private final String name;
  private final String desc;
  private final Sort sort;
  private final Link link;
  private final Finder finder;
  private volatile Linked linked;
  private Object handle;
  private HandleTarget target;

  /**
   * @param finder null if no handle is given to the site
   */
  CallSiteRef(String name, String desc, Sort sort, Link link, Finder finder) {
    this.name = name;
    this.desc = desc;
    this.sort = sort;
    this.link = link;
    this.finder = finder;
  }

  public String name() {
    return name;
  }

  /** Descriptor of the call, with every argument it takes. */
  public String desc() {
    return desc;
  }

  /** The kind of the result. */
  public Kind resultKind() {
    return Kind.ofDescriptor(desc.charAt(desc.indexOf(')') + 1));
  }

  public Sort sort() {
    return sort;
  }

  /**
   * The fields in which a lambda object that this site made holds the call's arguments, in their
   * order.
   *
   * @param lambda the object's class
   * @return {@code null} if that cannot be told for sure
   */
  public List<FieldDescr> captured(Class<?> lambda) {
    return sort == Sort.LAMBDA ? LambdaClasses.captured(lambda, desc) : null;
  }

  /** True if the first argument is a handle that says what is done. */
  public boolean takesHandle() {
    return finder != null;
  }

  /**
   * What the call comes to.
   *
   * @param given the handle, if the site {@link #takesHandle}
   * @return {@code null} if it can only be called
   */
  public HandleTarget target(Object given) {
    return finder == null ? linked().target() : find(given);
  }

  private synchronized HandleTarget find(Object given) {
    if (given == null) {
      return null;
    }
    if (handle != given) {
      target = finder.find(given);
      handle = given;
    }
    return target;
  }

  /**
   * The call. Linked by the site's bootstrap method at the first call; where threads race, one
   * result wins.
   *
   * @throws LinkageError what the JVM throws if that fails
   */
  public CallDescr link() {
    return linked().call();
  }

  /**
   * The call of a {@link Sort#CONCATENATION}, as one that does not throw: what it makes must be
   * short. Null if it may run code of its arguments' classes.
   */
  public CallDescr text() {
    return linked().text();
  }

  private Linked linked() {
    return linked != null ? linked : publish(Linkage.linkage(link::link));
  }

  private synchronized Linked publish(Linked made) {
    if (linked == null) {
      linked = made;
    }
    return linked;
  }

  @Override
  public String toString() {
    return name + desc;
  }
}
