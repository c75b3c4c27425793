package dev.metajit.backend.jvm;

import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * How the method of a generated class is entered, and how it is left: with everything in a frame
 * ({@link FrameForm}), or as a function of the trace's inputs ({@link CallForm}).
 */
abstract class MethodForm {
  /** How many inputs a part takes as arguments; see {@link LeaveMethods#MOST}. */
  static final int MOST_ARGUMENTS = 24;

  private final boolean expectsOverflow;

  /**
   * @param expectsOverflow overflow may be frequent, so that it must not cost an exception
   */
  MethodForm(boolean expectsOverflow) {
    this.expectsOverflow = expectsOverflow;
  }

  final boolean expectsOverflow() {
    return expectsOverflow;
  }

  /** The internal name of the class that the generated class extends. */
  abstract String superName();

  /** The access flags of the method. */
  abstract int access();

  abstract String name();

  abstract String descriptor();

  /** The form of a part of this method. */
  abstract MethodForm part(int number, Trace entry);

  /** True if a part can be entered at this trace; what is too much for arguments needs a frame. */
  abstract boolean canGoOnIn(Trace entry);

  /** Pushes what a part takes before its inputs. */
  abstract void beforePart(MethodVisitor code);

  /** Calls a part, whose arguments are on the stack, and returns, or goes on, as it says. */
  abstract void goOnIn(MethodContext context, MethodForm part);

  /**
   * Writes what {@link #goOnIn} jumps to when a part comes back: where it is a trace of this method
   * that goes on there, with its inputs in the frame.
   *
   * @param left the exits of parts, by number
   */
  abstract void comeBack(MethodContext context, List<Exit> left);

  /** True if the class can be entered at several traces. */
  boolean hasEntries() {
    return false;
  }

  /** Writes what goes to the entry that was asked for; goes on where it is the first. */
  void chooseEntry(MethodContext context, Map<Trace, Integer> entries) {}

  /** Writes what {@link #chooseEntry} goes to. */
  void enterElsewhere(MethodContext context, Map<Trace, Integer> entries) {}

  /** Declares what {@link #enterElsewhere} calls. */
  void declareEntries(ClassVisitor visitor, Map<Trace, MethodForm> parts) {}

  /** Writes what goes to traces whose inputs stand in the frame. */
  void writeLoading(MethodContext context) {}

  /** The local with the frame. */
  abstract int frame();

  /** The first local that holds neither a parameter nor the frame. */
  abstract int firstOwn();

  /** The local with a throwable on its way to a guard on the exception. */
  final int thrown() {
    return firstOwn();
  }

  /** The local with the exit that the method is about to leave through. */
  final int exit() {
    return firstOwn() + 1;
  }

  /** The first local that is free. */
  int firstFree() {
    return firstOwn() + 2;
  }

  /**
   * Writes what counts a jump back to the start of a loop.
   *
   * @param enough where to go when there were so many that the method is to be left
   * @return false if they are not counted
   */
  abstract boolean countTurn(MethodVisitor code, Label enough);

  /** Sets the verifier's types of the form's own locals, as far as they are set everywhere. */
  abstract void declare(Object[] slots);

  /** Writes the start of the method. */
  abstract void enter(MethodVisitor code);

  /** Pushes the trace's input of this number. */
  abstract void pushInput(MethodVisitor code, int number, Kind kind);

  /**
   * Writes how the exit is left without a frame, where that can be done.
   *
   * @return false if it is left with its values in the frame
   */
  abstract boolean leaveDirectly(MethodVisitor code, ValueWriter values, Exit exit);

  /** Makes sure that there is a frame. */
  abstract void makeFrame(MethodContext context);

  /**
   * Notes the exit in its local.
   *
   * @param overflow true after an overflow that cost an exception
   */
  abstract void choose(MethodContext context, Exit exit, boolean overflow);

  /**
   * Leaves through the exit in its local with these values, without a frame that was made before,
   * where that can be done.
   *
   * @return false if the values are to be stored first
   */
  abstract boolean leaveWith(MethodContext context, ValueWriter values, List<Value> left);

  /** Leaves through the exit in its local, whose values stand in the frame. */
  abstract void leave(MethodContext context);
}
