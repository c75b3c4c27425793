package dev.metajit.demo.rv32;

import java.io.PrintStream;
import java.math.BigInteger;

/** The guest program {@code sha256} in Java. */
final class Sha256Limit {
  private static final int[] START = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  private static final int[] CONSTANTS = constants();

  private Sha256Limit() {}

  static void run(int rounds, PrintStream out) {
    byte[] digest = sha256(new byte[0]);
    show(digest, out);
    digest = sha256(new byte[] {'a', 'b', 'c'});
    show(digest, out);
    for (int round = 0; round < rounds; round++) {
      digest = sha256(digest);
    }
    show(digest, out);
  }

  private static int[] constants() {
    int[] constants = new int[64];
    BigInteger prime = BigInteger.ONE;
    for (int i = 0; i < 64; i++) {
      prime = prime.nextProbablePrime();
      constants[i] = cubeRootFraction(prime);
    }
    return constants;
  }

  /** The first 32 binary places of the cube root, by search. */
  private static int cubeRootFraction(BigInteger prime) {
    BigInteger scaled = prime.shiftLeft(96);
    BigInteger root = BigInteger.ZERO;
    for (int bit = 36; bit >= 0; bit--) {
      BigInteger larger = root.setBit(bit);
      if (larger.pow(3).compareTo(scaled) <= 0) {
        root = larger;
      }
    }
    return root.intValue();
  }

  private static byte[] sha256(byte[] data) {
    byte[] padded = new byte[64];
    System.arraycopy(data, 0, padded, 0, data.length);
    padded[data.length] = (byte) 0x80;
    padded[62] = (byte) (data.length >> 5);
    padded[63] = (byte) (data.length << 3);
    int[] state = START.clone();
    block(state, padded);
    byte[] digest = new byte[32];
    for (int i = 0; i < 32; i++) {
      digest[i] = (byte) (state[i / 4] >>> (24 - i % 4 * 8));
    }
    return digest;
  }

  private static void block(int[] state, byte[] data) {
    int[] w = schedule(data);
    int[] v = state.clone();
    for (int i = 0; i < 64; i++) {
      int s1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25);
      int choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
      int first = v[7] + s1 + choice + CONSTANTS[i] + w[i];
      int s0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22);
      int second = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
      v[7] = v[6];
      v[6] = v[5];
      v[5] = v[4];
      v[4] = v[3] + first;
      v[3] = v[2];
      v[2] = v[1];
      v[1] = v[0];
      v[0] = first + second;
    }
    for (int i = 0; i < 8; i++) {
      state[i] += v[i];
    }
  }

  private static int[] schedule(byte[] data) {
    int[] w = new int[64];
    for (int i = 0; i < 64; i++) {
      w[i / 4] = i % 4 == 0 ? data[i] & 0xff : w[i / 4] << 8 | data[i] & 0xff;
    }
    for (int i = 16; i < 64; i++) {
      int s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >>> 3;
      int s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >>> 10;
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    return w;
  }

  private static int rotate(int value, int count) {
    return Integer.rotateRight(value, count);
  }

  private static void show(byte[] digest, PrintStream out) {
    for (byte b : digest) {
      out.printf("%02x", b);
    }
    out.print("\n");
  }
}
