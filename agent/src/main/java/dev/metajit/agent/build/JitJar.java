package dev.metajit.agent.build;

import dev.metajit.agent.layer.ClassStore;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * Packs {@code jit.jar} out of the runtime class path:
 *
 * <pre>
 * dev/metajit/agent/Agent.class       all that the system class loader sees
 * layer/...                           what builds the module layer
 * hooks/...                           for the bootstrap loader
 * modules/index                       names of modules, their packages and services
 * modules/name/...                    resources of modules; one names classes with initializers
 * classes.bin                         class files of modules; see {@code layer.ClassStore}
 * META-INF/metajit/*.driver           drivers that come with the agent
 * </pre>
 *
 * <p>The same input gives the same bytes: entries are sorted and carry the build's timestamp.
 */
public final class JitJar {
  private static final String AGENT = "dev/metajit/agent/";
  private static final String HOOKS = "dev/metajit/hooks/";
  private static final Pattern OWN =
      Pattern.compile(".*/(annotations|optimizer|backend|metainterp|agent)/target/.*");

  private static final String INITIALIZERS =
      "modules/dev.metajit.metainterp/dev/metajit/warm/static-initializers";

  /** Classes of the JIT itself; what speaks to the operating system is set up when asked for. */
  private static final Pattern OF_THE_JIT =
      Pattern.compile(
          "(dev/metajit/(?!agent/|annotations/|backend/memory/)|org/objectweb/asm/(?!util/)).*");

  private final LocalDateTime time;
  private final String version;
  private final Map<String, byte[]> entries = new TreeMap<>();
  private final Map<String, byte[]> classes = new TreeMap<>();
  private final Set<String> modules = new HashSet<>();
  private final StringBuilder index = new StringBuilder();

  private JitJar(String timestamp, String version) {
    time = LocalDateTime.ofInstant(Instant.parse(timestamp), ZoneOffset.UTC);
    this.version = version;
  }

  /** Arguments: output file, version, timestamp (ISO 8601), runtime class path. */
  public static void main(String[] arguments) throws IOException {
    JitJar jar = new JitJar(arguments[2], arguments[1]);
    List<Path> elements = new ArrayList<>();
    for (String element : arguments[3].split(File.pathSeparator)) {
      elements.add(Path.of(element));
    }
    jar.pack(elements, Path.of(arguments[0]));
  }

  private void pack(List<Path> elements, Path output) throws IOException {
    for (Path element : elements) {
      addModule(element);
    }
    entries.put("modules/index", text(index.toString()));
    entries.put(INITIALIZERS, text(String.join("\n", classesWithInitializer())));
    Files.createDirectories(output.getParent());
    Files.write(output, zip());
  }

  private String manifest() {
    return String.join(
        "\r\n",
        "Manifest-Version: 1.0",
        "Implementation-Title: Metajit",
        "Implementation-Version: " + version,
        "Automatic-Module-Name: dev.metajit.agent.jar",
        "Main-Class: dev.metajit.agent.Agent",
        "Launcher-Agent-Class: dev.metajit.agent.Agent",
        "Premain-Class: dev.metajit.agent.Agent",
        "Agent-Class: dev.metajit.agent.Agent",
        "Can-Redefine-Classes: true",
        "Can-Retransform-Classes: true",
        "Enable-Native-Access: ALL-UNNAMED",
        "Add-Exports: java.base/jdk.internal.misc",
        "",
        "");
  }

