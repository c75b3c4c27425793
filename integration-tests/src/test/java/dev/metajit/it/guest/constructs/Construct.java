package dev.metajit.it.guest.constructs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A sample of a construct; a public static method {@code (int, long)long}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Construct {
  /** What it is a sample of, as the page shows it. */
  String value();
}
