package dev.metajit.agent.runtime;

import java.security.CodeSource;
import java.security.ProtectionDomain;

/** The version in the name of the jar that a class comes from. */
final class JarVersion {
  private static final String JAR = ".jar";

  private JarVersion() {}

  /** The version, or {@code null} if it cannot be told. */
  static String of(ProtectionDomain domain) {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    return source == null || source.getLocation() == null
        ? null
        : inName(source.getLocation().getPath());
  }

  /** What stands between the first {@code -} before a digit and the name's end. */
  private static String inName(String path) {
    String jar = path.endsWith("!/") ? path.substring(0, path.length() - 2) : path;
    if (!jar.endsWith(JAR)) {
      return null;
    }
    int start = Math.max(jar.lastIndexOf('/'), jar.lastIndexOf('!')) + 1;
    int end = jar.length() - JAR.length();
    for (int i = start; i + 1 < end; i++) {
      if (jar.charAt(i) == '-' && Character.isDigit(jar.charAt(i + 1))) {
        return jar.substring(i + 1, end);
      }
    }
    return null;
  }
}
