package dev.metajit.it;

import dev.metajit.it.guest.constructs.Construct;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Reads samples from class files, whatever their version. */
final class SampleReader {
  private static final String PACKAGE =
      Type.getInternalName(Construct.class).replace("Construct", "");

  private final List<Path> directories;
  private final Map<String, ClassNode> classes = new HashMap<>();

  SampleReader(List<Path> directories) {
    this.directories = directories;
  }

  /**
   * A sample.
   *
   * @param owner simple name of its class
   * @param instructions the opcodes in it and in what it calls of its own package
   */
  record Sample(String construct, String owner, String method, BitSet instructions) {}

  /** The samples of a class, in the order in which they are run. */
  List<Sample> samples(String className) {
    ClassNode type = read(className.replace('.', '/'));
    List<Sample> samples = new ArrayList<>();
    for (MethodNode method : type.methods) {
      String construct = construct(method);
      if (construct != null) {
        BitSet instructions = new BitSet();
        collect(type, method, instructions, new HashSet<>());
        String owner = type.name.substring(PACKAGE.length());
        samples.add(new Sample(construct, owner, method.name, instructions));
      }
    }
    samples.sort(Comparator.comparing(Sample::method));
    return samples;
  }

  private static String construct(MethodNode method) {
    String wanted = Type.getDescriptor(Construct.class);
    for (AnnotationNode node :
        method.visibleAnnotations == null ? List.<AnnotationNode>of() : method.visibleAnnotations) {
      if (node.desc.equals(wanted)) {
        return (String) node.values.get(1);
      }
    }
    return null;
  }

  private void collect(ClassNode type, MethodNode method, BitSet found, Set<MethodNode> seen) {
    if (!seen.add(method)) {
      return;
    }
    for (AbstractInsnNode node : method.instructions) {
      if (node.getOpcode() >= 0) {
        found.set(node.getOpcode());
      }
      if (node instanceof MethodInsnNode call) {
        follow(call.owner, call.name, call.desc, found, seen);
      } else if (node instanceof InvokeDynamicInsnNode call) {
        for (Object argument : call.bsmArgs) {
          if (argument instanceof Handle handle) {
            follow(handle.getOwner(), handle.getName(), handle.getDesc(), found, seen);
          }
        }
      }
    }
  }

  private void follow(String owner, String name, String desc, BitSet found, Set<MethodNode> seen) {
    if (!owner.startsWith(PACKAGE)) {
      return;
    }
    ClassNode type = read(owner);
    for (MethodNode method : type.methods) {
      if (method.name.equals(name) && method.desc.equals(desc)) {
        collect(type, method, found, seen);
      }
    }
  }

  private ClassNode read(String name) {
    return classes.computeIfAbsent(name, this::parse);
  }

  private ClassNode parse(String name) {
    for (Path directory : directories) {
      Path file = directory.resolve(name + ".class");
      if (Files.exists(file)) {
        try {
          ClassNode node = new ClassNode();
          new ClassReader(Files.readAllBytes(file)).accept(node, ClassReader.SKIP_DEBUG);
          return node;
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    throw new IllegalArgumentException("no class file of " + name);
  }
}
