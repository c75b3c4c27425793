package dev.metajit.it.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Another agent, which gives {@code Redefined.Helpers} other code. */
public final class RedefiningAgent {
  private static final int[] TURNS = {9000, 5000, 4999, 2000};
  private static Instrumentation instrumentation;

  private RedefiningAgent() {}

  /** Is called by the JVM. */
  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  /** Changes the helpers at some turns; has a loop, so that it is called. */
  static void atTurn(int turn) {
    for (int one : TURNS) {
      if (one == turn) {
        redefine(Redefined.Helpers.class, turn);
      }
    }
  }

  /**
   * Gives the class another constant; if that is even, what it calls is another method too.
   *
   * @param constant instead of {@code Helpers.START}
   */
  static synchronized void redefine(Class<?> type, long constant) {
    try (InputStream in = type.getResourceAsStream("Redefined$Helpers.class")) {
      byte[] classFile = in.readAllBytes();
      replace(classFile, bytes(Redefined.Helpers.START), bytes(constant));
      if (constant % 2 == 0) {
        replace(classFile, utf8("nothing"), utf8("raising"));
      }
      instrumentation.redefineClasses(new ClassDefinition(type, classFile));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException | UnmodifiableClassException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void replace(byte[] in, byte[] what, byte[] by) {
    for (int i = 0; i + what.length <= in.length; i++) {
      if (Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
        System.arraycopy(by, 0, in, i, by.length);
      }
    }
  }
}