  private void addModule(Path element) throws IOException {
    String module = moduleName(element);
    Map<String, byte[]> files = read(element);
    if (module.startsWith("dev.metajit.")) {
      files = PlainClasses.of(files);
    }
    if (files.isEmpty() || !modules.add(module)) {
      return;
    }
    Map<String, byte[]> kept = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      place(module, file.getKey(), file.getValue(), kept);
    }
    if (module.equals("dev.metajit.agent")) {
      kept.put("META-INF/metajit-version", text(version));
    }
    index.append("module ").append(module).append('\n');
    TreeSet<String> packages = new TreeSet<>();
    kept.forEach(
        (name, bytes) -> {
          if (!name.endsWith(".class")) {
            entries.put("modules/" + module + "/" + name, bytes);
          } else {
            classes.put(name, bytes);
            packages.add(name.substring(0, name.lastIndexOf('/')).replace('/', '.'));
          }
        });
    packages.forEach(name -> index.append("package ").append(name).append('\n'));
    addServices(kept);
  }

  private void place(String module, String name, byte[] bytes, Map<String, byte[]> kept) {
    if (name.startsWith(HOOKS)) {
      entries.put("hooks/" + stored(name), bytes);
    } else if (module.equals("dev.metajit.agent") && isOutsideLayer(name)) {
      entries.put(name.startsWith(AGENT + "layer/") ? "layer/" + stored(name) : name, bytes);
    } else if (isWanted(module, name)) {
      kept.put(name, bytes);
    }
  }

  private List<String> classesWithInitializer() {
    List<String> names = new ArrayList<>();
    for (byte[] bytes : classes.values()) {
      ClassReader reader = new ClassReader(bytes);
      if (OF_THE_JIT.matcher(reader.getClassName()).matches() && hasInitializer(reader)) {
        names.add(reader.getClassName().replace('/', '.'));
      }
    }
    return names;
  }

  private static boolean hasInitializer(ClassReader reader) {
    ClassNode node = new ClassNode();
    reader.accept(node, ClassReader.SKIP_CODE);
    return node.methods.stream().anyMatch(method -> method.name.equals("<clinit>"));
  }

  private static boolean isOutsideLayer(String name) {
    return name.equals(AGENT + "Agent.class")
        || name.startsWith(AGENT + "layer/")
        || name.startsWith("META-INF/metajit/");
  }

  private static boolean isWanted(String module, String name) {
    boolean service = name.startsWith("META-INF/services/");
    if (service && module.startsWith("ch.qos.logback")) {
      return false;
    }
    boolean legal = name.matches("META-INF/(LICENSE|NOTICE|AL2\\.0|LGPL2\\.1)[^/]*");
    return !name.endsWith("module-info.class")
        && !name.endsWith("package-info.class")
        && !name.startsWith(AGENT + "build/")
        && (!name.startsWith("META-INF/") || service || legal);
  }

  private static String stored(String name) {
    return name.endsWith(".class") ? name + "data" : name;
  }

  private void addServices(Map<String, byte[]> files) {
    String folder = "META-INF/services/";
    files.forEach(
        (name, bytes) -> {
          if (name.startsWith(folder)) {
            String service = name.substring(folder.length());
            new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceAll("#.*", "").trim())
                .filter(line -> !line.isEmpty())
                .forEach(line -> index.append("provides " + service + " " + line + "\n"));
          }
        });
  }

  private static String moduleName(Path element) {
    Matcher own = OWN.matcher(element.toString().replace(File.separatorChar, '/'));
    if (own.matches()) {
      return "dev.metajit." + own.group(1);
    }
    return ModuleFinder.of(element).findAll().iterator().next().descriptor().name();
  }

  private static Map<String, byte[]> read(Path element) throws IOException {
    return Files.isDirectory(element) ? readDirectory(element) : readJar(element);
  }

  private static Map<String, byte[]> readDirectory(Path directory) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(path).toString().replace(File.separatorChar, '/');
        files.put(name, Files.readAllBytes(path));
      }
    }
    return files;
  }

  private static Map<String, byte[]> readJar(Path file) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (JarFile jar = new JarFile(file.toFile(), false)) {
      for (ZipEntry entry : jar.stream().filter(e -> !e.isDirectory()).toList()) {
        try (InputStream in = jar.getInputStream(entry)) {
          files.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return files;
  }

  private byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      write(out, JarFile.MANIFEST_NAME, text(manifest()), ZipEntry.STORED);
      write(out, ClassStore.ENTRY, ClassStore.pack(classes), ZipEntry.STORED);
      for (Map.Entry<String, byte[]> file : entries.entrySet()) {
        write(out, file.getKey(), file.getValue(), ZipEntry.DEFLATED);
      }
    }
    return bytes.toByteArray();
  }

  private void write(ZipOutputStream out, String name, byte[] bytes, int method)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(time);
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      CRC32 sum = new CRC32();
      sum.update(bytes);
      entry.setCrc(sum.getValue());
      entry.setSize(bytes.length);
    }
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
