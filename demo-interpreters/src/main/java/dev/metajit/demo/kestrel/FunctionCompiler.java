package dev.metajit.demo.kestrel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Emits the instructions of one function.
 *
 * <p>A {@code finally} block is compiled once for each way out of its {@code try}: the end of the
 * body, an exception, and every {@code break}, {@code continue} and {@code return} that leaves it.
 * The code of such a copy is not covered by the handlers of the {@code try} it belongs to.
 */
final class FunctionCompiler implements Stmt.Visitor {
  private final CodeBuilder code = new CodeBuilder();
  private final Globals globals;
  private final ExpressionCompiler expressions;
  private final Deque<Enclosing> enclosing = new ArrayDeque<>();

  /** A statement around the current one that a jump out of it has to know. */
  private sealed interface Enclosing permits Loop, Guarded {}

  private record Loop(CodeBuilder.Label continues, CodeBuilder.Label breaks) implements Enclosing {}

  /** Code covered by a handler, in pieces; {@code cleanup} (with its slot) may be null. */
  private static final class Guarded implements Enclosing {
    final CodeBuilder.Label handler;
    final Stmt cleanup;
    final int slot;
    final List<int[]> ranges = new ArrayList<>();
    int start;

    Guarded(CodeBuilder.Label handler, Stmt cleanup, int slot) {
      this.handler = handler;
      this.cleanup = cleanup;
      this.slot = slot;
    }
  }

  private FunctionCompiler(FunctionScope scope, Globals globals) {
    this.globals = globals;
    this.expressions = new ExpressionCompiler(code, scope, globals);
  }

  /** Compiles a function that captures nothing. */
  static CodeObject compile(Expr.Function function, Globals globals) {
    return compile(function, globals, new int[0]);
  }

  /** Compiles a function whose closures find their captured cells as {@code captures} says. */
  static CodeObject compile(Expr.Function function, Globals globals, int[] captures) {
    FunctionCompiler compiler = new FunctionCompiler(function.scope(), globals);
    compiler.body(function);
    int receivers = function.isMethod() ? 1 : 0;
    return new CodeObject(
        function.name(),
        function.parameters().size() - receivers,
        function.scope().slotCount(),
        captures,
        compiler.code);
  }

  private void body(Expr.Function function) {
    code.line(function.line());
    for (Variable parameter : function.parameters()) {
      if (parameter.captured) {
        code.emit(Opcode.WRAP_CELL, parameter.slot);
      }
    }
    compileAll(function.body());
    code.emit(Opcode.NIL);
    code.emit(Opcode.RETURN);
  }

  private void compileAll(List<Stmt> statements) {
    for (Stmt statement : statements) {
      statement.accept(this);
    }
  }

  @Override
  public void expression(Stmt.Expression node) {
    expressions.compile(node.value());
    code.emit(Opcode.POP);
  }

  @Override
  public void let(Stmt.Let node) {
    expressions.compile(node.value());
    declare(node.target());
  }

  private void declare(Stmt.Target target) {
    if (target.variable() == null) {
      code.emit(Opcode.DEFINE_GLOBAL, globals.index(target.name()));
    } else {
      expressions.declare(target.variable());
    }
  }

  @Override
  public void assign(Stmt.Assign node) {
    if (node.target() instanceof Expr.Index index) {
      assignIndex(index, node);
    } else if (node.target() instanceof Expr.Field field) {
      assignField(field, node);
    } else {
      assignVariable(node);
    }
  }

  private void assignIndex(Expr.Index target, Stmt.Assign node) {
    expressions.compile(target.object());
    expressions.compile(target.index());
    if (node.operator() != null) {
      code.emit(Opcode.DUP_PAIR);
      code.emit(Opcode.INDEX);
    }
    value(node);
    code.emit(Opcode.SET_INDEX);
  }

  private void assignField(Expr.Field target, Stmt.Assign node) {
    expressions.compile(target.object());
    int name = code.constant(target.name());
    if (node.operator() != null) {
      code.emit(Opcode.DUP);
      code.emit(Opcode.GET_FIELD, name);
    }
    value(node);
    code.emit(Opcode.SET_FIELD, name);
  }

  private void assignVariable(Stmt.Assign node) {
    if (node.operator() != null) {
      expressions.compile(node.target());
    }
    value(node);
    if (node.target() instanceof Expr.Local local) {
      expressions.store(local.variable());
    } else {
      code.emit(Opcode.STORE_GLOBAL, globals.index(((Expr.Global) node.target()).name()));
    }
  }

  /** Compiles the right side; for {@code +=} and such, the old value is on the stack. */
  private void value(Stmt.Assign node) {
    expressions.compile(node.value());
    code.line(node.line());
    if (node.operator() != null) {
      code.emit(node.operator().opcode);
    }
  }

  @Override
  public void block(Stmt.Block node) {
    compileAll(node.statements());
  }

  @Override
  public void ifElse(Stmt.If node) {
    CodeBuilder.Label otherwise = code.newLabel();
    expressions.jumpIf(false, node.condition(), otherwise);
    node.yes().accept(this);
    if (node.no() == null) {
      code.mark(otherwise);
      return;
    }
    CodeBuilder.Label end = code.newLabel();
    code.jump(Opcode.JUMP, end);
    code.mark(otherwise);
    node.no().accept(this);
    code.mark(end);
  }

  @Override
  public void whileLoop(Stmt.While node) {
    Loop loop = new Loop(code.newLabel(), code.newLabel());
    code.mark(loop.continues());
    expressions.jumpIf(false, node.condition(), loop.breaks());
    loopBody(loop, node.body());
  }

