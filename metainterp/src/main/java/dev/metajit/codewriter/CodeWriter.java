package dev.metajit.codewriter;

import dev.metajit.driver.ClassFiles;
import dev.metajit.driver.Hints;
import dev.metajit.driver.Portal;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.InvalidationToken;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.tree.MethodNode;

/**
 * Turns methods into {@link JitCode} when they are first needed. Safe for use by several threads.
 * What it keeps of a class goes with the class.
 */
public final class CodeWriter {
  private static final String CHANGING = "its class has been redefined";

  private final Redefinitions redefinitions = new Redefinitions(this::forget);
  private final Linker linker;
  private final Policy policy;
  private final PerClass<Map<MethodKey, Answer>> answers =
      new PerClass<>(type -> new ConcurrentHashMap<>());

  /** A code writer that reads these class files and follows these hints. */
  public CodeWriter(ClassFiles classFiles, Hints hints) {
    this.linker = new Linker(classFiles, hints, redefinitions);
    this.policy = new Policy(linker.facts());
  }

  /** Tells of classes that get other code. */
  public Redefinitions redefinitions() {
    return redefinitions;
  }

  private void forget(Class<?> type) {
    answers.forget(type);
    linker.facts().forget(type);
  }

  /**
   * Makes a portal known, before its class is loaded.
   *
   * @param portal the portal
   * @param loader its class's defining loader; {@code null} for the bootstrap loader
   */
  public void register(Portal portal, ClassLoader loader) {
    linker.portals().register(portal, loader);
  }

  /**
   * The class of a registered portal, which is loaded.
   *
   * @throws IllegalArgumentException if it is not registered, or its class is gone
   */
  public Class<?> classOf(Portal portal) {
    return linker.portals().classOf(portal);
  }

  /**
   * The call of exactly this method as this code makes it: a hint may say that it touches nothing
   * that traces look into.
   */
  public CallDescr callFrom(JitCode caller, ResolvedMethod method) {
    CallDescr call = method.callDescr();
    return call.effect().isRandom() && policy.isContained(caller) ? method.containedCall() : call;
  }

  /**
   * The code of a registered portal, with its {@link JitOp#MERGE_POINT}. Always the same.
   *
   * @throws OpaqueException if it contains what JitCode cannot express
   * @throws IllegalArgumentException if it is not registered
   */
  public JitCode portal(Portal portal) {
    MethodKey key = new MethodKey(portal.method(), portal.desc());
    Answer answer = answer(linker.portals().classOf(portal), key, portal);
    if (answer.isOpaque()) {
      throw new OpaqueException(answer.opaqueReason());
    }
    return answer.code();
  }

  /**
   * The code of a method, or why it is called instead; always the same, until {@link #makeOpaque},
   * or until its class is redefined. A registered portal is looked into whatever the policy says.
   */
  public Answer jitCodeOf(ResolvedMethod method) {
    if (redefinitions.isChanging(method.owner())) {
      return Answer.opaque(CHANGING);
    }
    Answer known = answers.of(method.owner()).get(method.key());
    if (known != null) {
      return known;
    }
    Portal portal = linker.portals().find(method.owner(), method.key());
    String reason = portal != null ? null : policy.reasonAgainst(method);
    return reason == null
        ? answer(method.owner(), method.key(), portal)
        : remember(method.owner(), method.key(), Answer.opaque(reason));
  }

  /** True if a hint says that the method's result depends on its arguments alone. */
  public boolean isElidable(JitCode code) {
    return linker.isElidable(code.owner(), new MethodKey(code.name(), code.desc()));
  }

  /** From now on the method is called. Code of it that somebody has stays valid. */
  public void makeOpaque(JitCode code, String reason) {
    MethodKey key = new MethodKey(code.name(), code.desc());
    answers.of(code.owner()).put(key, Answer.opaque(reason));
  }

  private Answer answer(Class<?> owner, MethodKey key, Portal portal) {
    Map<MethodKey, Answer> ofClass = answers.of(owner);
    Answer known = ofClass.get(key);
    if (known != null) {
      return known;
    }
    InvalidationToken token = redefinitions.token();
    Answer made = translate(owner, key, portal);
    Answer before = ofClass.putIfAbsent(key, made);
    boolean isStale = token.isInvalid() && portal == null;
    return isStale ? Answer.opaque(CHANGING) : before == null ? made : before;
  }

  private Answer remember(Class<?> owner, MethodKey key, Answer answer) {
    Answer before = answers.of(owner).putIfAbsent(key, answer);
    return before == null ? answer : before;
  }

  /** A failure of our own makes the method opaque too: it never makes an answer wrong. */
  private Answer translate(Class<?> owner, MethodKey key, Portal portal) {
    try {
      MethodNode method = linker.facts().methodNode(owner, key, portal != null);
      JitCode code = translate(owner, key, portal, method);
      String reason = portal == null ? policy.reasonAgainst(code) : null;
      return reason == null ? Answer.of(code) : Answer.opaque(reason);
    } catch (OpaqueException e) {
      return Answer.opaque(e.getMessage());
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      return Answer.opaque("it cannot be translated: " + e);
    }
  }

  private JitCode translate(Class<?> owner, MethodKey key, Portal portal, MethodNode method) {
    Translator translator = new Translator(linker, owner, method, portal);
    translator.run();
    JitCodeBody body = new Flattener(owner, method, translator).flatten(portal);
    int rounds = portal == null ? policy.rounds(owner, key) : Integer.MAX_VALUE;
    return new JitCode(owner, key, Modifier.isStatic(method.access), body, rounds);
  }

  /** A method that the class declares, by name. */
  ResolvedMethod declared(Method method) {
    MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    MethodKey key = new MethodKey(method.getName(), type.toMethodDescriptorString());
    return linker.intern(method.getDeclaringClass(), key, method.getModifiers(), null);
  }

  /** The code of a method whatever the policy says; for tests. */
  JitCode translate(Class<?> owner, String name, String desc) {
    MethodKey key = new MethodKey(name, desc);
    return translate(owner, key, null, linker.facts().methodNode(owner, key, false));
  }
}
