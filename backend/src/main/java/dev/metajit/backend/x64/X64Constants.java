package dev.metajit.backend.x64;

/** The objects that machine code names as constants. */
final class X64Constants extends X64Table<Object> {}
