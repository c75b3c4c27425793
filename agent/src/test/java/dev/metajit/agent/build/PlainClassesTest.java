package dev.metajit.agent.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

class PlainClassesTest {
  private static final String SAMPLES = PlainSamples.class.getName();

  private final Map<String, byte[]> plain = PlainClasses.of(samples());

  @Test
  void plainClassesDoTheSame() throws ReflectiveOperationException {
    Supplier<?> converted =
        (Supplier<?>) new Loader(plain).loadClass(SAMPLES).getDeclaredConstructor().newInstance();

    assertThat(converted.getClass()).isNotEqualTo(PlainSamples.class);
    assertThat(converted.get()).isEqualTo(new PlainSamples().get());
  }

  @Test
  void noInvokedynamicIsLeft() {
    assertThat(plain.keySet()).contains(SAMPLES.replace('.', '/') + "$$1.class");
    assertThat(plain.values()).noneMatch(PlainClassesTest::callsDynamically);
    assertThat(samples().values()).anyMatch(PlainClassesTest::callsDynamically);
  }

  @Test
  void otherFilesStayAsTheyAre() {
    byte[] text = {1, 2, 3};

    assertThat(PlainClasses.of(Map.of("META-INF/text", text))).containsValue(text);
  }

  private static boolean callsDynamically(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, 0);
    return node.methods.stream()
        .flatMap(method -> java.util.Arrays.stream(method.instructions.toArray()))
        .anyMatch(InvokeDynamicInsnNode.class::isInstance);
  }

  private static Map<String, byte[]> samples() {
    Map<String, byte[]> files = new TreeMap<>();
    add(PlainSamples.class, files);
    for (Class<?> nested : PlainSamples.class.getDeclaredClasses()) {
      add(nested, files);
    }
    return files;
  }

  private static void add(Class<?> type, Map<String, byte[]> files) {
    String name = type.getName().replace('.', '/');
    try {
      files.put(name + ".class", bytes(name));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      return in.readAllBytes();
    }
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> files;

    Loader(Map<String, byte[]> files) {
      super(PlainClassesTest.class.getClassLoader());
      this.files = files;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      byte[] file = files.get(name.replace('.', '/') + ".class");
      if (file == null) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known == null ? defineClass(name, file, 0, file.length) : known;
    }
  }
}
