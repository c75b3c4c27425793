package dev.metajit.backend.regalloc;

/**
 * Where an operand may be.
 *
 * @param type the kind of constraint
 * @param fixed the register of {@link Type#FIXED}, else null
 */
public record Constraint(Type type, Register fixed) {
  /** The kinds of constraints. */
  public enum Type {
    /** A register or a slot. */
    ANY,
    /** Any register of the value's bank. */
    REGISTER,
    /** This one register; if the node also destroys it, what is there is a copy. */
    FIXED
  }

  /** In a register or a slot. */
  public static final Constraint ANY = new Constraint(Type.ANY, null);

  /** In a register. */
  public static final Constraint REGISTER = new Constraint(Type.REGISTER, null);

  /** In this register. */
  public static Constraint fixed(Register register) {
    return new Constraint(Type.FIXED, register);
  }
}