  @Override
  public void forLoop(Stmt.For node) {
    Loop loop = new Loop(code.newLabel(), code.newLabel());
    expressions.compile(node.iterable());
    code.line(node.line());
    code.emit(Opcode.ITERATE, node.iteratorSlot());
    code.mark(loop.continues());
    code.line(node.line());
    code.jump(Opcode.NEXT, loop.breaks(), node.iteratorSlot());
    expressions.declare(node.variable());
    loopBody(loop, node.body());
  }

  private void loopBody(Loop loop, Stmt body) {
    enclosing.push(loop);
    body.accept(this);
    enclosing.pop();
    code.jump(Opcode.JUMP, loop.continues());
    code.mark(loop.breaks());
  }

  @Override
  public void breakLoop(Stmt.Break node) {
    code.line(node.line());
    Loop loop = innermostLoop();
    leave(loop, () -> code.jump(Opcode.JUMP, loop.breaks()));
  }

  @Override
  public void continueLoop(Stmt.Continue node) {
    code.line(node.line());
    Loop loop = innermostLoop();
    leave(loop, () -> code.jump(Opcode.JUMP, loop.continues()));
  }

  private Loop innermostLoop() {
    for (Enclosing statement : enclosing) {
      if (statement instanceof Loop loop) {
        return loop;
      }
    }
    throw new IllegalStateException("jump outside of a loop");
  }

  @Override
  public void returnValue(Stmt.Return node) {
    expressions.compile(node.value());
    code.line(node.line());
    Guarded outermost = outermostCleanup();
    if (outermost == null) {
      code.emit(Opcode.RETURN);
      return;
    }
    code.emit(Opcode.STORE_LOCAL, outermost.slot);
    leave(
        null,
        () -> {
          code.emit(Opcode.LOAD_LOCAL, outermost.slot);
          code.emit(Opcode.RETURN);
        });
  }

  private Guarded outermostCleanup() {
    Guarded outermost = null;
    for (Enclosing statement : enclosing) {
      if (statement instanceof Guarded guarded && guarded.cleanup != null) {
        outermost = guarded;
      }
    }
    return outermost;
  }

  /** Emits a jump out of all statements inside {@code target} (null: all), with their cleanups. */
  private void leave(Loop target, Runnable jump) {
    List<Enclosing> left = new ArrayList<>();
    while (!enclosing.isEmpty() && enclosing.peek() != target) {
      Enclosing statement = enclosing.pop();
      left.add(0, statement);
      if (statement instanceof Guarded guarded) {
        endRange(guarded);
        if (guarded.cleanup != null) {
          guarded.cleanup.accept(this);
        }
      }
    }
    jump.run();
    for (Enclosing statement : left) {
      enclosing.push(statement);
      if (statement instanceof Guarded guarded) {
        guarded.start = code.pc();
      }
    }
  }

  @Override
  public void throwValue(Stmt.Throw node) {
    expressions.compile(node.value());
    code.line(node.line());
    code.emit(Opcode.THROW);
  }

  @Override
  public void tryCatch(Stmt.Try node) {
    if (node.cleanup() == null) {
      bodyWithHandler(node);
      return;
    }
    Guarded guarded = new Guarded(code.newLabel(), node.cleanup(), node.slot());
    CodeBuilder.Label end = code.newLabel();
    begin(guarded);
    bodyWithHandler(node);
    end(guarded);
    node.cleanup().accept(this);
    code.jump(Opcode.JUMP, end);
    markHandler(guarded);
    code.emit(Opcode.STORE_LOCAL, node.slot());
    node.cleanup().accept(this);
    code.emit(Opcode.RETHROW, node.slot());
    code.mark(end);
  }

  private void bodyWithHandler(Stmt.Try node) {
    if (node.handler() == null) {
      node.body().accept(this);
      return;
    }
    Guarded guarded = new Guarded(code.newLabel(), null, node.slot());
    CodeBuilder.Label end = code.newLabel();
    begin(guarded);
    node.body().accept(this);
    end(guarded);
    code.jump(Opcode.JUMP, end);
    markHandler(guarded);
    code.emit(Opcode.CATCH_VALUE);
    expressions.declare(node.variable());
    node.handler().accept(this);
    code.mark(end);
  }

  private void begin(Guarded guarded) {
    guarded.start = code.pc();
    enclosing.push(guarded);
  }

  private void end(Guarded guarded) {
    enclosing.pop();
    endRange(guarded);
  }

  private void endRange(Guarded guarded) {
    guarded.ranges.add(new int[] {guarded.start, code.pc()});
  }

  private void markHandler(Guarded guarded) {
    code.markHandler(guarded.handler);
    for (int[] range : guarded.ranges) {
      code.handler(range[0], range[1], guarded.handler);
    }
  }

  @Override
  public void functionDeclaration(Stmt.FunctionDeclaration node) {
    makeVisibleToItself(node.target());
    expressions.function(node.function());
    define(node.target());
  }

  @Override
  public void classDeclaration(Stmt.ClassDeclaration node) {
    makeVisibleToItself(node.target());
    if (node.superclass() == null) {
      code.emit(Opcode.NIL);
    } else {
      expressions.compile(node.superclass());
    }
    for (Expr.Function method : node.methods()) {
      expressions.function(method);
    }
    code.line(node.line());
    code.emit(Opcode.CLASS, code.constant(node.target().name()), node.methods().size());
    define(node.target());
  }

  /** A captured local function or class has its cell before its closures are made. */
  private void makeVisibleToItself(Stmt.Target target) {
    if (target.variable() != null && target.variable().captured) {
      code.emit(Opcode.NIL);
      expressions.declare(target.variable());
    }
  }

  private void define(Stmt.Target target) {
    if (target.variable() != null && target.variable().captured) {
      expressions.store(target.variable());
    } else {
      declare(target);
    }
  }
}
