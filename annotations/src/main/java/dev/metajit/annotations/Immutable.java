package dev.metajit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The field, or every field of the class, is never written again once it has been read by a running
 * guest program. A field that holds an array: see {@link #contents()}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD})
public @interface Immutable {
  /** True if the elements of the array in this field do not change either. */
  boolean contents() default false;
}
