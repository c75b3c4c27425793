package dev.metajit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a portal: the method that holds an interpreter's dispatch loop, with its green and red
 * variables.
 *
 * <p><b>Green</b> variables say where the guest program is (a program counter, a code object);
 * <b>red</b> variables are all the rest (the frame, an operand stack). A trace is recorded for one
 * set of green values, which are constants in it.
 *
 * <p>On a method, that method is the portal. On a class, the portal is the method that contains the
 * call of {@link Jit#mergePoint()}.
 *
 * <pre>{@code
 * @JitDriver(greens = {"pc", "code[*]"}, reds = {"accumulator", "tape"})
 * static int run(int[] code, byte[] tape) {
 *   int pc = 0;
 *   int accumulator = 0;
 *   while (true) {
 *     Jit.mergePoint();
 *     switch (code[pc++]) {
 *       case ADD -> accumulator += tape[code[pc++]];
 *       case LOOP -> { if (accumulator > 0) pc = code[pc]; else pc++; }
 *       case HALT -> { return accumulator; }
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>Without the agent the annotation does nothing.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface JitDriver {
  /**
   * The green variables: names of local variables or parameters of the portal, or paths of fields
   * that start at one of them or at {@code this}, such as {@code "frame.pc"} or {@code
   * "this.code"}. A path is read at the merge point.
   *
   * <p>A green array whose elements never change while guest programs run, as is usual for guest
   * code, is written {@code "code[*]"}: what is read from it is then constant too.
   */
  String[] greens();

  /**
   * The red variables, by name. Empty (the default): all locals that are live at the merge point
   * and not green. If given, every live local must be green or red; one that is neither is an error
   * that names it.
   */
  String[] reds() default {};

  /** The name in logs and reports; default is the portal's class and method. */
  String name() default "";

  /**
   * The name of a static method of the portal's class that takes the greens and returns a {@code
   * String}: the guest location as a log shows it. Default: the green values.
   */
  String printableLocation() default "";

  /**
   * The name of a static method of the portal's class that takes the greens and returns {@code
   * boolean}: true if a guest function that starts there is never inlined into a trace.
   */
  String canNeverInline() default "";

  /**
   * Parameters of this driver alone, as {@code "threshold=500"}; they win over the options of the
   * same name.
   */
  String[] parameters() default {};
}
