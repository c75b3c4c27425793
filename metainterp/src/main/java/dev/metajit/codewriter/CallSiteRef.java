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
  /** Links a call site. */
  interface Link {
    CallDescr link() throws Throwable;
  }

  private final String name;
  private final String desc;
  private final boolean makesLambda;
  private final Link link;
  private volatile CallDescr linked;

  /**
   * @param makesLambda true if the JDK's {@code LambdaMetafactory} links it
   */
  CallSiteRef(String name, String desc, boolean makesLambda, Link link) {
    this.name = name;
    this.desc = desc;
    this.makesLambda = makesLambda;
    this.link = link;
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

  /** True if all that the call does is to make a lambda object, or to give the one there is. */
  public boolean makesLambda() {
    return makesLambda;
  }

  /**
   * The fields in which a lambda object that this site made holds the call's arguments, in their
   * order.
   *
   * @param lambda the object's class
   * @return {@code null} if that cannot be told for sure
   */
  public List<FieldDescr> captured(Class<?> lambda) {
    return makesLambda ? LambdaClasses.captured(lambda, desc) : null;
  }

  /**
   * The call. Linked by the site's bootstrap method at the first call; where threads race, one
   * result wins.
   *
   * @throws LinkageError what the JVM throws if that fails
   */
  public CallDescr link() {
    return linked != null ? linked : publish(Linkage.linkage(link::link));
  }

  private synchronized CallDescr publish(CallDescr made) {
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
