package dev.metajit.agent.rewrite;

/** A guest's state that keeps everything private; its neighbours are no nest mates. */
final class HiddenState {
  private final int start;
  private int pc;
  private boolean odd;
  private HiddenState next = this;
  private final int[] code = {1, 2, 3, 0};

  /**
   * @param start of the code
   */
  HiddenState(int start) {
    this.start = start;
  }

  int fetch() {
    odd = !odd;
    next = this;
    return code[pc++ - start];
  }

  void restart() {
    pc = start;
    odd = false;
  }
}
