package dev.metajit.agent.rewrite;

/** A guest's state that keeps everything private; its neighbours are no nest mates. */
final class HiddenState {
  private int pc;
  private boolean odd;
  private HiddenState next = this;
  private final int[] code = {1, 2, 3, 0};

  int fetch() {
    odd = !odd;
    next = this;
    return code[pc++];
  }

  void restart() {
    pc = 0;
    odd = false;
  }
}
