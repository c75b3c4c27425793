package dev.metajit.soak;

import dev.metajit.demo.Harness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The JVM of a soak: threads run guest programs, each a random one again and again, and compare
 * what they write. The arguments are seconds, threads, and the file with the programs: on each line
 * the main class, the file of the expected output, and the arguments, with tabs between. Ends with
 * status 1 if an output differs or memory has grown.
 */
final class SoakGuests {
  private static final int SAMPLES = 30;
  private static final int MEGABYTES_OF_STACK = 64;
  private static final int SHOWN = 5;

  /** In less time than this the programs are still being compiled, and memory has to grow. */
  private static final long LEAST_NANOS = 120_000_000_000L;

  private final List<Guest> guests;
  private final long end;
  private final AtomicLong runs = new AtomicLong();

  /**
   * Shared by guests that run; samples are taken while none does, so that they count what is kept.
   */
  private final ReadWriteLock running = new ReentrantReadWriteLock(true);

  private final ConcurrentLinkedQueue<String> differences = new ConcurrentLinkedQueue<>();

  private record Guest(String mainClass, String expected, String[] arguments) {}

  private SoakGuests(List<Guest> guests, long end) {
    this.guests = guests;
    this.end = end;
  }

  public static void main(String[] args) throws Exception {
    long nanos = Long.parseLong(args[0]) * 1_000_000_000L;
    List<Guest> guests = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(args[2]))) {
      guests.add(guest(line.split("\t", -1)));
    }
    SoakGuests soak = new SoakGuests(guests, System.nanoTime() + nanos);
    System.exit(soak.run(Integer.parseInt(args[1]), nanos / SAMPLES) ? 0 : 1);
  }

  private static Guest guest(String[] words) throws IOException {
    String expected = Files.readString(Path.of(words[1]), StandardCharsets.UTF_8);
    return new Guest(words[0], expected, Arrays.copyOfRange(words, 2, words.length));
  }

  private boolean run(int count, long pause) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SplittableRandom random = new SplittableRandom(i);
      threads.add(
          new Thread(null, () -> work(random), "guests-" + i, (long) MEGABYTES_OF_STACK << 20));
    }
    threads.forEach(Thread::start);
    List<Sample> samples = new ArrayList<>();
    while (System.nanoTime() - end < 0) {
      Thread.sleep(pause / 1_000_000);
      running.writeLock().lock();
      samples.add(Sample.take());
      running.writeLock().unlock();
      System.out.println("runs=" + runs + " " + samples.get(samples.size() - 1));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return verdict(pause * SAMPLES < LEAST_NANOS ? List.of() : Sample.growth(samples));
  }

  private boolean verdict(List<String> growth) {
    differences.stream().limit(SHOWN).forEach(System.out::println);
    growth.forEach(System.out::println);
    return differences.isEmpty() && growth.isEmpty();
  }

  private void work(SplittableRandom random) {
    while (System.nanoTime() - end < 0 && differences.isEmpty()) {
      Guest guest = guests.get(random.nextInt(guests.size()));
      String output = alone(guest);
      if (!output.equals(guest.expected)) {
        differences.add(
            "DIFFERS: " + guest.mainClass + " " + Arrays.toString(guest.arguments) + "\n" + output);
      }
      runs.incrementAndGet();
    }
  }

  /** Runs a guest while no sample is taken. */
  private String alone(Guest guest) {
    running.readLock().lock();
    try {
      return output(guest);
    } finally {
      running.readLock().unlock();
    }
  }

  private static String output(Guest guest) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    Harness.redirect(out);
    String ending = "";
    try {
      Method main = Class.forName(guest.mainClass).getMethod("main", String[].class);
      main.invoke(null, (Object) guest.arguments);
    } catch (InvocationTargetException e) {
      ending = "threw " + e.getCause();
    } catch (ReflectiveOperationException e) {
      ending = "cannot be run: " + e;
    }
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8) + ending;
  }
}
