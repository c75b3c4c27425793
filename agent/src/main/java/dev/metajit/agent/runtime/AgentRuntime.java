package dev.metajit.agent.runtime;

import dev.metajit.driver.DriverSpec;
import dev.metajit.driver.Hints;
import dev.metajit.driver.JitOption;
import dev.metajit.driver.JitOptions;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Brings the agent up once a class of a portal, or an option, has been seen. */
public final class AgentRuntime implements Function<Object[], Object> {
  /** Called by name. */
  public AgentRuntime() {}

  /**
   * Starts the agent's runtime.
   *
   * @param arguments the JVM's {@code Instrumentation}; the agent's arguments, a {@code String} or
   *     {@code null}; a {@code Set<String>} that receives internal names of classes that driver
   *     files speak of; a {@code List<String[]>}, place and text of the driver files on the class
   *     path
   * @return the transformer of portal classes, or {@code null} if the agent is switched off
   */
  @Override
  @SuppressWarnings("unchecked")
  public ClassFileTransformer apply(Object[] arguments) {
    return start(
        (Instrumentation) arguments[0],
        (String) arguments[1],
        (Set<String>) arguments[2],
        (List<String[]>) arguments[3]);
  }

  private static ClassFileTransformer start(
      Instrumentation instrumentation,
      String arguments,
      Set<String> names,
      List<String[]> driverFiles) {
    HookClasses.define();
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
    for (DriverSpec spec : specs) {
      names.add(spec.portalClass());
    }
    CapturedClassFiles classFiles = new CapturedClassFiles(instrumentation);
    Engine engine = new Engine(options, instrumentation, classFiles, hints);
    return new PortalTransformer(options, specs, hints, classFiles, engine);
  }
}
