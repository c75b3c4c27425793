package dev.metajit.demo.forth;

import java.util.Map;

/** Words that read, write and reserve data space. */
final class MemoryWords {
  private MemoryWords() {}

  static void define(Map<String, Word> words) {
    words.put("@", new Fetch());
    words.put("!", new Store());
    words.put("+!", new AddTo());
    words.put("c@", new FetchByte());
    words.put("c!", new StoreByte());
    words.put("2@", new FetchTwo());
    words.put("2!", new StoreTwo());
    words.put("here", new Here());
    words.put("allot", new Allot());
    words.put("align", new Align());
    words.put(",", new Append());
    words.put("c,", new AppendByte());
    words.put("fill", new Fill());
    words.put("erase", new Erase());
    words.put("move", new Move());
    words.put("count", new Count());
  }

  private static final class Fetch extends Word {
    @Override
    void execute(Vm vm) {
      vm.push(vm.memory.fetch(vm.pop()));
    }
  }

  private static final class Store extends Word {
    @Override
    void execute(Vm vm) {
      long address = vm.pop();
      vm.memory.store(address, vm.pop());
    }
  }

  private static final class AddTo extends Word {
    @Override
    void execute(Vm vm) {
      long address = vm.pop();
      vm.memory.store(address, vm.memory.fetch(address) + vm.pop());
    }
  }

  private static final class FetchByte extends Word {
    @Override
    void execute(Vm vm) {
      vm.push(vm.memory.fetchByte(vm.pop()));
    }
  }

  private static final class StoreByte extends Word {
    @Override
    void execute(Vm vm) {
      long address = vm.pop();
      vm.memory.storeByte(address, vm.pop());
    }
  }

  private static final class FetchTwo extends Word {
    @Override
    void execute(Vm vm) {
      long address = vm.pop();
      vm.push(vm.memory.fetch(address + Memory.CELL_BYTES));
      vm.push(vm.memory.fetch(address));
    }
  }

  private static final class StoreTwo extends Word {
    @Override
    void execute(Vm vm) {
      long address = vm.pop();
      vm.memory.store(address, vm.pop());
      vm.memory.store(address + Memory.CELL_BYTES, vm.pop());
    }
  }

  private static final class Here extends Word {
    @Override
    void execute(Vm vm) {
      vm.push(vm.memory.here());
    }
  }

  private static final class Allot extends Word {
    @Override
    void execute(Vm vm) {
      vm.memory.allot(vm.pop());
    }
  }

  private static final class Align extends Word {
    @Override
    void execute(Vm vm) {
      vm.memory.align();
    }
  }

  private static final class Append extends Word {
    @Override
    void execute(Vm vm) {
      vm.memory.store(vm.memory.here(), vm.pop());
      vm.memory.allot(Memory.CELL_BYTES);
    }
  }

  private static final class AppendByte extends Word {
    @Override
    void execute(Vm vm) {
      vm.memory.storeByte(vm.memory.here(), vm.pop());
      vm.memory.allot(1);
    }
  }

  private static final class Fill extends Word {
    @Override
    void execute(Vm vm) {
      long value = vm.pop();
      long count = vm.pop();
      vm.memory.fill(vm.pop(), count, value);
    }
  }

  private static final class Erase extends Word {
    @Override
    void execute(Vm vm) {
      long count = vm.pop();
      vm.memory.fill(vm.pop(), count, 0);
    }
  }

  private static final class Move extends Word {
    @Override
    void execute(Vm vm) {
      long count = vm.pop();
      long target = vm.pop();
      vm.memory.move(vm.pop(), target, count);
    }
  }

  private static final class Count extends Word {
    @Override
    void execute(Vm vm) {
      long address = vm.pop();
      vm.push(address + 1);
      vm.push(vm.memory.fetchByte(address));
    }
  }
}
