package dev.metajit.optimizer;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import java.lang.reflect.Modifier;

/**
 * Keeps boxed primitives as their value: a call of a {@code valueOf} gives a {@link Virtual} box.
 * Which object it would be is up to the JDK's caches, so where identity matters, and at exits,
 * {@code valueOf} is called after all. The same goes for other pure allocations out of a primitive,
 * such as {@code Long.toString}, and for texts put together ({@link Texts}): what they would be is
 * known, and they are made by the same call where they are needed.
 */
final class BoxesPass extends Pass {
  /** So many texts may be pieces of one another: a text that grows is made now and then. */
  private static final int MAX_DEPTH = 8;

  BoxesPass(Walk walk) {
    super(walk);
  }

  @Override
  void process(Operation operation) {
    Virtual result =
        operation.op().isCall() && operation.result() != null ? virtual(operation) : null;
    if (result == null) {
      passOn(operation);
      return;
    }
    facts.setVirtual(operation.result(), result);
    walk.callRemoved();
  }

  private Virtual virtual(Operation operation) {
    CallDescr call = operation.call();
    Class<?> type = Boxes.boxClass(call);
    if (type != null) {
      return Virtual.box(call, type, operation.argument(0));
    }
    return mayWait(call) ? Virtual.result(call, operation.arguments(), depth(operation)) : null;
  }

  /** How deep the call's result is; what is deep already is made. */
  private int depth(Operation operation) {
    int deepest = 0;
    for (Value argument : operation.arguments()) {
      Virtual part = facts.virtual(argument);
      if (part != null && part.depth() >= MAX_DEPTH) {
        walk.virtuals().force(argument);
      } else if (part != null) {
        deepest = Math.max(deepest, part.depth());
      }
    }
    return deepest + 1;
  }

  /** True for a pure allocation of one class, out of one primitive or to a text. */
  private static boolean mayWait(CallDescr call) {
    boolean fromPrimitive = call.parameters().size() == 1 && call.parameters().get(0).isPrimitive();
    return call.effect().extra() == EffectInfo.Extra.PURE_ALLOCATION
        && (fromPrimitive || Texts.isMaking(call))
        && Modifier.isFinal(call.resultClass().getModifiers());
  }
}
