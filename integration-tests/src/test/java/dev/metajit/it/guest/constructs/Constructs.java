package dev.metajit.it.guest.constructs;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Runs the samples of some classes, each in a loop, and prints what comes out. */
public final class Constructs {
  private static final int ROUNDS = 60;
  private static final MethodType SHAPE = MethodType.methodType(long.class, int.class, long.class);

  private Constructs() {}

  /** One sample. */
  public interface Sample {
    /** Runs it once. */
    long run(int round, long sum) throws Exception;
  }

  /** The arguments are names of classes. */
  public static void main(String[] classes) throws Throwable {
    int number = 0;
    for (String name : classes) {
      for (Method method : samples(Class.forName(name))) {
        Sample sample = sample(method);
        System.out.println(number + " " + method.getName() + " " + outcome(sample, number));
        number++;
      }
    }
  }

  /** The samples of a class, in the order in which they are run. */
  public static List<Method> samples(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Construct.class))
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  private static Sample sample(Method method) throws Throwable {
    Lookup lookup =
        MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup());
    return (Sample)
        LambdaMetafactory.metafactory(
                lookup,
                "run",
                MethodType.methodType(Sample.class),
                SHAPE,
                lookup.unreflect(method),
                SHAPE)
            .getTarget()
            .invoke();
  }

  private static String outcome(Sample sample, int number) {
    try {
      return Long.toString(run(number, sample, ROUNDS));
    } catch (Exception e) {
      return e.toString();
    }
  }

  @JitDriver(
      name = "constructs",
      greens = {"pc"})
  private static long run(int pc, Sample sample, int rounds) throws Exception {
    long sum = 1;
    int left = rounds;
    while (true) {
      Jit.mergePoint();
      if (left == 0) {
        return sum;
      }
      sum = sum * 31 + sample.run(left, sum);
      left--;
    }
  }
}
