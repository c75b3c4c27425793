package dev.metajit.it.guest;

import java.lang.management.ManagementFactory;
import javax.management.ObjectName;

/** Runs {@link Countdown}, then prints what HotSpot's compilers have been told. */
public final class Directives {
  private Directives() {}

  /** Numbers for {@link Countdown}. */
  public static void main(String[] args) throws Exception {
    Countdown.main(args);
    System.out.println(
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "compilerDirectivesPrint",
                new Object[0],
                new String[0]));
  }
}
