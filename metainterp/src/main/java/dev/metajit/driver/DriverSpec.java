package dev.metajit.driver;

import java.util.List;
import java.util.Map;

/**
 * One portal with its greens and reds, as its author described it. An annotation and a driver file
 * give the same model; nothing behind it knows which it was.
 *
 * @param name name in logs and reports
 * @param portalClass internal name of the class, such as {@code org/example/Machine}
 * @param portalMethod name of the method, or {@code null}: the method that calls {@code
 *     Jit.mergePoint()}
 * @param portalDescriptor descriptor of the method, or {@code null}: the class has only one method
 *     of this name
 * @param greens the greens, in order
 * @param reds the reds, in order; empty if they are to be found by liveness
 * @param mergePoint where the merge point is
 * @param printableLocation name of a static method of the portal's class that takes the greens and
 *     returns a {@code String}, or empty
 * @param canNeverInline name of a static method of the portal's class that takes the greens and
 *     returns {@code boolean}, or empty
 * @param parameters options that hold for this driver alone, by option key
 * @param versions versions of the interpreter that this driver is for; empty for any
 * @param origin where the description stands, for messages
 */
public record DriverSpec(
    String name,
    String portalClass,
    String portalMethod,
    String portalDescriptor,
    List<VariableSpec> greens,
    List<VariableSpec> reds,
    MergePointSpec mergePoint,
    String printableLocation,
    String canNeverInline,
    Map<String, String> parameters,
    List<String> versions,
    String origin) {
  /** Makes the collections immutable. */
  public DriverSpec {
    greens = List.copyOf(greens);
    reds = List.copyOf(reds);
    parameters = Map.copyOf(parameters);
    versions = List.copyOf(versions);
  }

  /** This driver's own value of an option, else the one that holds for all. */
  public int intParameter(JitOption option, JitOptions options) {
    String own = parameters.get(option.key());
    return own == null ? options.getInt(option) : (Integer) option.parse(own);
  }

  /** As {@link #intParameter}, of an option that is true or false. */
  public boolean booleanParameter(JitOption option, JitOptions options) {
    String own = parameters.get(option.key());
    return own == null ? options.getBoolean(option) : (Boolean) option.parse(own);
  }
}
