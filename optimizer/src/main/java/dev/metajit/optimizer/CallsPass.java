package dev.metajit.optimizer;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls elidable callees whose arguments are all constants now, once and for all. A callee that
 * throws is left to throw when the trace runs. Numbers that are read from what was made of them are
 * known without a call ({@link TextNumbers}), and so is much of what is asked of a text that was
 * put together ({@link TextQuestions}).
 */
final class CallsPass extends Pass {
  private final TextQuestions texts;

  CallsPass(Walk walk) {
    super(walk);
    texts = new TextQuestions(walk);
  }

  @Override
  void process(Operation operation) {
    Value result = operation.op().isCall() ? result(operation) : null;
    if (result == null) {
      passOn(operation);
    } else {
      walk.callRemoved();
      replace(operation, result);
    }
  }

  private Value result(Operation operation) {
    Constant constant = fold(operation);
    Value number = constant != null ? constant : TextNumbers.parsed(operation, walk);
    return number != null ? number : texts.answer(operation);
  }

  private static Constant fold(Operation operation) {
    CallDescr call = operation.call();
    boolean foldable =
        call.effect().isElidable()
            && operation.result() != null
            && isConstant(operation)
            && Boxes.isFoldable(call, operation.arguments());
    return foldable ? invoke(call, operation.arguments()) : null;
  }

  private static boolean isConstant(Operation operation) {
    return operation.arguments().stream().allMatch(Value::isConstant);
  }

  /** The result, or null if the callee throws. */
  private static Constant invoke(CallDescr call, List<Value> arguments) {
    List<Object> boxed = new ArrayList<>();
    arguments.forEach(argument -> boxed.add(box((Constant) argument)));
    try {
      return unbox(call.result(), call.target().invokeWithArguments(boxed));
    } catch (Throwable thrown) {
      if (thrown instanceof VirtualMachineError error) {
        throw error;
      }
      return null;
    }
  }

  private static Object box(Constant constant) {
    return switch (constant.kind()) {
      case INT -> constant.asInt();
      case LONG -> constant.asLong();
      case FLOAT -> constant.asFloat();
      case DOUBLE -> constant.asDouble();
      default -> constant.ref();
    };
  }

  private static Constant unbox(Kind kind, Object value) {
    return switch (kind) {
      case INT -> Constant.ofInt((Integer) value);
      case LONG -> Constant.ofLong((Long) value);
      case FLOAT -> Constant.ofFloat((Float) value);
      case DOUBLE -> Constant.ofDouble((Double) value);
      default -> Constant.ofRef(value);
    };
  }
}
