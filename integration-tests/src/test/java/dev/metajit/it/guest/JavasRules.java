package dev.metajit.it.guest;

import dev.metajit.it.guest.Rules.Guest;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Holds an interpreter to the rules of Java; prints what it finds, which is the same every time.
 */
public final class JavasRules {
  private static final int ROUNDS = 20_000;

  private JavasRules() {}

  public static void main(String[] args) throws Exception {
    exceptions();
    initialization();
    errors();
    threads();
    virtualThreads();
    loaders();
  }

  private static String outcome(Guest guest) {
    try {
      return "returned " + Rules.run(guest.code, guest);
    } catch (RuntimeException | Error e) {
      guest.kept = null;
      return describe(e) + ", sum " + guest.sum + ", counter " + guest.counter;
    }
  }

  private static String describe(Throwable e) {
    String text = e.getClass().getName();
    boolean hasText = !(e instanceof NullPointerException) && !(e instanceof OutOfMemoryError);
    text += hasText ? ": " + e.getMessage() : "";
    return e.getCause() == null ? text : text + " because of " + describe(e.getCause());
  }

  private static void say(String what, Object outcome) {
    System.out.println(what + ": " + outcome);
  }

  /** In hot code: class, message, cause, what was done before, and where it came from. */
  private static void exceptions() {
    int[] mistakes = {
      Rules.NULL, Rules.BOUNDS, Rules.CAST, Rules.DIVIDE, Rules.SIZE, Rules.STORE, Rules.THROW
    };
    for (int mistake : mistakes) {
      for (int at : new int[] {ROUNDS - 1, ROUNDS / 2, 3}) {
        say("mistake " + mistake, outcome(new Guest(ROUNDS, at, Rules.ADD, 5, mistake, 7)));
      }
    }
    Guest guest = new Guest(ROUNDS, 5, Rules.THROW, 7);
    try {
      Rules.run(guest.code, guest);
    } catch (IllegalStateException e) {
      List<String> methods = new ArrayList<>();
      for (StackTraceElement frame : e.getStackTrace()) {
        if (frame.getClassName().startsWith(JavasRules.class.getPackageName())) {
          methods.add(frame.getMethodName());
        }
      }
      say(
          "stack trace has the portal and its caller",
          methods.contains("run") && methods.contains("main"));
    }
  }

  private static void initialization() {
    say("initializes", outcome(new Guest(ROUNDS, 9, Rules.INITIALIZE, 0)));
    say("fails to", outcome(new Guest(ROUNDS, 9, Rules.ADD, 1, Rules.FAIL_TO_INITIALIZE, 0)));
    say("has failed to", outcome(new Guest(ROUNDS, 9, Rules.ADD, 1, Rules.FAIL_TO_INITIALIZE, 0)));
    say("events", Rules.EVENTS);
  }

  private static void errors() {
    for (int i = 0; i < 3; i++) {
      say("overflow", outcome(new Guest(ROUNDS, 50, Rules.ADD, 1, Rules.RECURSE, 0)));
      String outcome = outcome(new Guest(ROUNDS, 0, Rules.FILL, 0));
      say("memory", outcome.substring(0, outcome.indexOf(',')));
    }
    say("goes on", outcome(new Guest(ROUNDS, 0, Rules.ADD, 1)));
  }

  private static List<Object> all(ExecutorService pool, List<Callable<Object>> tasks)
      throws Exception {
    List<Object> outcomes = new ArrayList<>();
    for (Future<Object> future : pool.invokeAll(tasks)) {
      outcomes.add(future.get());
    }
    pool.shutdown();
    return outcomes;
  }

  private static List<Callable<Object>> tasks() {
    List<Callable<Object>> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int mistakeAt = 10 + i;
      tasks.add(() -> outcome(new Guest(ROUNDS, 0, Rules.LOCKED, 0, Rules.ADD, 1)));
      tasks.add(() -> outcome(new Guest(ROUNDS, mistakeAt, Rules.ADD, 2, Rules.THROW, 1)));
      tasks.add(() -> outcome(new Guest(ROUNDS / 10, 0, Rules.ADD, 3, Rules.YIELD, 1)));
    }
    return tasks;
  }

  private static void threads() throws Exception {
    say("threads", all(Executors.newFixedThreadPool(4), tasks()));
    say("locked", Rules.locked);
    Guest waiting = new Guest(Integer.MAX_VALUE, 0, Rules.WAIT, 0);
    Thread reader = new Thread(() -> say("flag and what came before it", outcome(waiting)));
    reader.start();
    Thread.sleep(200);
    outcome(new Guest(1, 0, Rules.PUBLISH, 777));
    reader.join();
  }

  private static void virtualThreads() throws Exception {
    ExecutorService pool;
    try {
      Method method = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
      pool = (ExecutorService) method.invoke(null);
    } catch (NoSuchMethodException e) {
      return; // before JDK 21
    }
    say("virtual threads", all(pool, tasks()));
    say("locked", Rules.locked);
  }

  /**
   * The same interpreter in several loaders, which have statics of their own and can be unloaded.
   */
  private static void loaders() throws Exception {
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      loaders.add(new WeakReference<>(useLoader()));
    }
    for (int i = 0; i < 2000 && loaders.stream().anyMatch(one -> one.get() != null); i++) {
      System.gc();
      Thread.sleep(20);
    }
    say("loaders unloaded", loaders.stream().filter(one -> one.get() == null).count());
  }

  private static ClassLoader useLoader() throws Exception {
    URL[] places = {JavasRules.class.getProtectionDomain().getCodeSource().getLocation()};
    ClassLoader loader = new Own(places);
    Class<?> runner = Class.forName("dev.metajit.it.guest.JavasRules$Inside", true, loader);
    Method method = runner.getMethod("run");
    say("in a loader", method.invoke(null));
    return loader;
  }

  /** Defines the interpreter anew instead of asking its parent. */
  private static final class Own extends URLClassLoader {
    Own(URL[] places) {
      super(places, JavasRules.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded == null && name.startsWith("dev.metajit.it.guest.")) {
          loaded = findClass(name);
        }
        return loaded != null ? loaded : super.loadClass(name, resolve);
      }
    }
  }

  /** What runs in each loader. */
  public static final class Inside {
    private Inside() {}

    public static String run() {
      Guest guest = new Guest(ROUNDS, 0, Rules.ADD, 4, Rules.LOCKED, 0, Rules.INITIALIZE, 0);
      return outcome(guest) + ", locked " + Rules.locked;
    }
  }
}
