package dev.metajit.agent.inspect;

import java.util.AbstractSet;
import java.util.BitSet;
import java.util.Iterator;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Finds which instructions may have made each value, for methods of any length. The interpreter it
 * extends unites hash sets, which makes the inspection of a jar with a long dispatch loop half as
 * long again (Rhino: 2.4 s for 1.6), as every case stores into the same locals; here they are sets
 * of bits.
 */
final class SourceUnions extends SourceInterpreter {
  private static final int WORD = Long.SIZE;

  private final InsnList instructions;
  private final int words;

  SourceUnions(InsnList instructions) {
    super(Opcodes.ASM9);
    this.instructions = instructions;
    this.words = instructions.size() / WORD + 1;
  }

  @Override
  public SourceValue merge(SourceValue known, SourceValue other) {
    int size = Math.min(known.size, other.size);
    if (known == other || size == known.size && contains(known.insns, other.insns)) {
      return known;
    }
    long[] union = bits(known.insns).clone();
    long[] added = bits(other.insns);
    for (int i = 0; i < words; i++) {
      union[i] |= added[i];
    }
    return new SourceValue(size, new Instructions(union));
  }

  private boolean contains(Set<AbstractInsnNode> set, Set<AbstractInsnNode> part) {
    if (set == part || !(part instanceof Instructions)) {
      return set == part || set.containsAll(part); // it is one instruction, or two, or none
    }
    long[] present = bits(set);
    long[] asked = bits(part);
    for (int i = 0; i < words; i++) {
      if ((asked[i] & ~present[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  private long[] bits(Set<AbstractInsnNode> set) {
    if (set instanceof Instructions known) {
      return known.bits;
    }
    long[] bits = new long[words];
    for (AbstractInsnNode instruction : set) {
      int index = instructions.indexOf(instruction);
      bits[index / WORD] |= 1L << index;
    }
    return bits;
  }

  /** Some of the method's instructions, in their order. */
  private final class Instructions extends AbstractSet<AbstractInsnNode> {
    private final long[] bits;

    Instructions(long[] bits) {
      this.bits = bits;
    }

    @Override
    public int size() {
      int size = 0;
      for (long word : bits) {
        size += Long.bitCount(word);
      }
      return size;
    }

    @Override
    public boolean contains(Object object) {
      if (!(object instanceof AbstractInsnNode instruction)) {
        return false;
      }
      int index = instructions.indexOf(instruction);
      return (bits[index / WORD] & 1L << index) != 0;
    }

    @Override
    public Iterator<AbstractInsnNode> iterator() {
      return BitSet.valueOf(bits).stream().mapToObj(instructions::get).iterator();
    }
  }
}
