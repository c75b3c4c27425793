package dev.metajit.backend.x64;

import dev.metajit.backend.Backend;
import dev.metajit.backend.BackendContract;
import dev.metajit.trace.Op;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Without the instructions that came after the first x86-64 CPUs, and without heap access. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class X64OldCpuTest extends BackendContract {
  private static final X64Backend BACKEND =
      X64Backend.create(
              new X64Backend.Settings(64L << 20, X64Backend.Heap.OFF, true, false, "old-cpu"))
          .backend();

  @Override
  protected Backend backend() {
    return BACKEND;
  }

  @Override
  protected boolean usesInRandomTraces(Op op) {
    return BACKEND.rules().supports(op) && op != Op.REF_EQ && op != Op.REF_NE;
  }
}
