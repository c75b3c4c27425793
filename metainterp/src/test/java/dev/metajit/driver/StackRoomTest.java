package dev.metajit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackRoomTest {
  private boolean asked;
  private boolean roomAtTheEnd = true;

  /** The innermost call that has stack enough to ask asks. */
  @SuppressWarnings("InfiniteRecursion")
  private void descend() {
    try {
      descend();
    } catch (StackOverflowError e) {
      if (!asked) {
        roomAtTheEnd = StackRoom.isEnough();
        asked = true;
      }
    }
  }

  @Test
  void thereIsUntilTheStackIsUsedUp() throws InterruptedException {
    assertThat(StackRoom.isEnough()).isTrue();
    Thread thread = new Thread(null, this::descend, "deep", 1 << 20);
    thread.start();
    thread.join();
    assertThat(roomAtTheEnd).isFalse();
  }
}
