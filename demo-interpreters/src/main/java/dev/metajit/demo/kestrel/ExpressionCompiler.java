package dev.metajit.demo.kestrel;

import java.util.List;

/** Emits the instructions of expressions: each leaves one value on the operand stack. */
final class ExpressionCompiler implements Expr.Visitor {
  private final CodeBuilder code;
  private final FunctionScope scope;
  private final Globals globals;

  ExpressionCompiler(CodeBuilder code, FunctionScope scope, Globals globals) {
    this.code = code;
    this.scope = scope;
    this.globals = globals;
  }

  void compile(Expr expression) {
    expression.accept(this);
  }

  private void compileAll(List<Expr> expressions) {
    for (Expr expression : expressions) {
      compile(expression);
    }
  }

  @Override
  public void literal(Expr.Literal node) {
    code.line(node.line());
    if (node.value() == null) {
      code.emit(Opcode.NIL);
    } else if (node.value() instanceof Boolean bool) {
      code.emit(bool ? Opcode.TRUE : Opcode.FALSE);
    } else {
      code.emitConstant(node.value());
    }
  }

  @Override
  public void local(Expr.Local node) {
    code.line(node.line());
    Variable variable = node.variable();
    if (variable.owner != scope) {
      code.emit(Opcode.LOAD_FREE, scope.free().indexOf(variable));
    } else {
      code.emit(variable.captured ? Opcode.LOAD_CELL : Opcode.LOAD_LOCAL, variable.slot);
    }
  }

  /** Stores the top of the stack to a variable that has been declared. */
  void store(Variable variable) {
    if (variable.owner != scope) {
      code.emit(Opcode.STORE_FREE, scope.free().indexOf(variable));
    } else {
      code.emit(variable.captured ? Opcode.STORE_CELL : Opcode.STORE_LOCAL, variable.slot);
    }
  }

  /** Stores the top of the stack to a variable that starts its life here. */
  void declare(Variable variable) {
    code.emit(variable.captured ? Opcode.NEW_CELL : Opcode.STORE_LOCAL, variable.slot);
  }

  @Override
  public void global(Expr.Global node) {
    code.line(node.line());
    if (globals.isDeclared(node.name())) {
      code.emit(Opcode.LOAD_GLOBAL, globals.index(node.name()));
    } else {
      code.emitConstant(Builtins.find(node.name()));
    }
  }

  @Override
  public void unary(Expr.Unary node) {
    compile(node.operand());
    code.line(node.line());
    code.emit(node.opcode());
  }

  @Override
  public void binary(Expr.Binary node) {
    compile(node.left());
    compile(node.right());
    code.line(node.line());
    code.emit(node.operator().opcode);
  }

  @Override
  public void logical(Expr.Logical node) {
    CodeBuilder.Label end = code.newLabel();
    compile(node.left());
    code.line(node.line());
    code.jump(node.isAnd() ? Opcode.JUMP_IF_FALSE_OR_POP : Opcode.JUMP_IF_TRUE_OR_POP, end);
    compile(node.right());
    code.mark(end);
  }

  @Override
  public void conditional(Expr.Conditional node) {
    CodeBuilder.Label otherwise = code.newLabel();
    CodeBuilder.Label end = code.newLabel();
    jumpIf(false, node.condition(), otherwise);
    compile(node.yes());
    code.jump(Opcode.JUMP, end);
    code.mark(otherwise);
    compile(node.no());
    code.mark(end);
  }

  /** Jumps if the condition's truth is {@code wanted}; leaves nothing on the stack. */
  void jumpIf(boolean wanted, Expr condition, CodeBuilder.Label target) {
    if (condition instanceof Expr.Unary unary && unary.opcode() == Opcode.NOT) {
      jumpIf(!wanted, unary.operand(), target);
    } else if (condition instanceof Expr.Logical logical) {
      jumpIfLogical(wanted, logical, target);
    } else {
      compile(condition);
      code.jump(wanted ? Opcode.JUMP_IF_TRUE : Opcode.JUMP_IF_FALSE, target);
    }
  }

  private void jumpIfLogical(boolean wanted, Expr.Logical logical, CodeBuilder.Label target) {
    if (logical.isAnd() != wanted) {
      jumpIf(wanted, logical.left(), target);
      jumpIf(wanted, logical.right(), target);
    } else {
      CodeBuilder.Label end = code.newLabel();
      jumpIf(!wanted, logical.left(), end);
      jumpIf(wanted, logical.right(), target);
      code.mark(end);
    }
  }

  @Override
  public void call(Expr.Call node) {
    compile(node.callee());
    compileAll(node.arguments());
    code.line(node.line());
    code.emit(Opcode.CALL, node.arguments().size());
  }

  @Override
  public void invoke(Expr.Invoke node) {
    compile(node.receiver());
    compileAll(node.arguments());
    code.line(node.line());
    int name = code.constant(node.name());
    code.emit(Opcode.INVOKE, name, NativeMethod.idOf(node.name()), node.arguments().size());
  }

  @Override
  public void superInvoke(Expr.SuperInvoke node) {
    compile(node.self());
    compileAll(node.arguments());
    code.line(node.line());
    code.emit(Opcode.SUPER_INVOKE, code.constant(node.name()), node.arguments().size());
  }

  @Override
  public void field(Expr.Field node) {
    compile(node.object());
    code.line(node.line());
    code.emit(Opcode.GET_FIELD, code.constant(node.name()));
  }

  @Override
  public void index(Expr.Index node) {
    compile(node.object());
    compile(node.index());
    code.line(node.line());
    code.emit(Opcode.INDEX);
  }

  @Override
  public void slice(Expr.Slice node) {
    compile(node.object());
    compile(node.from());
    compile(node.to());
    code.line(node.line());
    code.emit(Opcode.SLICE);
  }

  @Override
  public void list(Expr.ListOf node) {
    compileAll(node.elements());
    code.line(node.line());
    code.emit(Opcode.LIST, node.elements().size());
  }

  @Override
  public void dict(Expr.DictOf node) {
    compileAll(node.keysAndValues());
    code.line(node.line());
    code.emit(Opcode.DICT, node.keysAndValues().size() / 2);
  }

  @Override
  public void function(Expr.Function node) {
    code.line(node.line());
    code.emit(
        Opcode.CLOSURE, code.constant(FunctionCompiler.compile(node, globals, captures(node))));
  }

  /** Where the free variables of an inner function are when its closure is made. */
  private int[] captures(Expr.Function node) {
    List<Variable> free = node.scope().free();
    int[] captures = new int[free.size()];
    for (int i = 0; i < captures.length; i++) {
      Variable variable = free.get(i);
      captures[i] = variable.owner == scope ? variable.slot : ~scope.free().indexOf(variable);
    }
    return captures;
  }
}
