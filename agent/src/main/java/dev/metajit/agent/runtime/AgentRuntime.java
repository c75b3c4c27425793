package dev.metajit.agent.runtime;

import dev.metajit.driver.DriverSpec;
import dev.metajit.driver.Hints;
import dev.metajit.driver.JitOption;
import dev.metajit.driver.JitOptions;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Set;

/** Brings the agent up once a class of a portal, or an option, has been seen. */
public final class AgentRuntime {
  private AgentRuntime() {}

  /**
   * Starts the agent's runtime. Called by name.
   *
   * @param instrumentation the JVM's
   * @param arguments the agent's arguments, or {@code null}
   * @param names receives internal names of classes that driver files speak of
   * @param driverFiles place and text of the driver files on the class path
   * @return the transformer of portal classes, or {@code null} if the agent is switched off
   */
  public static ClassFileTransformer start(
      Instrumentation instrumentation,
      String arguments,
      Set<String> names,
      List<String[]> driverFiles) {
    JitOptions options = JitOptions.load(arguments, Console::warn);
    if (!options.getBoolean(JitOption.ENABLED)
        || options.getString(JitOption.BACKEND).equals("off")) {
      names.clear();
      return null;
    }
    Logging.configure(options.log());
    Hints hints = new Hints();
    List<DriverSpec> specs =
        new DriverSources(hints, driverFiles).read(options.getList(JitOption.DRIVERS));
    names.clear();
    specs.forEach(spec -> names.add(spec.portalClass()));
    CapturedClassFiles classFiles = new CapturedClassFiles(instrumentation);
    Engine engine = new Engine(options, classFiles, hints);
    return new PortalTransformer(options, specs, hints, classFiles, engine);
  }
}
