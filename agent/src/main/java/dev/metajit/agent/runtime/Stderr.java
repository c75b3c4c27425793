package dev.metajit.agent.runtime;

import java.io.OutputStream;

/** What {@code System.err} is at the moment of writing; never closed. */
final class Stderr extends OutputStream {
  @Override
  public void write(int value) {
    System.err.write(value);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    System.err.write(bytes, offset, length);
  }

  @Override
  public void flush() {
    System.err.flush();
  }
}
