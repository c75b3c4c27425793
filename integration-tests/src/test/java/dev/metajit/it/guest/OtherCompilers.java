package dev.metajit.it.guest;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import kotlin.Pair;
import kotlin.collections.ArrayDeque;
import kotlin.jvm.internal.Intrinsics;
import kotlin.math.MathKt;
import kotlin.ranges.IntRange;
import kotlin.ranges.RangesKt;
import scala.Option;
import scala.Some;
import scala.Tuple2;
import scala.collection.immutable.List;
import scala.collection.immutable.List$;
import scala.runtime.BoxesRunTime;
import scala.runtime.RichInt$;

/** An interpreter whose arms go through classes that Kotlin's and Scala's compilers have made. */
public final class OtherCompilers {
  private static final int[] PROGRAM = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

  private OtherCompilers() {}

  /** Runs so many turns from several starts. */
  public static void main(String[] args) {
    int turns = Integer.parseInt(args[0]);
    for (int start = -3; start < 4; start++) {
      System.out.println(run(PROGRAM, turns, start * 1001));
    }
  }

  @JitDriver(
      name = "others",
      greens = {"pc", "code"})
  private static String run(int[] code, int turns, int start) {
    int pc = 0;
    int left = turns;
    int number = start;
    Pair<Integer, Object> pair = new Pair<>(start, "start");
    ArrayDeque<Integer> deque = new ArrayDeque<>();
    List<Object> list = List$.MODULE$.empty();
    Object value = start;
    while (true) {
      Jit.mergePoint();
      switch (code[pc++]) {
        case 0 -> number = RangesKt.coerceIn(number * 3 + left, -100_000, 2_000_000);
        case 1 -> pair = pair.copy(pair.getFirst() + MathKt.getSign(number), value);
        case 2 -> deque.addLast(number ^ left);
        case 3 -> number += deque.size() > 5 ? deque.removeFirst() : deque.last();
        case 4 -> number ^= new IntRange(left, left + 3).getLast();
        case 5 -> value = Intrinsics.areEqual(value, pair.getSecond()) ? pair : (Object) number;
        case 6 -> list = left % 50 == 0 ? List$.MODULE$.empty() : list.$colon$colon(value);
        case 7 ->
            number =
                RichInt$.MODULE$.max$extension(number, -left)
                    + (list.headOption().isEmpty() ? 0 : 1);
        case 8 -> value = new Tuple2<>(number & 7, left & 1)._1();
        case 9 -> {
          Option<Integer> some = new Some<>(number & 3);
          number +=
              BoxesRunTime.equals(value, some.get()) ? 1 : BoxesRunTime.unboxToInt(some.get());
        }
        default -> {
          if (--left <= 0) {
            return number + " " + pair.getFirst() + " " + deque + " " + list + " " + value;
          }
          pc = 0;
        }
      }
    }
  }
}
