package dev.metajit.fuzz.generate;

import dev.metajit.fuzz.program.InterpreterSpec;
import dev.metajit.fuzz.world.Awkward;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes random guests: instructions in a row, a jump back, and the end. */
public final class RandomGuest {
  private RandomGuest() {}

  /** The instructions of a guest for an interpreter with so many arms. */
  public static List<int[]> make(SplittableRandom random, int arms) {
    List<int[]> guest = new ArrayList<>();
    int size = 3 + random.nextInt(12);
    Awkward awkward = new Awkward(random);
    for (int i = 0; i < size; i++) {
      int arm = random.nextInt(8) == 0 ? 1 : 2 + random.nextInt(arms - 2);
      int target = arm == 1 ? i + 1 + random.nextInt(size - i) : random.nextInt(size + 1);
      guest.add(instruction(random, awkward, arm, target));
    }
    guest.add(instruction(random, awkward, 1, random.nextInt(1 + size / 2)));
    guest.add(new int[InterpreterSpec.WORDS]);
    return guest;
  }

  private static int[] instruction(SplittableRandom random, Awkward awkward, int arm, int target) {
    return new int[] {
      arm, operand(random, awkward), operand(random, awkward), target * InterpreterSpec.WORDS
    };
  }

  private static int operand(SplittableRandom random, Awkward awkward) {
    return random.nextInt(5) == 0 ? awkward.nextInt() : random.nextInt(8);
  }
}
