package dev.metajit.warm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackRoomTest {
  private int deepest;
  private boolean roomAtTheEnd = true;

  /** The innermost call that there is stack for asks. */
  @SuppressWarnings("InfiniteRecursion")
  private void descend(int depth) {
    deepest = Math.max(deepest, depth);
    try {
      descend(depth + 1);
    } catch (StackOverflowError e) {
      if (depth == deepest) {
        roomAtTheEnd = StackRoom.isEnough();
      }
    }
  }

  @Test
  void thereIsUntilTheStackIsUsedUp() throws InterruptedException {
    assertThat(StackRoom.isEnough()).isTrue();
    Thread thread = new Thread(null, () -> descend(0), "deep", 1 << 20);
    thread.start();
    thread.join();
    assertThat(roomAtTheEnd).isFalse();
  }
}
