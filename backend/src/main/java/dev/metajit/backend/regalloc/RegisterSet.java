package dev.metajit.backend.regalloc;

import java.util.List;

/**
 * The registers that the allocator may give out, in the order of preference.
 *
 * @param general of bank {@link Bank#GENERAL}
 * @param vector of bank {@link Bank#VECTOR}
 */
public record RegisterSet(List<Register> general, List<Register> vector) {
  List<Register> of(Bank bank) {
    return bank == Bank.GENERAL ? general : vector;
  }
}
