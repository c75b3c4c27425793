package dev.metajit.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassDeltaTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 300, 100_000})
  void anyFileComesBack(int size) {
    Random random = new Random(size);
    for (int i = 0; i < 20; i++) {
      byte[] old = bytes(random, random.nextInt(size + 1));
      byte[] made = mixed(random, old, size);

      assertThat(ClassDelta.apply(ClassDelta.between(old, made), old)).isEqualTo(made);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 4000})
  void anotherFileIsRefused(int size) {
    Random random = new Random(size);
    byte[] old = bytes(random, size);
    byte[] delta = ClassDelta.between(old, mixed(random, old, size));
    byte[] other = old.clone();
    other[random.nextInt(size)] ^= 4;

    assertThat(ClassDelta.apply(delta, other)).isNull();
    assertThat(ClassDelta.apply(delta, Arrays.copyOf(old, size + 1))).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 8, 16, 20, 25})
  void aDamagedDeltaIsRefused(int at) {
    byte[] old = bytes(new Random(1), 400);
    byte[] delta = ClassDelta.between(old, mixed(new Random(2), old, 900));
    delta[at] ^= at == 8 ? 0x80 : 1;

    assertThat(ClassDelta.apply(delta, old)).isNull();
    assertThat(ClassDelta.apply(Arrays.copyOf(delta, at), old)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 50_000})
  void whatIsInTheOldFileIsNotRepeated(int size) {
    byte[] old = bytes(new Random(size), size);
    byte[] made = Arrays.copyOf(old, size + 3);

    assertThat(ClassDelta.between(old, made)).hasSizeLessThan(40);
  }

  private static byte[] bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Ranges of the old file and new bytes. */
  private static byte[] mixed(Random random, byte[] old, int size) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (out.size() < size) {
      int from = random.nextInt(old.length + 1);
      out.write(old, from, random.nextInt(old.length - from + 1));
      out.writeBytes(bytes(random, random.nextInt(12)));
    }
    return out.toByteArray();
  }
}
