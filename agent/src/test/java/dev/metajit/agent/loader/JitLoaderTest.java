package dev.metajit.agent.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class JitLoaderTest {
  private static final String PLAIN = "test.sample.Plain";
  private static final String NATIVE = "dev.metajit.backend.sample.Caller";
  private static final String SERVICE = "META-INF/services/java.util.function.Predicate";

  @TempDir private Path directory;
  private JitLoader loader;

  /** A class that can be made, and calls itself a predicate. */
  private static byte[] classFile(String name) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    String internal = name.replace('.', '/');
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC,
        internal,
        null,
        "java/lang/Object",
        new String[] {"java/util/function/Predicate"});
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    writer.visitEnd();
    return writer.toByteArray();
  }

  @BeforeEach
  void packJar() throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    for (String name : new String[] {PLAIN, NATIVE}) {
      classes.put(name.replace('.', '/') + ".class", classFile(name));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      ClassStoreTest.store(out, ClassStore.ENTRY, ClassStore.pack(classes, name -> false));
      ClassStoreTest.store(out, "resources/test/sample/text", text("here"));
      ClassStoreTest.store(out, "resources/dev/metajit/backend/sample/library", text("native"));
      ClassStoreTest.store(out, "resources/" + SERVICE, text(PLAIN));
      ClassStoreTest.store(
          out, "resources/" + NativeModule.PACKAGES, text("dev.metajit.backend.sample"));
    }
    Path jar = Files.write(directory.resolve("a.jar"), bytes.toByteArray());
    loader = new JitLoader(new ClassStore(jar.toFile()), jar.toFile(), null);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String read(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void classesAreInTheUnnamedModuleButForThoseThatCallNativeCode() throws Exception {
    Class<?> plain = loader.loadClass(PLAIN);
    Class<?> caller = loader.loadClass(NATIVE);

    assertThat(plain.getClassLoader()).isSameAs(loader);
    assertThat(plain.getModule()).isSameAs(loader.getUnnamedModule());
    assertThat(caller.getClassLoader()).isSameAs(loader);
    assertThat(caller.getModule().getName()).isEqualTo("dev.metajit.natives");
    assertThat(caller.getModule().canRead(plain.getModule())).isTrue();
    assertThat(caller.getModule().canRead(Object.class.getModule())).isTrue();
    assertThat(caller.getModule().isExported(caller.getPackageName())).isTrue();
    assertThat(loader.loadClass(PLAIN)).isSameAs(plain);
    assertThat(loader.loadClass("java.lang.String")).isSameAs(String.class);
  }

  @Test
  void resourcesAreFoundFromClassesOfBothModules() throws Exception {
    Class<?> plain = loader.loadClass(PLAIN);
    Class<?> caller = loader.loadClass(NATIVE);

    assertThat(read(plain.getResourceAsStream("text"))).isEqualTo("here");
    assertThat(read(caller.getResourceAsStream("library"))).isEqualTo("native");
    URL library = loader.getResource("dev/metajit/backend/sample/library");
    assertThat(library.getProtocol()).isEqualTo("jar");
    assertThat(read(library.openStream())).isEqualTo("native");
    assertThat(read(loader.getResourceAsStream("test/sample/Plain.class"))).isNotEmpty();
    assertThat(plain.getResource("none")).isNull();
    assertThat(loader.getResourceAsStream("none")).isNull();
  }

  @Test
  void servicesAreFound() {
    assertThat(Collections.list(loader.findResources(SERVICE))).hasSize(1);
    assertThat(ServiceLoader.load(Predicate.class, loader).stream())
        .extracting(provider -> provider.type().getName())
        .containsExactly(PLAIN);
  }
}
