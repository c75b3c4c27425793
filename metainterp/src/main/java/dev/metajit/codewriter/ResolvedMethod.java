package dev.metajit.codewriter;

import dev.metajit.driver.UnrollCondition;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.InvalidationToken;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Modifier;

/**
 * A method of a loaded class. Interned per linker unless it is caller-sensitive, so {@code ==}
 * mostly compares.
 */
public final class ResolvedMethod {
  private final Linker linker;
  private final Class<?> owner;
  private final MethodKey key;
  private final int access;
  private final FieldDescr elidableBy;
  private final boolean promoted;
  private final boolean elidable;
  private final BytesAccess bytesAccess;
  private final UnrollCondition unrolling;
  private MethodHandle handle;
  private volatile Known known;
  private CallDescr containedCall;
  private Boolean box;

  /** The call, and until when what it may do is known. */
  private record Known(CallDescr call, InvalidationToken until) {}

  /**
   * @param handle calls exactly this method, receiver first; {@code null} to look it up when needed
   */
  ResolvedMethod(Linker linker, Class<?> owner, MethodKey key, int access, MethodHandle handle) {
    this.linker = linker;
    this.owner = owner;
    this.key = key;
    this.access = access;
    this.handle = handle;
    this.bytesAccess = BytesAccess.of(ClassFacts.internalName(owner), key);
    this.unrolling = linker.unrolling(owner, key);
    this.elidableBy = Modifier.isStatic(access) ? null : linker.elidableBy(owner, key);
    this.promoted = linker.isPromoted(owner, key);
    this.elidable = linker.isElidable(owner, key);
  }

  /** The class that declares it. */
  public Class<?> owner() {
    return owner;
  }

  public String name() {
    return key.name();
  }

  public String desc() {
    return key.desc();
  }

  MethodKey key() {
    return key;
  }

  /** The access flags of {@link java.lang.reflect.Modifier}. */
  public int access() {
    return access;
  }

  public boolean isStatic() {
    return Modifier.isStatic(access);
  }

  public boolean isAbstract() {
    return Modifier.isAbstract(access);
  }

  /** True if no other method can be selected in its place. */
  public boolean isFinal() {
    return (access & (Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL)) != 0
        || Modifier.isFinal(owner.getModifiers())
        || isConstructor();
  }

  public boolean isConstructor() {
    return key.name().equals("<init>");
  }

  /** True if the agent has made this method known as a portal. */
  public boolean isPortal() {
    return linker.isPortal(this);
  }

  /** True if a hint says that this method boxes its argument. */
  public boolean isBox() {
    if (box == null) {
      box = linker.boxCalls().isBox(this);
    }
    return box;
  }

  /**
   * The call that makes boxes of this class, as this method does; it takes what the box holds. Null
   * if the class does not look like that of a box.
   */
  public CallDescr boxCall(Class<?> boxClass) {
    return linker.boxCalls().call(this, boxClass);
  }

  /** True if this class is the declared type of the result. */
  public boolean gives(Class<?> type) {
    return handle().type().returnType() == type;
  }

  /**
   * The field of the receiver on which, apart from the other arguments, the result depends alone;
   * {@code null} if that is not known.
   */
  public FieldDescr elidableBy() {
    return elidableBy;
  }

  /** True if a hint says that the result depends on the arguments alone. */
  public boolean isElidable() {
    return elidable;
  }

  /** True if a hint says that the result is the same at each guest location. */
  public boolean isPromoted() {
    return promoted;
  }

  /** When this method is looked into, if it has a loop. */
  public UnrollCondition unrolling() {
    return unrolling;
  }

  /** What it does if it is a plain access of {@code Unsafe} to memory, else {@code null}. */
  public BytesAccess bytesAccess() {
    return bytesAccess;
  }

  /**
   * Calls exactly this method, receiver first; of a constructor, on an object that is there
   * already.
   */
  MethodHandle handle() {
    if (handle == null) {
      handle = Linkage.linkage(() -> Linker.exactHandle(owner, key, isStatic()));
    }
    return handle;
  }

  /**
   * The call of exactly this method, without selection, with what it may do. The name is {@code
   * class.method}.
   */
  public CallDescr callDescr() {
    Known current = known;
    return current != null && !current.until.isInvalid() ? current.call : publish();
  }

  /** The same from a method whose calls touch nothing that traces look into. */
  synchronized CallDescr containedCall() {
    if (containedCall == null) {
      containedCall = linker.containedCall(this);
    }
    return containedCall;
  }

  private CallDescr publish() {
    InvalidationToken until = linker.redefinitions().token();
    CallDescr made = linker.exactCall(this);
    synchronized (this) {
      if (known == null || known.until.isInvalid()) {
        known = new Known(made, until);
      }
      return known.call;
    }
  }

  @Override
  public String toString() {
    return owner.getName() + "." + name() + desc();
  }
}
