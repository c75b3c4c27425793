package dev.metajit.it.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs programs of {@link Machine} on several threads at once; the arguments are the same. */
public final class Threads {
  private static final int THREADS = 4;

  private Threads() {}

  public static void main(String[] args) throws InterruptedException, ExecutionException {
    long first = Long.parseLong(args[0]);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    List<Future<String>> outcomes = new ArrayList<>();
    for (long seed = first; seed < first + Long.parseLong(args[1]); seed++) {
      long mine = seed;
      for (int thread = 0; thread < THREADS; thread++) {
        outcomes.add(pool.submit(() -> "seed " + mine + ": " + Machine.outcome(mine)));
      }
    }
    for (Future<String> outcome : outcomes) {
      System.out.println(outcome.get());
    }
    pool.shutdown();
  }
}
