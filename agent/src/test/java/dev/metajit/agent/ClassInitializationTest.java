package dev.metajit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.backend.Backend;
import dev.metajit.trace.Op;
import dev.metajit.warm.JitRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Several threads initialize the JIT's classes at once. If two classes initialized each other, two
 * threads that begin with one each would wait for each other for ever.
 */
class ClassInitializationTest {
  private static final Map<String, ClassNode> CLASSES = new HashMap<>();

  @BeforeAll
  static void readClasses() throws IOException, URISyntaxException {
    for (Class<?> one : List.of(Op.class, Backend.class, JitRuntime.class, Agent.class)) {
      Path place = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(place)) {
        read(place);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
          read(jar.getPath("/"));
        }
      }
    }
  }

  private static void read(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(file -> file.toString().endsWith(".class"))
          .forEach(ClassInitializationTest::add);
    }
  }

  private static void add(Path file) {
    try {
      ClassNode node = new ClassNode();
      new ClassReader(Files.readAllBytes(file)).accept(node, ClassReader.SKIP_FRAMES);
      CLASSES.put(node.name, node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MethodNode find(String owner, String name, String descriptor) {
    for (ClassNode at = CLASSES.get(owner); at != null; at = CLASSES.get(at.superName)) {
      for (MethodNode method : at.methods) {
        if (method.name.equals(name) && method.desc.equals(descriptor)) {
          return method;
        }
      }
    }
    return null;
  }

  /** The classes of ours that the initializer of this one initializes, as far as calls tell. */
  private static Set<String> initializedBy(ClassNode node) {
    Set<String> found = new TreeSet<>();
    if (node.superName != null) {
      found.add(node.superName);
    }
    Set<MethodNode> seen = new HashSet<>();
    Deque<MethodNode> open = new ArrayDeque<>();
    reach(find(node.name, "<clinit>", "()V"), seen, open);
    while (!open.isEmpty()) {
      for (AbstractInsnNode instruction : open.pop().instructions) {
        follow(instruction, found, seen, open);
      }
    }
    found.retainAll(CLASSES.keySet());
    found.remove(node.name);
    return found;
  }

  private static void reach(MethodNode method, Set<MethodNode> seen, Deque<MethodNode> open) {
    if (method != null && seen.add(method)) {
      open.push(method);
    }
  }

  private static void follow(
      AbstractInsnNode instruction,
      Set<String> found,
      Set<MethodNode> seen,
      Deque<MethodNode> open) {
    if (instruction instanceof FieldInsnNode field && field.getOpcode() <= Opcodes.PUTSTATIC) {
      found.add(field.owner);
    } else if (instruction instanceof TypeInsnNode type && type.getOpcode() == Opcodes.NEW) {
      found.add(type.desc);
    } else if (instruction instanceof MethodInsnNode call) {
      if (call.getOpcode() == Opcodes.INVOKESTATIC) {
        found.add(call.owner);
      }
      reach(find(call.owner, call.name, call.desc), seen, open);
    } else if (instruction instanceof InvokeDynamicInsnNode lambda) {
      for (Object argument : lambda.bsmArgs) {
        if (argument instanceof Handle handle) {
          reach(find(handle.getOwner(), handle.getName(), handle.getDesc()), seen, open);
        }
      }
    }
  }

  @Test
  void noTwoClassesInitializeEachOther() {
    Map<String, Set<String>> initialized = new HashMap<>();
    CLASSES.values().forEach(node -> initialized.put(node.name, initializedBy(node)));
    assertThat(initialized.values().stream().filter(some -> some.size() > 1).count())
        .as("initializers with something to initialize")
        .isGreaterThan(10);
    for (String name : initialized.keySet()) {
      assertThat(initializedFrom(name, initialized)).as(name).doesNotContain(name);
    }
  }

  private static Set<String> initializedFrom(String name, Map<String, Set<String>> initialized) {
    Set<String> all = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(initialized.get(name));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (all.add(next)) {
        open.addAll(initialized.get(next));
      }
    }
    return all;
  }
}
