package dev.metajit.agent.build;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Class files that do at build time what {@code invokedynamic} does at run time: each lambda is a
 * class of its own, in the nest of the class that it stands in, and the methods of records are
 * written out. The JDK would spin the same classes one by one and compile the code that does so,
 * which is a good part of what a JIT costs a program that has only just started.
 */
final class PlainClasses {
  private static final String CLASS = ".class";
  private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";
  private static final String RECORDS = "java/lang/runtime/ObjectMethods";
  private static final String TEXTS = "java/lang/invoke/StringConcatFactory";

  private final Map<String, ClassNode> nodes = new TreeMap<>();
  private final Set<ClassNode> changed = new LinkedHashSet<>();
  private final List<ClassNode> lambdas = new ArrayList<>();

  private PlainClasses() {}

  /**
   * The same files, without {@code invokedynamic} in class files.
   *
   * @param files by name, such as {@code java/lang/String.class}; whole nests
   */
  static Map<String, byte[]> of(Map<String, byte[]> files) {
    PlainClasses classes = new PlainClasses();
    Map<String, byte[]> result = new TreeMap<>(files);
    files.forEach(classes::read);
    classes.nodes.values().forEach(classes::convert);
    classes.lambdas.forEach(classes::addToNest);
    classes.changed.forEach(node -> result.put(node.name + CLASS, write(node)));
    return result;
  }

  private void read(String name, byte[] bytes) {
    if (name.endsWith(CLASS) && !name.endsWith("-info.class")) {
      ClassNode node = new ClassNode();
      new ClassReader(bytes).accept(node, 0);
      nodes.put(node.name, node);
    }
  }

  private static byte[] write(ClassNode node) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    node.accept(writer);
    return writer.toByteArray();
  }

  private void convert(ClassNode owner) {
    List<MethodNode> made = new ArrayList<>();
    for (MethodNode method : owner.methods) {
      for (AbstractInsnNode instruction : method.instructions) {
        if (instruction instanceof InvokeDynamicInsnNode call) {
          method.instructions.set(call, replacement(owner, call, made));
          changed.add(owner);
        }
      }
    }
    owner.methods.addAll(made);
  }

  private MethodInsnNode replacement(
      ClassNode owner, InvokeDynamicInsnNode call, List<MethodNode> made) {
    String bootstrap = call.bsm.getOwner();
    if (bootstrap.equals(LAMBDAS) && call.bsm.getName().equals("metafactory")) {
      ClassNode lambda = new LambdaClass(owner, lambdas.size() + 1, call).make();
      lambdas.add(lambda);
      return new MethodInsnNode(Opcodes.INVOKESTATIC, lambda.name, LambdaClass.MAKER, call.desc);
    }
    MethodNode method = method(owner, call, bootstrap, made.size());
    made.add(method);
    boolean isInterface = (owner.access & Opcodes.ACC_INTERFACE) != 0;
    return new MethodInsnNode(
        Opcodes.INVOKESTATIC, owner.name, method.name, method.desc, isInterface);
  }

  private static MethodNode method(
      ClassNode owner, InvokeDynamicInsnNode call, String bootstrap, int number) {
    return switch (bootstrap) {
      case RECORDS -> new RecordMethod(call).make();
      case TEXTS -> new ConcatMethod("$text" + number, call).make();
      default -> throw new IllegalArgumentException(owner.name + " calls " + call.bsm);
    };
  }

  private void addToNest(ClassNode lambda) {
    ClassNode host = nodes.get(lambda.nestHostClass);
    if (host.nestMembers == null) {
      host.nestMembers = new ArrayList<>();
    }
    host.nestMembers.add(lambda.name);
    changed.add(host);
    changed.add(lambda);
  }
}
