package dev.metajit.backend.jvm;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.TraceClassVisitor;

/** Class files as text. */
final class Listing {
  private Listing() {}

  /** The instructions of all methods. */
  static String of(byte[] classFile) {
    StringWriter text = new StringWriter();
    int skipped = ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG;
    new ClassReader(classFile).accept(new TraceClassVisitor(new PrintWriter(text)), skipped);
    return text.toString();
  }
}
