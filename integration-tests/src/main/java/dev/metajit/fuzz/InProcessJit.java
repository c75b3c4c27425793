package dev.metajit.fuzz;

import dev.metajit.agent.rewrite.PortalRewriter;
import dev.metajit.driver.ClassFileSource;
import dev.metajit.driver.ClassFiles;
import dev.metajit.driver.DriverAnnotations;
import dev.metajit.driver.DriverSpec;
import dev.metajit.driver.Hints;
import dev.metajit.driver.JitEngine;
import dev.metajit.driver.JitOption;
import dev.metajit.driver.JitOptions;
import dev.metajit.driver.MethodCode;
import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalAnalysis;
import dev.metajit.hooks.Hooks;
import dev.metajit.warm.JitRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A JIT for the classes of one loader, without an agent: portals are rewritten as the agent does
 * it, and the hooks belong to the JIT that was made last. The JVM has to be started with the
 * options in {@code integration-tests/fuzz.options}.
 */
final class InProcessJit extends CaseLoader {
  private final JitOptions options;
  private final Hints hints = new Hints();
  private final JitEngine engine;

  /** A loader whose portals are accelerated; see {@link CaseLoader}. */
  InProcessJit(JitSettings settings, Map<String, byte[]> made, Predicate<String> isOwn) {
    super(made, isOwn);
    this.options = settings.options();
    ClassFiles files = type -> bytesOf(type);
    this.engine = JitRuntime.start(options, files, hints);
    Hooks.install(
        engine.handler(), engine.threshold(options), options.getInt(JitOption.FUNCTION_THRESHOLD));
  }

  private byte[] bytesOf(Class<?> type) {
    if (type.getClassLoader() == this) {
      return classFile(type.getName());
    }
    String name = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  byte[] transform(String name, byte[] classFile) {
    hints.readAnnotations(classFile);
    ClassFileSource source = other -> classFile(other.replace('/', '.'));
    byte[] rewritten = classFile;
    for (DriverSpec spec : DriverAnnotations.read(MethodCode.read(classFile))) {
      PortalRewriter rewriter = new PortalRewriter(classFile, true);
      Portal portal = rewriter.planned(PortalAnalysis.analyze(spec, classFile, source));
      int number = engine.register(portal, classFile, this);
      rewritten = rewriter.rewrite(portal.numbered(number), rewritten);
    }
    return rewritten;
  }
}
