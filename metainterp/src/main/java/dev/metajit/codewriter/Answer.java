package dev.metajit.codewriter;

/**
 * What the {@link CodeWriter} says about a method: its code, or why it is not looked into.
 *
 * @param code the code, or {@code null}
 * @param opaqueReason why there is none, in words a user understands, or {@code null}
 */
public record Answer(JitCode code, String opaqueReason) {
  static Answer of(JitCode code) {
    return new Answer(code, null);
  }

  static Answer opaque(String reason) {
    return new Answer(null, reason);
  }

  /** True if the method is called, not looked into. */
  public boolean isOpaque() {
    return code == null;
  }
}
