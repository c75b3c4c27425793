package dev.metajit.trace;

/**
 * The start of a loop trace, as the target of jumps. The state that the loop's optimization relied
 * on, and the compiled code, are hung here by the optimizer and the backend.
 */
public final class TargetToken implements Descr {
  private final String name;
  private volatile Object loopState;
  private volatile Object source;
  private volatile boolean guessing;
  private volatile Object compiled;

  public TargetToken(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** What the optimizer assumed at the loop's start; its own class. */
  public Object loopState() {
    return loopState;
  }

  public void setLoopState(Object state) {
    loopState = state;
  }

  /**
   * What the optimizer makes other ways into the loop of; its own class. Null if there are none.
   */
  public Object source() {
    return source;
  }

  public void setSource(Object loopSource) {
    source = loopSource;
  }

  /**
   * True if the loop counts on a guess of the optimizer, which those who jump here have to check.
   */
  public boolean isGuessing() {
    return guessing;
  }

  public void setGuessing() {
    guessing = true;
  }

  /** The compiled trace that starts here ({@code CompiledTrace} of the backend), or null. */
  public Object compiled() {
    return compiled;
  }

  public void setCompiled(Object code) {
    compiled = code;
  }

  @Override
  public String text() {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }
}
