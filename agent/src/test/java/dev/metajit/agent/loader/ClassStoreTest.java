package dev.metajit.agent.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassStoreTest {
  /** Writes an entry that is not compressed. */
  static void store(ZipOutputStream out, String name, byte[] bytes) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(sum.getValue());
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }

  @Test
  void whatIsPackedIsFound(@TempDir Path directory) throws IOException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, byte[]> classes = new TreeMap<>();
    for (int i = 0; i < 700; i++) {
      byte[] bytes = new byte[random.nextInt(i % 10 == 0 ? 20000 : 300)];
      random.nextBytes(bytes);
      classes.put("p" + random.nextInt(9) + "/C" + i + ".class", bytes);
    }
    Path jar = directory.resolve("a.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream out = new ZipOutputStream(file)) {
      store(out, "META-INF/MANIFEST.MF", new byte[] {'x', '\n'});
      store(out, ClassStore.ENTRY, ClassStore.pack(classes, name -> name.endsWith("7.class")));
    }
    ClassStore store = new ClassStore(jar.toFile());
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      assertThat(store.get(entry.getKey())).as("seed %d", seed).isEqualTo(entry.getValue());
    }
    assertThat(store.get("p/None.class")).isNull();
  }
}
