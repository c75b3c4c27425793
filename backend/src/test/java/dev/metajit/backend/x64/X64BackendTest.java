package dev.metajit.backend.x64;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.backend.Backend;
import dev.metajit.backend.BackendContract;
import dev.metajit.trace.Op;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class X64BackendTest extends BackendContract {
  private static final X64Backend BACKEND = create();

  private static X64Backend create() {
    X64Backend.Settings settings =
        new X64Backend.Settings(64L << 20, X64Backend.Heap.AUTO, true, true, null);
    X64Backend.Result result = X64Backend.create(settings);
    assertThat(result.reason()).isNull();
    return result.backend();
  }

  @Override
  protected Backend backend() {
    return BACKEND;
  }

  @Override
  protected boolean usesInRandomTraces(Op op) {
    boolean comparesReferences = op == Op.REF_EQ || op == Op.REF_NE;
    boolean supported = BACKEND.rules().supports(op) && op != Op.INSTANCE_OF;
    return supported && (!comparesReferences || BACKEND.heapAccess() == null);
  }
}
