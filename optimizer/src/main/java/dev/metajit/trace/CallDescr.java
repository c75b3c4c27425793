package dev.metajit.trace;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * A callee: how to call it and what it may do. The handle's type is erased: parameters and result
 * are {@code int}, {@code long}, {@code float}, {@code double}, {@code Object} or {@code void}, one
 * parameter per argument (the receiver first).
 */
public final class CallDescr implements Descr {
  private final String name;
  private final MethodHandle target;
  private final EffectInfo effect;
  private final List<Kind> parameters;
  private final Kind result;
  private final FieldDescr boxed;
  private final TextRecipe recipe;
  private final Class<?> resultClass;
  private final boolean inlinable;
  private final Variants variants;
  private volatile MethodHandle spreader;

  /**
   * @param name class and method, for people: {@code Arithmetic.add}
   * @param target the handle; it is adapted to its erased type here
   * @param effect what it may do
   */
  public CallDescr(String name, MethodHandle target, EffectInfo effect) {
    this(name, target, effect, null, null, effect.isElidable(), null);
  }

  private CallDescr(
      String name,
      MethodHandle target,
      EffectInfo effect,
      FieldDescr boxed,
      TextRecipe recipe,
      boolean inlinable,
      Variants variants) {
    this.variants = variants;
    this.recipe = recipe;
    this.inlinable = inlinable;
    this.name = name;
    this.target = MethodHandles.explicitCastArguments(target, intType(target.type().erase()));
    this.effect = effect;
    this.parameters = target.type().parameterList().stream().map(Kind::of).toList();
    this.result = Kind.of(target.type().returnType());
    this.boxed = boxed;
    this.resultClass = target.type().returnType();
  }

  /**
   * A callee that boxes a primitive.
   *
   * @param boxed the field of the box that holds the value; its class is the class of every box
   */
  public static CallDescr ofBox(
      String name, MethodHandle target, EffectInfo effect, FieldDescr boxed) {
    return new CallDescr(name, target, effect, boxed, null, true, null);
  }

  /**
   * A callee that does anything, and that is small: a way to where compiled code goes on.
   *
   * @param variants of the guest function that is called; null if there are to be none
   */
  public static CallDescr ofPortal(String name, MethodHandle target, Variants variants) {
    return new CallDescr(name, target, EffectInfo.RANDOM, null, null, true, variants);
  }

  /** A callee that makes a {@code String} of its arguments, and never throws. */
  public static CallDescr ofText(String name, MethodHandle target, TextRecipe recipe) {
    EffectInfo effect = EffectInfo.of(EffectInfo.Extra.PURE_ALLOCATION);
    return new CallDescr(name, target, effect, null, recipe, false, null);
  }

  private static MethodType intType(MethodType type) {
    MethodType ints = type;
    for (int i = 0; i < type.parameterCount(); i++) {
      if (Kind.of(type.parameterType(i)) == Kind.INT) {
        ints = ints.changeParameterType(i, int.class);
      }
    }
    return Kind.of(type.returnType()) == Kind.INT ? ints.changeReturnType(int.class) : ints;
  }

  public String name() {
    return name;
  }

  /** The handle, of the erased type. */
  public MethodHandle target() {
    return target;
  }

  /**
   * The handle as {@code (Object[])Object}: takes boxed arguments, gives a boxed result, null for
   * void.
   */
  public MethodHandle spreader() {
    MethodHandle made = spreader;
    if (made == null) {
      made =
          target
              .asFixedArity()
              .asType(target.type().generic())
              .asSpreader(Object[].class, target.type().parameterCount());
      spreader = made;
    }
    return made;
  }

  /**
   * Of a callee that boxes a primitive because a hint says so, the field that holds the value; else
   * null.
   */
  public FieldDescr boxed() {
    return boxed;
  }

  /** Of a callee that makes a text, what it is made of, if that is known; else null. */
  public TextRecipe recipe() {
    return recipe;
  }

  /** Of a guest function, its variants; else null. */
  public Variants variants() {
    return variants;
  }

  /**
   * True if a backend that leaves inlining to HotSpot may have the callee inlined. Others are
   * called: what they do is too large for the code of a trace, and where very much is inlined into
   * one method HotSpot's compiler has been seen to make mistakes (JDK 25, incremental inlining).
   */
  public boolean isInlinable() {
    return inlinable;
  }

  public EffectInfo effect() {
    return effect;
  }

  public List<Kind> parameters() {
    return parameters;
  }

  public Kind result() {
    return result;
  }

  /** What the callee declares to return. */
  public Class<?> resultClass() {
    return resultClass;
  }

  @Override
  public String text() {
    return name;
  }

  @Override
  public String toString() {
    return text();
  }
}
