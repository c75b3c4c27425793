package dev.metajit.bench.guests;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** CRC-32 and SHA-256, as the JDK has them. */
final class Hashes {
  private static final int BLOCK = 4096;
  private static final int[] START = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  private Hashes() {}

  static long crc32(int rounds) {
    byte[] data = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      data[i] = (byte) (i * 7 + (i >> 5));
    }
    CRC32 crc = new CRC32();
    for (int i = 0; i < rounds; i++) {
      crc.update(data);
    }
    return crc.getValue();
  }

  static String sha256(int rounds) throws NoSuchAlgorithmException {
    ByteBuffer start = ByteBuffer.allocate(32);
    for (int word : START) {
      start.putInt(word);
    }
    byte[] value = start.array();
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < rounds; i++) {
      value = digest.digest(value);
    }
    return HexFormat.of().formatHex(value);
  }
}
