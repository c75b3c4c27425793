package dev.metajit.trace;

/** The guest location of a {@code debug_merge_point}: for people, without effect. */
public record LocationDescr(String text) implements Descr {}
