package dev.metajit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A static method that boxes the primitive it is given, as {@code Integer.valueOf} does: its result
 * holds the value in the only primitive instance field that the result's class declares. Which
 * object it is, a new one or one from a cache, does not matter to anybody.
 *
 * <p>The field is an int, long, float or double, as is the parameter. An int field may stand behind
 * a long or double parameter: {@code number(double)} may give an {@code IntBox} for a whole number.
 * It then has to do so for every value that equals an {@code int}. A box that does not leave a
 * compiled loop is not allocated there.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Box {}
