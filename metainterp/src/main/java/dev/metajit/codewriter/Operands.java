package dev.metajit.codewriter;

import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalVariable;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Storage;
import java.util.List;
import org.objectweb.asm.Type;

/** Which registers an instruction reads and writes, and with which kinds. */
final class Operands {
  private static final Op[] OPS = Op.values();
  private static final Kind[] KINDS = Kind.values();
  private static final Storage[] STORAGES = Storage.values();

  /** Takes a source operand. */
  interface Use {
    void use(int operand, Kind kind);
  }

  private final int[] code;
  private final Object[] pool;
  private final Portal portal;

  Operands(JitCodeBody body) {
    this.code = body.code();
    this.pool = body.pool();
    this.portal = body.portal();
  }

  /** The destination register of the instruction at {@code pc}, or -1. */
  int destination(int pc) {
    int index = JitOp.of(code[pc]).layout().indexOf('d');
    return index < 0 ? -1 : code[pc + 1 + index];
  }

  /**
   * Gives every source operand of the instruction at {@code pc}; of a merge point, the portal's
   * variables.
   */
  void uses(int pc, Use use) {
    JitOp op = JitOp.of(code[pc]);
    switch (op) {
      case MOVE, PROMOTE, IS_CONSTANT -> use.use(code[pc + 3], KINDS[code[pc + 1]]);
      case RETURN -> use.use(code[pc + 2], KINDS[code[pc + 1]]);
      case PRIMITIVE, DIVIDE, EXACT -> operation(OPS[code[pc + 1]], pc + 3, use);
      case BRANCH_IF, BRANCH_IF_NOT -> operation(OPS[code[pc + 1]], pc + 2, use);
      case SWITCH -> use.use(code[pc + 1], Kind.INT);
      case GETFIELD, ARRAY_LENGTH, INSTANCE_OF, CHECK_CAST, IS_VIRTUAL ->
          use.use(code[pc + 2], Kind.REF);
      case PUTFIELD -> {
        use.use(code[pc + 1], Kind.REF);
        use.use(code[pc + 2], fieldKind(code[pc + 3]));
      }
      case PUTSTATIC -> use.use(code[pc + 1], fieldKind(code[pc + 2]));
      case ARRAY_LOAD -> {
        use.use(code[pc + 3], Kind.REF);
        use.use(code[pc + 4], Kind.INT);
      }
      case ARRAY_STORE -> {
        use.use(code[pc + 2], Kind.REF);
        use.use(code[pc + 3], Kind.INT);
        use.use(code[pc + 4], STORAGES[code[pc + 1]].kind());
      }
      case NEW_ARRAY -> use.use(code[pc + 2], Kind.INT);
      case MULTI_NEW_ARRAY -> dimensions(pc, use);
      case INVOKE, INVOKE_HANDLE -> arguments(pc, use);
      case THROW -> use.use(code[pc + 1], Kind.REF);
      case RECORD_EXACT_CLASS -> {
        use.use(code[pc + 2], Kind.REF);
        use.use(code[pc + 3], Kind.REF);
      }
      case MERGE_POINT -> portalVariables(use);
      case GOTO, GETSTATIC, NEW, LOAD_CONSTANT, RETURN_VOID, CAN_ENTER_JIT, IS_JITTED -> {}
    }
  }

  private void operation(Op op, int at, Use use) {
    List<Kind> kinds = op.operands();
    use.use(code[at], kinds.get(0));
    if (kinds.size() == 2) {
      use.use(code[at + 1], kinds.get(1));
    }
  }

  private Kind fieldKind(int index) {
    return Kind.ofDescriptor(((FieldRef) pool[index]).desc().charAt(0));
  }

  private void dimensions(int pc, Use use) {
    for (int i = 0; i < code[pc + 3]; i++) {
      use.use(code[pc + 4 + i], Kind.INT);
    }
  }

  private void arguments(int pc, Use use) {
    Object callee = pool[code[pc + 2]];
    String desc = callee instanceof MethodRef m ? m.desc() : ((CallSiteRef) callee).desc();
    Type[] types = Type.getArgumentTypes(desc);
    int receivers = code[pc + 3] - types.length;
    if (receivers == 1) {
      use.use(code[pc + 4], Kind.REF);
    }
    for (int i = 0; i < types.length; i++) {
      Kind kind = Kind.ofDescriptor(types[i].getDescriptor().charAt(0));
      use.use(code[pc + 4 + receivers + i], kind);
    }
  }

  private void portalVariables(Use use) {
    for (PortalVariable variable : portal.variables()) {
      if (variable.isPath()) {
        use.use(variable.baseSlot(), Kind.REF);
      } else {
        use.use(variable.slot(), variable.kind());
      }
    }
  }

  /** True if the instruction at {@code pc} may throw. */
  boolean canThrow(int pc) {
    return switch (JitOp.of(code[pc])) {
      case MOVE, PRIMITIVE, GOTO, BRANCH_IF, BRANCH_IF_NOT, SWITCH, RETURN, RETURN_VOID -> false;
      case MERGE_POINT, CAN_ENTER_JIT, PROMOTE, IS_CONSTANT, IS_VIRTUAL, IS_JITTED -> false;
      default -> true;
    };
  }
}
