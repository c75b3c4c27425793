package dev.metajit.agent.runtime;

import dev.metajit.agent.loader.JitLoader;
import dev.metajit.agent.rewrite.PortalRewriter;
import dev.metajit.agent.rewrite.RewriteException;
import dev.metajit.driver.ClassFileSource;
import dev.metajit.driver.DriverAnnotations;
import dev.metajit.driver.DriverException;
import dev.metajit.driver.DriverSpec;
import dev.metajit.driver.Hints;
import dev.metajit.driver.JitOption;
import dev.metajit.driver.JitOptions;
import dev.metajit.driver.Loggers;
import dev.metajit.driver.MethodCode;
import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalAnalysis;
import dev.metajit.driver.PortalVariable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.objectweb.asm.tree.ClassNode;
import org.slf4j.Logger;

/**
 * Rewrites the classes of portals as they are loaded. Whatever goes wrong, the class is then left
 * as it was.
 */
final class PortalTransformer implements ClassFileTransformer, Runnable {
  /** A class with portals that is always there. */
  private static final String SAMPLE = "dev/metajit/warm/RehearsalLoops.class";

  /** Its own class, so that Logback is not started for nothing. */
  private static final class Log {
    static final Logger DRIVER = Loggers.of("driver");
  }

  private final JitOptions options;
  private final boolean isLogged;
  private final List<DriverSpec> specs;
  private final Hints hints;
  private final CapturedClassFiles classFiles;
  private final Engine engine;

  /** The program has come to a portal. */
  private volatile boolean portalComes;

  /** What was done before the program came to its portal, or {@code null}. */
  private Ahead ahead;

  /** What was done to each class, so that another agent's retransformation gives the same again. */
  private final Map<ClassLoader, Map<String, Rewriting>> done = new WeakHashMap<>();

  PortalTransformer(
      JitOptions options,
      List<DriverSpec> specs,
      Hints hints,
      CapturedClassFiles classFiles,
      Engine engine) {
    this.options = options;
    this.isLogged = options.log().sections().contains("driver");
    this.specs = specs;
    this.hints = hints;
    this.classFiles = classFiles;
    this.engine = engine;
  }

  /**
   * Done beside the program: rewrites the portal that it will come to; if that cannot be told, a
   * sample, so that all it takes is loaded then. Nothing of it if the program is there already.
   */
  @Override
  public void run() {
    try (ClassPath path = new ClassPath()) {
      engine.prepare();
      DriverSpec expected = portalComes ? null : ExpectedPortal.among(specs, path);
      if (expected != null && (isLogged || !KnownPortals.isThereFor(expected))) {
        rewriteAhead(expected, path);
      } else if (expected == null
          && !portalComes
          && getClass().getClassLoader() instanceof JitLoader loader) {
        rehearse(loader.classFile(SAMPLE));
      }
    } catch (RuntimeException | ReflectiveOperationException | IOException | LinkageError e) {
      // The program's portal will meet the same, and say so.
    }
  }

  private synchronized void rewriteAhead(DriverSpec spec, ClassPath path) {
    byte[] classFile = portalComes ? null : path.find(spec.portalClass());
    if (classFile != null) {
      PortalRewriter rewriter = new PortalRewriter(classFile, true);
      ClassFileSource source = source(ClassPath.loader(), spec.portalClass(), classFile, path);
      ClassNode node = MethodCode.read(classFile);
      Portal planned = rewriter.planned(PortalAnalysis.analyze(spec, node, source));
      byte[] rewritten = rewriter.rewrite(planned.numbered(0), classFile);
      ahead = new Ahead(classFile, node, planned, rewritten);
    }
  }

  /** A portal of a class on the class path, planned, and rewritten as the first of the process. */
  private record Ahead(byte[] classFile, ClassNode node, Portal planned, byte[] rewritten) {
    boolean isFor(ClassLoader loader, byte[] loaded) {
      return loader == ClassPath.loader() && Arrays.equals(classFile, loaded);
    }
  }

