package dev.metajit.optimizer;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.Operation;
import java.lang.reflect.Modifier;

/**
 * Keeps boxed primitives as their value: a call of a {@code valueOf} gives a {@link Virtual} box.
 * Which object it would be is up to the JDK's caches, so where identity matters, and at exits,
 * {@code valueOf} is called after all. The same goes for other pure allocations out of a primitive,
 * such as {@code Long.toString}, only that nothing is known of what they make but its class.
 */
final class BoxesPass extends Pass {
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

  private static Virtual virtual(Operation operation) {
    CallDescr call = operation.call();
    Class<?> type = Boxes.boxClass(call);
    if (type != null) {
      return Virtual.box(call, type, operation.argument(0));
    }
    return makesOne(call) ? Virtual.result(call, operation.argument(0)) : null;
  }

  /** True for a pure allocation of one class, out of one primitive. */
  private static boolean makesOne(CallDescr call) {
    return call.effect().extra() == EffectInfo.Extra.PURE_ALLOCATION
        && call.parameters().size() == 1
        && call.parameters().get(0).isPrimitive()
        && Modifier.isFinal(call.resultClass().getModifiers());
  }
}
