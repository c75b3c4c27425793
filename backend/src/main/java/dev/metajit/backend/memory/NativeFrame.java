package dev.metajit.backend.memory;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import jdk.internal.misc.Unsafe;

/**
 * The memory that machine code works in, one per thread. Around {@link #address()} lie 8-byte
 * slots: slot {@code -1-i} carries value {@code i} in and out, slots from 0 up are the code's spill
 * slots, and the {@link #header header} words lie below all of them. Machine code does not call
 * back, so a thread needs one frame only.
 */
public final class NativeFrame {
  /** How many values go in and out at most. */
  public static final int TRANSFER_SLOTS = 4096;

  /** How many spill slots there are. */
  public static final int SPILL_SLOTS = 16384;

  /** How many words there are below the slots. */
  public static final int HEADER_WORDS = 512;

  private static final long BELOW = 8L * (TRANSFER_SLOTS + HEADER_WORDS);
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final ReferenceQueue<NativeFrame> DEAD = new ReferenceQueue<>();
  private static final List<Owner> ALL = new ArrayList<>();
  private static final ThreadLocal<NativeFrame> CURRENT =
      ThreadLocal.withInitial(NativeFrame::create);

  /** What outlives the frame object, to free what it held. */
  private static final class Owner extends PhantomReference<NativeFrame> {
    private final long memory;
    private final State state;
    private HeapWindow window;

    Owner(NativeFrame frame, long memory) {
      super(frame, DEAD);
      this.memory = memory;
      this.state = frame.state;
    }

    void release() {
      UNSAFE.freeMemory(memory);
      if (window != null) {
        window.release();
      }
    }
  }

  /** Odd while the thread is in machine code. */
  private static final class State {
    private volatile long entries;
  }

  private static final long ENTRIES = UNSAFE.objectFieldOffset(State.class, "entries");

  private final State state = new State();
  private final long address;
  private Owner owner;

  private NativeFrame(long memory) {
    this.address = memory + BELOW;
  }

  /** The calling thread's frame. */
  public static NativeFrame current() {
    return CURRENT.get();
  }

  private static NativeFrame create() {
    long memory = UNSAFE.allocateMemory(BELOW + 8L * SPILL_SLOTS);
    NativeFrame frame = new NativeFrame(memory);
    frame.owner = new Owner(frame, memory);
    synchronized (ALL) {
      releaseDead();
      ALL.add(frame.owner);
    }
    return frame;
  }

  private static void releaseDead() {
    for (Object dead = DEAD.poll(); dead != null; dead = DEAD.poll()) {
      Owner owner = (Owner) dead;
      owner.release();
      ALL.remove(owner);
    }
  }

  /** The address of slot 0; slot {@code s} is 8 bytes at {@code address() + 8 * s}. */
  public long address() {
    return address;
  }

  /** The offset from {@link #address()} of a header word. */
  public static int header(int word) {
    return -8 * (TRANSFER_SLOTS + 1 + word);
  }

  /** The 8 bytes of value {@code index}. */
  public long value(int index) {
    return UNSAFE.getLong(address - 8L * (index + 1));
  }

  public void setValue(int index, long bits) {
    UNSAFE.putLong(address - 8L * (index + 1), bits);
  }

  void setHeader(int word, long bits) {
    UNSAFE.putLong(address + header(word), bits);
  }

  /** The window through which machine code sees the heap on this thread; made on first use. */
  public HeapWindow heapWindow() {
    HeapWindow window = owner.window;
    if (window == null) {
      window = HeapWindow.create(this);
      owner.window = window;
    }
    return window;
  }

  /** To be called before machine code is entered. */
  public void enter() {
    UNSAFE.putLongOpaque(state, ENTRIES, state.entries + 1);
  }

  /** To be called after machine code is left. */
  public void leave() {
    UNSAFE.putLongRelease(state, ENTRIES, state.entries + 1);
  }

  /**
   * A point in time that is reached when every thread that was in machine code then has left it.
   * Entering is a store without a fence, so the threads are looked at only a little later, when
   * that store has long become visible.
   */
  static final class Quiescence {
    private static final long SETTLE_NANOS = 10_000_000;

    private record Seen(State state, long entries) {}

    private final long start = System.nanoTime();
    private List<Seen> inside;

    boolean isReached() {
      if (inside == null) {
        if (System.nanoTime() - start < SETTLE_NANOS) {
          return false;
        }
        inside = threadsInside();
      }
      for (Iterator<Seen> i = inside.iterator(); i.hasNext(); ) {
        Seen seen = i.next();
        if (seen.state.entries != seen.entries) {
          i.remove();
        }
      }
      return inside.isEmpty();
    }

    private static List<Seen> threadsInside() {
      List<Seen> inside = new ArrayList<>();
      synchronized (ALL) {
        for (Owner owner : ALL) {
          long entries = owner.state.entries;
          if ((entries & 1) != 0) {
            inside.add(new Seen(owner.state, entries));
          }
        }
      }
      return inside;
    }
  }
}
