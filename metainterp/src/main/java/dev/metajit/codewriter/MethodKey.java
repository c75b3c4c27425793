package dev.metajit.codewriter;

/**
 * A method within its class.
 *
 * @param name its name
 * @param desc its descriptor
 */
record MethodKey(String name, String desc) {}
