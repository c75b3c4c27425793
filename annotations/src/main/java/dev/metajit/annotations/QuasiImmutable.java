package dev.metajit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The field changes rarely, or has one value for each place in the guest program. Compiled code
 * checks once that it has the value that it had, and takes it for a constant from there on.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface QuasiImmutable {}
