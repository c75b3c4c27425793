package dev.metajit.metainterp;

/** The text of a {@code ClassCastException}, word for word as HotSpot writes it. */
final class ClassCastMessage {
  private ClassCastMessage() {}

  static String of(Class<?> actual, Class<?> wanted) {
    String from = actual.getName();
    String to = wanted.getName();
    String fromPlace = place(actual);
    String toPlace = place(wanted);
    String where =
        fromPlace.equals(toPlace)
            ? from + " and " + to + " are in " + fromPlace
            : from + " is in " + fromPlace + "; " + to + " is in " + toPlace;
    return "class " + from + " cannot be cast to class " + to + " (" + where + ")";
  }

  private static String place(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    Module module = element.getModule();
    return (module.isNamed() ? "module " + nameOf(module) : "unnamed module")
        + " of loader "
        + nameOf(element.getClassLoader());
  }

  private static String nameOf(Module module) {
    boolean withVersion =
        !module.getName().startsWith("java.") && !module.getName().startsWith("jdk.");
    String version =
        module.getDescriptor() == null || !withVersion
            ? ""
            : module.getDescriptor().rawVersion().map(v -> "@" + v).orElse("");
    return module.getName() + version;
  }

  private static String nameOf(ClassLoader loader) {
    if (loader == null) {
      return "'bootstrap'";
    }
    if (loader == ClassLoader.getPlatformClassLoader()
        || loader == ClassLoader.getSystemClassLoader()) {
      return "'" + loader.getName() + "'";
    }
    String name = loader.getName();
    return (name == null ? loader.getClass().getName() : "'" + name + "'")
        + " @"
        + Integer.toHexString(System.identityHashCode(loader));
  }
}
