package dev.metajit.driver;

import java.util.regex.Pattern;

/**
 * A class, or members of classes, as a driver file writes them: {@code org.example.Frame}, {@code
 * org.example.Frame.pc}, {@code org.example.Frame.push(I)V}. A {@code *} stands for any part of one
 * name, {@code **} for any number of packages.
 *
 * @param owner matches internal class names
 * @param member matches member names, or {@code null}: the pattern names whole classes
 * @param descriptor a method's descriptor, or {@code null}: all overloads
 */
record MemberPattern(Pattern owner, Pattern member, String descriptor) {
  /** A pattern for members of classes: the last name is the member's. */
  static MemberPattern ofMember(String text) {
    int parenthesis = text.indexOf('(');
    String names = parenthesis < 0 ? text : text.substring(0, parenthesis);
    int dot = names.lastIndexOf('.');
    if (dot <= 0 || dot == names.length() - 1) {
      throw new DriverException("'" + text + "' names no member; write package.Class.member");
    }
    return new MemberPattern(
        glob(names.substring(0, dot).replace('.', '/')),
        glob(names.substring(dot + 1)),
        parenthesis < 0 ? null : text.substring(parenthesis));
  }

  /** A pattern for whole classes. */
  static MemberPattern ofClass(String text) {
    if (text.indexOf('(') >= 0) {
      throw new DriverException("'" + text + "' is a method; write package.Class");
    }
    return new MemberPattern(glob(text.replace('.', '/')), null, null);
  }

  private static Pattern glob(String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '*') {
        regex.append(Pattern.quote(String.valueOf(c)));
      } else if (i + 1 < text.length() && text.charAt(i + 1) == '*') {
        regex.append(".*");
        i++;
      } else {
        regex.append("[^/]*");
      }
    }
    return Pattern.compile(regex.toString());
  }

  boolean matchesClass(String internalName) {
    return owner.matcher(internalName).matches();
  }

  boolean matches(String internalName, String name, String desc) {
    return matchesClass(internalName)
        && (member == null || member.matcher(name).matches())
        && (descriptor == null || descriptor.equals(desc));
  }
}
