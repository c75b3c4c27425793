package dev.metajit.codewriter;

import dev.metajit.codewriter.CallSiteRef.Sort;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.EffectInfo.Extra;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;

/** What the targets of well-known bootstrap methods may do. */
final class CallSiteEffects {
  private static final Set<String> PLAIN =
      Set.of(
          "String", "Integer", "Long", "Float", "Double", "Boolean", "Character", "Byte", "Short");

  private CallSiteEffects() {}

  /** A lambda is only allocated; a string is only made if no foreign {@code toString} runs. */
  static EffectInfo of(Handle bootstrap, String desc) {
    if (isLambda(bootstrap)) {
      return EffectInfo.of(Extra.CANNOT_RAISE);
    }
    boolean concatenation = bootstrap.getOwner().equals("java/lang/invoke/StringConcatFactory");
    return concatenation
            && Stream.of(Type.getArgumentTypes(desc)).allMatch(CallSiteEffects::isPlain)
        ? EffectInfo.of(Extra.CAN_RAISE)
        : EffectInfo.RANDOM;
  }

  /** What a call does that this bootstrap method links. */
  static Sort sort(Handle bootstrap, Object[] arguments) {
    if (isLambda(bootstrap)) {
      return Sort.LAMBDA;
    }
    boolean chooses =
        bootstrap.getOwner().equals("java/lang/runtime/SwitchBootstraps")
            && bootstrap.getName().equals("typeSwitch");
    return chooses && Stream.of(arguments).allMatch(Type.class::isInstance)
        ? Sort.TYPE_SWITCH
        : Sort.ANY;
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