  private static void rehearse(byte[] sample) {
    ClassNode node = MethodCode.read(sample);
    for (DriverSpec spec : DriverAnnotations.read(node)) {
      Portal portal = PortalAnalysis.analyze(spec, node, name -> null);
      PortalRewriter rewriter = new PortalRewriter(sample, true);
      rewriter.rewrite(rewriter.planned(portal).numbered(0), sample);
    }
  }

  private record Rewriting(byte[] original, byte[] rewritten, boolean methodsAdded) {}

  /**
   * Of a class that is redefined, the engine is told without any lock of ours held.
   *
   * @param className null if the class has no portal
   */
  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String className,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (redefined != null && !CapturedClassFiles.isCapturing()) {
      engine.redefined(redefined);
    }
    return className == null ? null : rewritten(loader, className, redefined, domain, classFile);
  }

  private synchronized byte[] rewritten(
      ClassLoader loader,
      String className,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    try {
      Rewriting before = done.getOrDefault(loader, Map.of()).get(className);
      if (redefined != null && before != null && Arrays.equals(before.original, classFile)) {
        return before.rewritten;
      }
      boolean mayAdd = redefined == null || before != null && before.methodsAdded;
      return rewrite(loader, className, domain, classFile, mayAdd);
    } catch (DriverException | RewriteException e) {
      Console.warn(e.getMessage());
    } catch (Throwable e) {
      Console.warn(className.replace('/', '.') + " is left as it is: " + e);
      if (isLogged) {
        Log.DRIVER.debug("rewriting {} failed", className, e);
      }
    }
    return null;
  }

  private byte[] rewrite(
      ClassLoader loader,
      String className,
      ProtectionDomain domain,
      byte[] classFile,
      boolean mayAddMethods)
      throws ReflectiveOperationException, IOException {
    byte[] known = mayAddMethods ? rewriteKnown(loader, className, domain, classFile) : null;
    if (known != null) {
      return keep(loader, className, classFile, known, true);
    }
    Ahead early = ahead != null && ahead.isFor(loader, classFile) ? ahead : null;
    ClassNode node = early == null ? MethodCode.read(classFile) : early.node;
    byte[] rewritten = classFile;
    List<DriverSpec> found = specsOf(node, domain);
    if (!found.isEmpty()) {
      portalComes = true;
      ahead = null;
      engine.expectPortal();
    }
    for (DriverSpec spec : found) {
      try {
        PortalRewriter rewriter = new PortalRewriter(classFile, mayAddMethods);
        boolean isDone = mayAddMethods && early != null && early.planned.spec() == spec;
        Portal planned =
            isDone ? early.planned : rewriter.planned(analyze(spec, node, loader, classFile));
        Portal portal = planned.numbered(engine.register(planned, classFile, loader));
        rewritten =
            isDone && portal.number() == 0 && rewritten == classFile
                ? early.rewritten
                : rewriter.rewrite(portal, rewritten);
        if (isLogged) {
          logPortal(portal);
        }
      } catch (DriverException e) {
        Console.warn(e.getMessage());
        hints.forget(spec.origin());
      } catch (RewriteException e) {
        Console.warn(spec.origin() + ": " + e.getMessage());
      }
    }
    return rewritten == classFile
        ? null
        : keep(loader, className, classFile, rewritten, mayAddMethods);
  }

  private byte[] keep(
      ClassLoader loader,
      String className,
      byte[] classFile,
      byte[] rewritten,
      boolean methodsAdded)
      throws IOException {
    classFiles.keep(loader, className, classFile);
    done.computeIfAbsent(loader, l -> new HashMap<>())
        .put(className, new Rewriting(classFile, rewritten, methodsAdded));
    dump(className, rewritten);
    return rewritten;
  }

  /**
   * Rewrites a class that was there when the agent was built, without looking into it: a program
   * that is over at once is to pay little. Only for the first portal of the process.
   *
   * @return {@code null} if it is not such a class
   */
  private byte[] rewriteKnown(
      ClassLoader loader, String className, ProtectionDomain domain, byte[] classFile)
      throws ReflectiveOperationException, IOException {
    DriverSpec spec = isLogged ? null : onlySpecOf(className);
    byte[] known = spec == null ? null : KnownPortals.rewritten(spec, classFile);
    if (known == null || !fitsVersion(spec, JarVersion.of(domain))) {
      return null; // what is wrong is said where the class is looked into
    }
    WeakReference<ClassLoader> weakLoader = new WeakReference<>(loader);
    Supplier<Portal> portal = () -> analyzeKnown(spec, weakLoader.get(), classFile);
    if (!engine.registerFirst(portal, classFile, loader)) {
      return null;
    }
    portalComes = true;
    ahead = null;
    return known;
  }

  /** The driver of this class, if there is one and no other; annotations are not looked for. */
  private DriverSpec onlySpecOf(String className) {
    DriverSpec only = null;
    for (DriverSpec spec : specs) {
      if (spec.portalClass().equals(className)) {
        if (only != null) {
          return null;
        }
        only = spec;
      }
    }
    return only;
  }

  private static Portal analyzeKnown(DriverSpec spec, ClassLoader loader, byte[] classFile) {
    try {
      Portal portal = analyze(spec, MethodCode.read(classFile), loader, classFile);
      return new PortalRewriter(classFile, true).planned(portal);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void logPortal(Portal portal) {
    Log.DRIVER.info(
        "portal {}: {} ({}), greens {}, reds {}",
        portal.number(),
        portal,
        portal.spec().origin(),
        names(portal.greens()),
        names(portal.reds()));
  }

  private static List<String> names(List<PortalVariable> variables) {
    return variables.stream().map(v -> v.name() + ":" + v.typeDescriptor()).toList();
  }

  private List<DriverSpec> specsOf(ClassNode node, ProtectionDomain domain) {
    List<DriverSpec> found = new ArrayList<>(DriverAnnotations.read(node));
    for (DriverSpec spec : specs) {
      if (spec.portalClass().equals(node.name) && isForVersion(spec, domain)) {
        found.add(spec);
      }
    }
    return found;
  }

  private static boolean fitsVersion(DriverSpec spec, String version) {
    return spec.versions().isEmpty() || version == null || spec.versions().contains(version);
  }

  private boolean isForVersion(DriverSpec spec, ProtectionDomain domain) {
    String version = JarVersion.of(domain);
    boolean fits = fitsVersion(spec, version);
    if (!fits) {
      hints.forget(spec.origin());
      Console.warn(
          spec.origin()
              + ": driver '"
              + spec.name()
              + "' is for version "
              + String.join(" or ", spec.versions())
              + ", but this is "
              + version
              + "; it is not used");
    }
    return fits;
  }

  private static Portal analyze(
      DriverSpec spec, ClassNode node, ClassLoader loader, byte[] classFile) throws IOException {
    try (ClassPath path = new ClassPath()) {
      return PortalAnalysis.analyze(spec, node, source(loader, node.name, classFile, path));
    }
  }

  /** Class files as this loader would find them; nothing is loaded. */
  private static ClassFileSource source(
      ClassLoader loader, String className, byte[] classFile, ClassPath path) {
    return name -> {
      if (name.equals(className)) {
        return classFile;
      }
      try {
        byte[] found = loader == ClassPath.loader() ? path.find(name) : null;
        return found == null && loader != null ? resource(loader, name) : found;
      } catch (IOException e) {
        return null;
      }
    };
  }

  private static byte[] resource(ClassLoader loader, String name) throws IOException {
    try (InputStream in = loader.getResourceAsStream(name + ".class")) {
      return in == null ? null : in.readAllBytes();
    }
  }

  private void dump(String className, byte[] written) throws IOException {
    String directory = options.getString(JitOption.DUMP);
    if (!directory.isEmpty()) {
      Path file = Path.of(directory, className + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, written);
    }
  }
}
