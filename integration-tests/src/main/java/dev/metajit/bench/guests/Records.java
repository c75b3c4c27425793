package dev.metajit.bench.guests;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Generated text: lines of region, product, quantity, price and day, always the same ones. */
final class Records {
  private static final String[] REGIONS = {"north", "south", "east", "west"};

  private Records() {}

  /** The text of this many lines. */
  static String text(int lines) {
    StringBuilder text = new StringBuilder();
    int seed = 99;
    for (int i = 0; i < lines; i++) {
      seed = (seed * 1103 + 12345) % 65537;
      text.append(REGIONS[seed % 4]).append(' ');
      text.append('p').append(seed / 4 % 10).append(' ');
      text.append(seed / 40 % 100).append(' ');
      text.append(seed % 90).append('.').append(seed / 90 % 10).append(' ');
      text.append(i % 365 + 1).append('\n');
    }
    return text.toString();
  }

  /** The text as bytes, made when somebody reads. */
  static InputStream stream(int lines) {
    return new InputStream() {
      private InputStream bytes;

      private InputStream bytes() {
        if (bytes == null) {
          bytes = new ByteArrayInputStream(text(lines).getBytes(StandardCharsets.US_ASCII));
        }
        return bytes;
      }

      @Override
      public int read() throws IOException {
        return bytes().read();
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return bytes().read(buffer, offset, length);
      }
    };
  }
}
