package dev.metajit.driver;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What authors of interpreters, or of driver files, say about classes, fields and methods. Lines of
 * driver files are known from the start; annotations become known class by class, when {@link
 * #readAnnotations} is given the class file. Classes are told apart by internal name. Safe for use
 * by several threads.
 *
 * <p>A query about a class whose file has not been read yet answers from driver files alone: read
 * it first.
 */
public final class Hints {
  /** A line of a driver file, and the driver it stands in. */
  private record Line(MemberPattern pattern, String driver) {}

  private final Map<Hint, List<Line>> lines = new EnumMap<>(Hint.class);
  private final List<ElidableBy> elidableBy = new CopyOnWriteArrayList<>();
  private final List<UnrollIf> unrollIf = new CopyOnWriteArrayList<>();
  private final Map<Hint, Set<String>> annotated = new EnumMap<>(Hint.class);
  private final Set<String> read = ConcurrentHashMap.newKeySet();

  /** Methods whose result depends on their arguments and one field of their receiver. */
  private record ElidableBy(MemberPattern method, String field, String driver) {}

  /** Methods whose loop is short under a condition. */
  private record UnrollIf(MemberPattern method, UnrollCondition condition, String driver) {}

  /** No hints yet. */
  public Hints() {
    for (Hint hint : Hint.values()) {
      lines.put(hint, new CopyOnWriteArrayList<>());
      annotated.put(hint, ConcurrentHashMap.newKeySet());
    }
  }

  /**
   * Adds one line of a driver file.
   *
   * @param hint what it says
   * @param target the class or member it says it of; a field with immutable contents may be written
   *     {@code Class.field[*]}, an elidable method {@code Class.method by field}, an unroll-safe
   *     one {@code Class.method if constant 1}
   * @param driver the {@link DriverSpec#origin} of the driver it belongs to, or "" if to none
   * @throws DriverException if the target is not well formed
   */
  public void add(Hint hint, String target, String driver) {
    List<String> words = Words.of(target);
    UnrollCondition condition =
        hint == Hint.UNROLL_SAFE && words.size() > 1
            ? UnrollCondition.parse(words.subList(1, words.size()))
            : null;
    if (condition != null) {
      unrollIf.add(new UnrollIf(MemberPattern.ofMember(words.get(0)), condition, driver));
    } else if (hint == Hint.ELIDABLE && words.size() == 3 && words.get(1).equals("by")) {
      elidableBy.add(new ElidableBy(MemberPattern.ofMember(words.get(0)), words.get(2), driver));
    } else if (words.size() > 1) {
      throw new DriverException("'" + target + "': too many words; write one name to a line");
    } else {
      addPattern(hint, target, driver);
    }
  }

  private void addPattern(Hint hint, String target, String driver) {
    boolean contents = target.endsWith("[*]");
    String name = contents ? target.substring(0, target.length() - 3) : target;
    if (contents && hint != Hint.IMMUTABLE && hint != Hint.IMMUTABLE_CONTENTS) {
      throw new DriverException("'" + target + "': only an immutable field can end in [*]");
    }
    MemberPattern pattern =
        hint == Hint.VIRTUALIZABLE ? MemberPattern.ofClass(name) : MemberPattern.ofMember(name);
    lines.get(hint).add(new Line(pattern, driver));
    if (contents) {
      lines.get(Hint.IMMUTABLE_CONTENTS).add(new Line(pattern, driver));
    }
  }

  /** Takes back what a driver says: it was written for other class files. */
  public void forget(String driver) {
    lines.values().forEach(all -> all.removeIf(line -> line.driver.equals(driver)));
    elidableBy.removeIf(one -> one.driver.equals(driver));
    unrollIf.removeIf(one -> one.driver.equals(driver));
  }

  /** Reads the annotations of a class file; reading it again changes nothing. */
  public void readAnnotations(byte[] classFile) {
    HintReader reader = new HintReader(classFile);
    if (read.add(reader.className())) {
      reader.forEach((hint, key) -> annotated.get(hint).add(key));
    }
  }

  /** True if {@link #readAnnotations} has seen the class. */
  public boolean isRead(String owner) {
    return read.contains(owner);
  }

  /** True if a call of the method can be folded or shared. */
  public boolean isElidable(String owner, String name, String desc) {
    return method(Hint.ELIDABLE, owner, name, desc);
  }

  /** True if the method gives a box of its argument. */
  public boolean isBox(String owner, String name, String desc) {
    return method(Hint.BOX, owner, name, desc);
  }

  /**
   * The name of the field of the receiver on which, apart from the other arguments, the method's
   * result depends alone; {@code null} if that is not said.
   */
  public String elidableBy(String owner, String name, String desc) {
    for (ElidableBy one : elidableBy) {
      if (one.method.matches(owner, name, desc)) {
        return one.field;
      }
    }
    return null;
  }

  /** True if the method is not to be traced into. */
  public boolean isOpaque(String owner, String name, String desc) {
    return method(Hint.OPAQUE, owner, name, desc);
  }

  /** True if the method's loops may be unrolled, whatever its arguments. */
  public boolean isUnrollSafe(String owner, String name, String desc) {
    return method(Hint.UNROLL_SAFE, owner, name, desc);
  }

  /** When the method's loops may be unrolled; {@link UnrollCondition#NEVER} if nothing is said. */
  public UnrollCondition unrolling(String owner, String name, String desc) {
    if (isUnrollSafe(owner, name, desc)) {
      return UnrollCondition.ALWAYS;
    }
    for (UnrollIf one : unrollIf) {
      if (one.method.matches(owner, name, desc)) {
        return one.condition;
      }
    }
    return UnrollCondition.NEVER;
  }

  /** True if the method is called at most once per loop entry. */
  public boolean isLoopInvariant(String owner, String name, String desc) {
    return method(Hint.LOOP_INVARIANT, owner, name, desc);
  }

  /** True if a driver file asks to trace into the method. */
  public boolean isLookInside(String owner, String name, String desc) {
    return method(Hint.LOOK_INSIDE, owner, name, desc);
  }

  /** True if a call of the method changes no field or element that a trace looks into. */
  public boolean isReadsOnly(String owner, String name, String desc) {
    return method(Hint.READS_ONLY, owner, name, desc);
  }

  /** True if what the method calls reads and writes no field or element that a trace looks into. */
  public boolean isContained(String owner, String name, String desc) {
    return method(Hint.CONTAINED, owner, name, desc);
  }

  /** True if compiled code is to take the method's result for constant, with a guard. */
  public boolean isPromoted(String owner, String name, String desc) {
    return method(Hint.PROMOTE, owner, name, desc);
  }

  /** True if the field is never written again once it has been read. */
  public boolean isImmutable(String owner, String field) {
    return field(Hint.IMMUTABLE, owner, field) || isImmutableContents(owner, field);
  }

  /** True if the field is immutable, and so are the elements of the array it holds. */
  public boolean isImmutableContents(String owner, String field) {
    return field(Hint.IMMUTABLE_CONTENTS, owner, field);
  }

  /** True if compiled code is to take the field's value for constant, with a guard. */
  public boolean isQuasiImmutable(String owner, String field) {
    return field(Hint.QUASI_IMMUTABLE, owner, field);
  }

  /** True if objects of the class are interpreter frames. */
  public boolean isVirtualizable(String owner) {
    return annotated.get(Hint.VIRTUALIZABLE).contains(owner)
        || lines.get(Hint.VIRTUALIZABLE).stream().anyMatch(l -> l.pattern.matchesClass(owner));
  }

  private boolean method(Hint hint, String owner, String name, String desc) {
    return annotated.get(hint).contains(owner + "." + name + desc)
        || lines.get(hint).stream().anyMatch(l -> l.pattern.matches(owner, name, desc));
  }

  private boolean field(Hint hint, String owner, String field) {
    return annotated.get(hint).contains(owner + "." + field)
        || annotated.get(hint).contains(owner)
        || lines.get(hint).stream().anyMatch(l -> l.pattern.matches(owner, field, null));
  }
}
