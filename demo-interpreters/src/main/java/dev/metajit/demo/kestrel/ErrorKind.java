package dev.metajit.demo.kestrel;

/** The errors that the interpreter itself raises, with the guest class of each. */
enum ErrorKind {
  TYPE("TypeError"),
  VALUE("ValueError"),
  INDEX("IndexError"),
  KEY("KeyError"),
  NAME("NameError"),
  ATTRIBUTE("AttributeError"),
  ZERO_DIVISION("ZeroDivisionError"),
  STACK_OVERFLOW("StackOverflowError");

  final String className;

  ErrorKind(String className) {
    this.className = className;
  }
}
