package dev.metajit.agent.runtime;

import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version in the name of the jar that a class comes from. */
final class JarVersion {
  private static final Pattern NAME = Pattern.compile("-(\\d[^/!]*?)\\.jar(!/)?$");

  private JarVersion() {}

  /** The version, or {@code null} if it cannot be told. */
  static String of(ProtectionDomain domain) {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    if (source == null || source.getLocation() == null) {
      return null;
    }
    Matcher matcher = NAME.matcher(source.getLocation().getPath());
    return matcher.find() ? matcher.group(1) : null;
  }
}
