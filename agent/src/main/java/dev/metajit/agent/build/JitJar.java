package dev.metajit.agent.build;

import dev.metajit.agent.loader.ClassStore;
import dev.metajit.agent.loader.JitLoader;
import dev.metajit.agent.loader.NativeModule;
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
 * loader/...                          the class loader of all the rest
 * resources/...                       its resources; one names classes with initializers
 * classes.bin                         its class files, and the hooks'; see {@code loader.ClassStore};
 *                                     and what makes known portals of class files that are not in it
 * licenses/name/...                   of the libraries in it
 * META-INF/metajit/*.driver           drivers that come with the agent
 * </pre>
 *
 * <p>The same input gives the same bytes: entries are sorted and carry the build's timestamp.
 */
public final class JitJar {
  private static final Pattern LICENSE =
      Pattern.compile("META-INF/(LICENSE|NOTICE|AL2\\.0|LGPL2\\.1)[^/]*");

  private static final String AGENT = "dev/metajit/agent/";
  private static final String LOADER = AGENT + "loader/";
  private static final String HOOKS = "dev/metajit/hooks/";
  private static final String KNOWN = AGENT + "known/";
  private static final String RESOURCES = "resources/";
  private static final String SERVICES = "META-INF/services/";
  private static final Pattern OWN =
      Pattern.compile(".*/(annotations|optimizer|backend|metainterp|agent)/target/.*");

  private static final String INITIALIZERS = RESOURCES + "dev/metajit/warm/static-initializers";

  /** Classes of the JIT itself; what speaks to the operating system is set up when asked for. */
  private static final Pattern OF_THE_JIT =
      Pattern.compile(
          "(dev/metajit/(?!agent/|annotations/|backend/memory/|hooks/)|org/objectweb/asm/(?!util/)).*");

  private static final Pattern OFTEN_LOADED = Pattern.compile("(dev/metajit|org/objectweb/asm)/.*");

  /** Has portals itself, whose variables are told by name. */
  private static final String SAMPLE = "dev/metajit/warm/RehearsalLoops.class";

  /** Classes that are loaded before a program is at its portal; they need not be unpacked. */
  private static final Pattern FIRST =
      Pattern.compile(
          "(hooks|known)/.*|dev/metajit/(driver|trace/Kind|agent/(runtime|rewrite)).*"
              + "|org/objectweb/asm/(tree/(analysis/)?)?[A-Z].*");

  private final LocalDateTime time;
  private final String version;
  private final Map<String, byte[]> entries = new TreeMap<>();
  private final Map<String, byte[]> classes = new TreeMap<>();
  private final Set<String> modules = new HashSet<>();

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
    entries.put(INITIALIZERS, text(String.join("\n", classesWithInitializer())));
    entries.put(RESOURCES + NativeModule.PACKAGES, text(String.join("\n", nativePackages())));
    entries.put(RESOURCES + "META-INF/metajit-version", text(version));
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
    files.forEach((name, bytes) -> place(module, name, bytes));
  }

  private void place(String module, String name, byte[] bytes) {
    if (name.startsWith(HOOKS)) {
      classes.put("hooks/" + name, bytes);
    } else if (name.startsWith(LOADER)) {
      entries.put("loader/" + stored(name), bytes);
    } else if (name.startsWith(KNOWN)) {
      classes.put(name.substring(name.indexOf("known/")), bytes);
    } else if (name.equals(AGENT + "Agent.class") || name.startsWith("META-INF/metajit/")) {
      entries.put(name, bytes);
    } else if (LICENSE.matcher(name).matches()) {
      entries.put("licenses/" + module + name.substring(name.indexOf('/')), bytes);
    } else if (name.startsWith(SERVICES) && !module.startsWith("ch.qos.logback")) {
      entries.merge(RESOURCES + name, bytes, JitJar::joined);
    } else if (isWanted(name)) {
      keep(name, bytes);
    }
  }

  private void keep(String name, byte[] bytes) {
    if (!name.endsWith(".class")) {
      entries.put(RESOURCES + name, bytes);
    } else {
      boolean lean = OFTEN_LOADED.matcher(name).matches() && !name.equals(SAMPLE);
      classes.put(name, lean ? LeanClass.of(bytes) : bytes);
    }
  }

  /** Two lists of services. */
  private static byte[] joined(byte[] first, byte[] second) {
    return text(
        new String(first, StandardCharsets.UTF_8)
            + "\n"
            + new String(second, StandardCharsets.UTF_8));
  }

  private Set<String> nativePackages() {
    Set<String> packages = new TreeSet<>();
    for (String file : classes.keySet()) {
      String name = file.replace('/', '.');
      if (JitLoader.isNative(name)) {
        packages.add(file.substring(0, file.lastIndexOf('/')).replace('/', '.'));
      }
    }
    return packages;
  }

  private List<String> classesWithInitializer() {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      if (!entry.getKey().endsWith(".class")) {
        continue;
      }
      ClassReader reader = new ClassReader(entry.getValue());
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

  private static boolean isWanted(String name) {
    return !name.startsWith("META-INF/")
        && !name.startsWith(AGENT + "build/")
        && !name.endsWith("module-info.class")
        && !name.endsWith("package-info.class");
  }

  private static String stored(String name) {
    return name.endsWith(".class") ? name + "data" : name;
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
      write(
          out,
          ClassStore.ENTRY,
          ClassStore.pack(classes, FIRST.asMatchPredicate()),
          ZipEntry.STORED);
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
