package dev.metajit.codewriter;

import dev.metajit.codewriter.CallSiteRef.Sort;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.EffectInfo.Extra;
import dev.metajit.trace.TextRecipe;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;

/** What the targets of well-known bootstrap methods may do. */
final class CallSiteEffects {
  private static final Set<String> PLAIN =
      Set.of(
          "String", "Integer", "Long", "Float", "Double", "Boolean", "Character", "Byte", "Short");

  /** What stands for an argument, and for a constant, in the recipe of a concatenation. */
  private static final char ARGUMENT = 1;

  private static final char CONSTANT = 2;

  private CallSiteEffects() {}

  /** A lambda is only allocated; a string is only made if no foreign {@code toString} runs. */
  static EffectInfo of(Handle bootstrap, String desc) {
    if (isLambda(bootstrap)) {
      return EffectInfo.of(Extra.CANNOT_RAISE);
    }
    return isConcatenation(bootstrap)
            && Stream.of(Type.getArgumentTypes(desc)).allMatch(CallSiteEffects::isPlain)
        ? EffectInfo.of(Extra.CAN_RAISE)
        : EffectInfo.RANDOM;
  }

  /** What a call does that this bootstrap method links. */
  static Sort sort(Handle bootstrap, Object[] arguments) {
    if (isLambda(bootstrap)) {
      return Sort.LAMBDA;
    }
    if (isConcatenation(bootstrap)) {
      return Sort.CONCATENATION;
    }
    boolean chooses =
        bootstrap.getOwner().equals("java/lang/runtime/SwitchBootstraps")
            && bootstrap.getName().equals("typeSwitch");
    return chooses && Stream.of(arguments).allMatch(Type.class::isInstance)
        ? Sort.TYPE_SWITCH
        : Sort.ANY;
  }

  /**
   * What a concatenation of strings and primitives puts together; null if that cannot be told, or
   * if it is none.
   */
  static TextRecipe recipe(Handle bootstrap, MethodType type, Object[] arguments) {
    boolean isKnown =
        isConcatenation(bootstrap)
            && type.parameterList().stream().allMatch(t -> t.isPrimitive() || t == String.class);
    if (!isKnown) {
      return null;
    }
    return bootstrap.getName().equals("makeConcat")
        ? recipe(String.valueOf(ARGUMENT).repeat(type.parameterCount()), type, arguments)
        : recipe((String) arguments[0], type, arguments);
  }

  private static TextRecipe recipe(String recipe, MethodType type, Object[] arguments) {
    List<String> literals = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int constant = 1;
    for (int i = 0; i < recipe.length(); i++) {
      char piece = recipe.charAt(i);
      if (piece == ARGUMENT) {
        literals.add(literal.toString());
        literal.setLength(0);
      } else if (piece != CONSTANT) {
        literal.append(piece);
      } else if (arguments[constant++] instanceof String text) {
        literal.append(text);
      } else {
        return null;
      }
    }
    literals.add(literal.toString());
    return new TextRecipe(literals, type.parameterList());
  }

  private static boolean isConcatenation(Handle bootstrap) {
    return bootstrap.getOwner().equals("java/lang/invoke/StringConcatFactory");
  }

  /** True for the bootstrap method of lambdas and method references. */
  private static boolean isLambda(Handle bootstrap) {
    return bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory");
  }

  private static boolean isPlain(Type type) {
    String name = type.getClassName();
    return type.getSort() < Type.ARRAY
        || (name.startsWith("java.lang.") && PLAIN.contains(name.substring(10)));
  }
}
