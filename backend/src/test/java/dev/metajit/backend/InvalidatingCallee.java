package dev.metajit.backend;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.InvalidationToken;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** A callee that invalidates a token when its argument has reached a limit. */
final class InvalidatingCallee {
  private InvalidatingCallee() {}

  static CallDescr of(InvalidationToken token, int limit) {
    try {
      var method =
          MethodHandles.lookup()
              .findStatic(
                  InvalidatingCallee.class,
                  "call",
                  MethodType.methodType(void.class, InvalidationToken.class, int.class, int.class));
      return new CallDescr(
          "stop",
          MethodHandles.insertArguments(method, 0, token, limit),
          EffectInfo.of(EffectInfo.Extra.CANNOT_RAISE));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unused")
  private static void call(InvalidationToken token, int limit, int value) {
    if (value == limit) {
      token.invalidate();
    }
  }
}
