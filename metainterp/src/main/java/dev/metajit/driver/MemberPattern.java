package dev.metajit.driver;

/**
 * A class, or members of classes, as a driver file writes them: {@code org.example.Frame}, {@code
 * org.example.Frame.pc}, {@code org.example.Frame.push(I)V}. A {@code *} stands for any part of one
 * name, {@code **} for any number of packages.
 *
 * @param owner matches internal class names
 * @param member matches member names, or {@code null}: the pattern names whole classes
 * @param descriptor a method's descriptor, or {@code null}: all overloads
 */
record MemberPattern(String owner, String member, String descriptor) {
  /** A pattern for members of classes: the last name is the member's. */
  static MemberPattern ofMember(String text) {
    int parenthesis = text.indexOf('(');
    String names = parenthesis < 0 ? text : text.substring(0, parenthesis);
    int dot = names.lastIndexOf('.');
    if (dot <= 0 || dot == names.length() - 1) {
      throw new DriverException("'" + text + "' names no member; write package.Class.member");
    }
    return new MemberPattern(
        names.substring(0, dot).replace('.', '/'),
        names.substring(dot + 1),
        parenthesis < 0 ? null : text.substring(parenthesis));
  }

  /** A pattern for whole classes. */
  static MemberPattern ofClass(String text) {
    if (text.indexOf('(') >= 0) {
      throw new DriverException("'" + text + "' is a method; write package.Class");
    }
    return new MemberPattern(text.replace('.', '/'), null, null);
  }

  boolean matchesClass(String internalName) {
    return matches(owner, 0, internalName, 0);
  }

  boolean matches(String internalName, String name, String desc) {
    return matchesClass(internalName)
        && (member == null || matches(member, 0, name, 0))
        && (descriptor == null || descriptor.equals(desc));
  }

  /** Whether the rest of a name fits the rest of a pattern. (A regular expression costs more.) */
  private static boolean matches(String pattern, int from, String name, int start) {
    int star = pattern.indexOf('*', from);
    int literal = (star < 0 ? pattern.length() : star) - from;
    if (!pattern.regionMatches(from, name, start, literal)) {
      return false;
    }
    int at = start + literal;
    if (star < 0) {
      return at == name.length();
    }
    boolean deep = pattern.startsWith("**", star);
    int rest = star + (deep ? 2 : 1);
    while (!matches(pattern, rest, name, at)) {
      if (at == name.length() || !deep && name.charAt(at) == '/') {
        return false;
      }
      at++;
    }
    return true;
  }
}
