package dev.metajit.backend.regalloc;

/** Where a value is: a {@link Register} or a {@link Slot} of the frame. */
public sealed interface Location permits Register, Slot {}
