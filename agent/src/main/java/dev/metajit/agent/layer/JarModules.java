package dev.metajit.agent.layer;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The modules inside {@code jit.jar}: {@code modules/index} lists them with their packages and
 * services, {@code modules/name/} holds their resources, {@link ClassStore} their class files. They
 * are open modules that read each other, and no module of the application.
 */
final class JarModules implements ModuleFinder {
  private static final List<String> JDK_MODULES =
      List.of(
          "java.base",
          "java.instrument",
          "java.logging",
          "java.management",
          "java.naming",
          "java.xml",
          "java.desktop",
          "jdk.jfr",
          "jdk.unsupported");

  private final JarFile jar;
  private final ClassStore classes;
  private final Map<String, ModuleReference> references = new LinkedHashMap<>();

  JarModules(JarFile jar) throws IOException {
    this.jar = jar;
    this.classes = new ClassStore(new File(jar.getName()));
    List<IndexedModule> modules = readIndex();
    for (IndexedModule module : modules) {
      references.put(module.name, new Reference(module.descriptor(modules), uriOf(module.name)));
    }
  }

  /** Defines the layer, with one loader that delegates to this parent. */
  ModuleLayer define(ClassLoader parent) {
    ModuleLayer boot = ModuleLayer.boot();
    Configuration configuration =
        boot.configuration().resolve(this, ModuleFinder.of(), references.keySet());
    ModuleLayer.Controller controller =
        ModuleLayer.defineModulesWithOneLoader(configuration, List.of(boot), parent);
    Set<Module> modules = controller.layer().modules();
    for (Module reader : modules) {
      for (Module read : modules) {
        controller.addReads(reader, read);
      }
    }
    return controller.layer();
  }

  @Override
  public Optional<ModuleReference> find(String name) {
    return Optional.ofNullable(references.get(name));
  }

  @Override
  public Set<ModuleReference> findAll() {
    return Set.copyOf(references.values());
  }

  private String prefix(String module) {
    return "modules/" + module + "/";
  }

  private URI uriOf(String module) {
    return URI.create("jar:" + new File(jar.getName()).toURI() + "!/" + prefix(module));
  }

  private List<IndexedModule> readIndex() throws IOException {
    List<IndexedModule> modules = new ArrayList<>();
    InputStream in = jar.getInputStream(jar.getEntry("modules/index"));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] words = line.split(" ");
        switch (words[0]) {
          case "module" -> modules.add(new IndexedModule(words[1]));
          case "package" -> modules.get(modules.size() - 1).packages.add(words[1]);
          case "provides" -> modules.get(modules.size() - 1).provide(words[1], words[2]);
          default -> throw new IOException("modules/index: " + line);
        }
      }
    }
    return modules;
  }

  private static final class IndexedModule {
    final String name;
    final Set<String> packages = new HashSet<>();
    final Map<String, List<String>> provides = new HashMap<>();

    IndexedModule(String name) {
      this.name = name;
    }

    void provide(String service, String implementation) {
      provides.computeIfAbsent(service, s -> new ArrayList<>()).add(implementation);
    }

    /**
     * A module uses the services of its own packages, and requires the modules whose services it
     * provides.
     */
    ModuleDescriptor descriptor(List<IndexedModule> all) {
      ModuleDescriptor.Builder builder = ModuleDescriptor.newOpenModule(name);
      builder.packages(packages);
      packages.forEach(builder::exports);
      provides.forEach(builder::provides);
      Set<String> required = new HashSet<>();
      for (IndexedModule other : all) {
        for (String service : other.provides.keySet()) {
          if (owns(service)) {
            builder.uses(service);
          }
        }
        if (other != this && provides.keySet().stream().anyMatch(other::owns)) {
          required.add(other.name);
        }
      }
      required.forEach(builder::requires);
      for (String jdkModule : JDK_MODULES) {
        if (ModuleLayer.boot().findModule(jdkModule).isPresent()) {
          builder.requires(jdkModule);
        }
      }
      return builder.build();
    }

    private boolean owns(String service) {
      return packages.contains(service.substring(0, service.lastIndexOf('.')));
    }
  }

  private final class Reference extends ModuleReference {
    Reference(ModuleDescriptor descriptor, URI location) {
      super(descriptor, location);
    }

    @Override
    public ModuleReader open() {
      return new Reader(descriptor().name());
    }
  }

  private final class Reader implements ModuleReader {
    private final String module;

    Reader(String module) {
      this.module = module;
    }

    @Override
    public Optional<URI> find(String name) {
      return jar.getEntry(prefix(module) + name) == null
          ? Optional.empty()
          : Optional.of(URI.create(uriOf(module) + name));
    }

    @Override
    public Optional<InputStream> open(String name) throws IOException {
      if (name.endsWith(".class")) {
        byte[] bytes = classes.get(name);
        return bytes == null ? Optional.empty() : Optional.of(new ByteArrayInputStream(bytes));
      }
      ZipEntry entry = jar.getEntry(prefix(module) + name);
      return entry == null ? Optional.empty() : Optional.of(jar.getInputStream(entry));
    }

    @Override
    public Optional<ByteBuffer> read(String name) throws IOException {
      if (!name.endsWith(".class")) {
        return ModuleReader.super.read(name);
      }
      byte[] bytes = classes.get(name);
      return bytes == null ? Optional.empty() : Optional.of(ByteBuffer.wrap(bytes));
    }

    @Override
    public void release(ByteBuffer buffer) {}

    /** The resources; classes are not listed. */
    @Override
    public Stream<String> list() {
      String prefix = prefix(module);
      return jar.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith(prefix))
          .map(name -> name.substring(prefix.length()));
    }

    @Override
    public void close() {}
  }
}
