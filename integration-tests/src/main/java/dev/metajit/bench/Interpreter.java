package dev.metajit.bench;

/**
 * A line of a suite: an interpreter that runs guest programs.
 *
 * @param name the name of the guest language or of the interpreter
 * @param mainClass the main class; it takes the file of the program and then the program's
 *     arguments
 * @param limitClass the class of the hand-written Java versions, or empty; it takes the name of the
 *     program and then the program's arguments
 * @param programs the directory of the guest programs, relative to the source tree
 * @param extension how file names of guest programs end
 * @param classPath the class path, relative to the source tree, joined by colons
 */
public record Interpreter(
    String name,
    String mainClass,
    String limitClass,
    String programs,
    String extension,
    String classPath) {}
