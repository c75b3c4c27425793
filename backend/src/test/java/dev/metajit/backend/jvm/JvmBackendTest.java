package dev.metajit.backend.jvm;

import dev.metajit.backend.Backend;
import dev.metajit.backend.BackendContract;

class JvmBackendTest extends BackendContract {
  @Override
  protected Backend backend() {
    return new JvmBackend();
  }
}
