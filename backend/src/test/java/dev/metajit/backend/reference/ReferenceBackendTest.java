package dev.metajit.backend.reference;

import dev.metajit.backend.Backend;
import dev.metajit.backend.BackendContract;

class ReferenceBackendTest extends BackendContract {
  @Override
  protected Backend backend() {
    return new ReferenceBackend();
  }
}
