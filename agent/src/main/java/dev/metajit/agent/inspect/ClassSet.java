package dev.metajit.agent.inspect;

import dev.metajit.driver.ClassFileSource;
import dev.metajit.driver.MethodCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** The classes of a jar or a directory of class files, by internal name. */
final class ClassSet implements ClassFileSource {
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, ClassNode> nodes = new HashMap<>();
  private Map<String, Set<String>> implementors;

  /**
   * Reads a jar or a directory.
   *
   * @throws IOException if it cannot be read
   */
  static ClassSet read(Path path) throws IOException {
    ClassSet set = new ClassSet();
    if (Files.isDirectory(path)) {
      set.readDirectory(path);
    } else {
      set.readJar(path);
    }
    return set;
  }

  private void readDirectory(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        add(root.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    }
  }

  private void readJar(Path path) throws IOException {
    try (JarFile jar = new JarFile(path.toFile(), false)) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (entry.getName().endsWith(".class")) {
          try (InputStream in = jar.getInputStream(entry)) {
            add(entry.getName(), in.readAllBytes());
          }
        }
      }
    }
  }

  private void add(String name, byte[] bytes) {
    boolean isClass = name.endsWith(".class") && !name.endsWith("module-info.class");
    if (isClass && !name.startsWith("META-INF/")) {
      files.put(name.substring(0, name.length() - ".class".length()), bytes);
    }
  }

  Set<String> names() {
    return files.keySet();
  }

  /** The class file, of a class of the JDK too, or {@code null}. */
  @Override
  public byte[] find(String internalName) {
    byte[] own = files.get(internalName);
    return own != null ? own : ofPlatform(internalName);
  }

  private static byte[] ofPlatform(String internalName) {
    String resource = internalName + ".class";
    try (InputStream in = ClassLoader.getPlatformClassLoader().getResourceAsStream(resource)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      return null;
    }
  }

  /** The class, or {@code null} if it is not in the set. */
  ClassNode node(String internalName) {
    byte[] file = files.get(internalName);
    return file == null ? null : nodes.computeIfAbsent(internalName, name -> MethodCode.read(file));
  }

  /** A method of a class or of its superclasses in the set, or {@code null}. */
  MethodNode method(String owner, String name, String desc) {
    ClassNode node = node(owner);
    while (node != null) {
      MethodNode found = MethodCode.find(node, name, desc);
      if (found != null) {
        return found;
      }
      node = node(node.superName);
    }
    return null;
  }

  /** How many classes of the set have a method of this name and type with code. */
  int implementors(String name, String desc) {
    if (implementors == null) {
      implementors = new HashMap<>();
      names().forEach(this::addImplementor);
    }
    return implementors.getOrDefault(name + desc, Set.of()).size();
  }

  private void addImplementor(String className) {
    for (MethodNode method : methodsOf(className)) {
      if (method.instructions.size() > 0 && !method.name.startsWith("<")) {
        implementors
            .computeIfAbsent(method.name + method.desc, key -> new HashSet<>())
            .add(className);
      }
    }
  }

  /** The methods of a class; none if its file cannot be understood. */
  List<MethodNode> methodsOf(String className) {
    try {
      return node(className).methods;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return List.of(); // newer than our reader, or broken: not ours to judge
    }
  }
}
