package dev.metajit.backend.jvm;

import dev.metajit.backend.TraceGroup;
import dev.metajit.trace.Trace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Chooses which traces go into one method: all that can be reached from the entry, as far as
 * HotSpot still compiles the method; those that are nearest to the entry come first. Others go into
 * methods of their own: each is entered at a trace that the methods before it lead to. To the rest
 * the class leaves through its exits.
 */
final class MethodPlan {
  /** HotSpot compiles methods of up to this many bytes ({@code HugeMethodLimit}). */
  static final int LIMIT = 8000;

  /**
   * One byte in so many is not planned with: branches may turn out longer than they were measured.
   */
  private static final int MARGIN = 16;

  /** How many methods a class may have: what is farther away is seldom gone to. */
  private static final int MOST_METHODS = 16;

  /** A root that takes more than one part in so many of a method has a method of its own. */
  private static final int OWN_METHOD = 4;

  /** The part of the room that is planned with when more turned out not to fit. */
  private static final double LESS = 0.9;

  private final TraceGroup group;
  private final Trace entry;
  private final CodeSizes sizes;
  private final MethodForm form;
  private final List<Trace> roots;
  private final int mostMethods;
  private final int room;
  private final List<List<Trace>> candidates;

  /** Traces that do not even fit when each has a method of its own. */
  private final Set<Trace> tooLong = new HashSet<>();

  /**
   * A plan of the method that is entered at this trace, and at no other.
   *
   * @param form of the method
   * @param hasParts whether there may be more methods than that
   */
  MethodPlan(Compilation compilation, Trace entry, MethodForm form, boolean hasParts) {
    this(compilation, entry, List.of(), form, hasParts);
  }

  /**
   * A plan of a class that is entered at several traces.
   *
   * @param entry where its first method starts
   * @param roots what else can be reached from there and is entered from outside, if there is room
   * @param form of the first method
   * @param hasParts whether there may be more methods than that
   */
  MethodPlan(
      Compilation compilation, Trace entry, List<Trace> roots, MethodForm form, boolean hasParts) {
    this.group = compilation.group();
    this.sizes = compilation.sizes();
    this.entry = entry;
    this.roots = roots;
    this.form = form;
    this.mostMethods = hasParts ? MOST_METHODS : 1;
    this.room = room(compilation.limit());
    this.candidates = partition(sizes::about, room);
  }

  /** What the class may be made of: with the same candidates, it comes out the same. */
  List<List<Trace>> candidates() {
    return candidates;
  }

  /** Makes the class. The entry has its method even if it is too long for it. */
  GeneratedClass generate() {
    GeneratedClass generated = generate(candidates);
    double less = room;
    while (!fits(generated, room) && canBeLess(generated)) {
      generated = generate(partition(sizesIn(generated), (int) less));
      less *= LESS;
    }
    return generated;
  }

  /** True if there may be a plan without these long methods; takes note of traces too long. */
  private boolean canBeLess(GeneratedClass generated) {
    boolean canBeLess = false;
    for (List<Trace> method : generated.methods()) {
      if (generated.codeSize(method) > room) {
        boolean isLeftOut = method.size() == 1 && method.get(0) != entry;
        canBeLess |= method.size() > 1 || isLeftOut && tooLong.add(method.get(0));
      }
    }
    return canBeLess;
  }

  private GeneratedClass generate(List<List<Trace>> methods) {
    GeneratedClass generated = ClassGenerator.generate(group, methods, roots, form);
    sizes.add(generated);
    return generated;
  }

  private ToIntFunction<Trace> sizesIn(GeneratedClass generated) {
    return trace -> {
      Integer size = generated.sizes().get(trace);
      return size == null ? sizes.about(trace) : size;
    };
  }

  /** How many bytes may be planned with where a method may have that many. */
  static int room(int limit) {
    return limit - limit / MARGIN;
  }

  /** True if there is room for each of the methods. */
  static boolean fits(GeneratedClass generated, int room) {
    return generated.bytes() != null && generated.codeSize() <= room;
  }

  private List<List<Trace>> partition(ToIntFunction<Trace> size, int most) {
    List<List<Trace>> methods = new ArrayList<>();
    Set<Trace> left = new HashSet<>(group.reachable(entry));
    left.removeAll(tooLong);
    List<Trace> entries = new ArrayList<>(List.of(entry));
    for (int i = 0; i < entries.size() && methods.size() < mostMethods; i++) {
      Trace first = entries.get(i);
      if (left.contains(first) && (methods.isEmpty() || form.canGoOnIn(first))) {
        Set<Trace> among = new HashSet<>(left);
        if (!methods.isEmpty()) {
          roots.stream().filter(root -> isLong(root, size, most)).forEach(among::remove);
        }
        List<Trace> chosen = fill(first, among, size, most);
        left.removeAll(chosen);
        methods.add(chosen);
        chosen.forEach(trace -> entries.addAll(group.successors(trace)));
      }
    }
    return methods;
  }

  /** Whether a root is to start a method of its own, so that it can be entered. */
  private static boolean isLong(Trace root, ToIntFunction<Trace> size, int most) {
    return size.applyAsInt(root) > most / OWN_METHOD;
  }

  /** The traces nearest to a method's entry that fit together. */
  private List<Trace> fill(Trace first, Set<Trace> among, ToIntFunction<Trace> size, int most) {
    Set<Trace> chosen = new HashSet<>(List.of(first));
    int used = size.applyAsInt(first);
    for (Trace trace : group.reachable(first, among)) {
      if (trace != first && used + size.applyAsInt(trace) <= most) {
        chosen.add(trace);
        used += size.applyAsInt(trace);
      }
    }
    return group.reachable(first, chosen);
  }
}
