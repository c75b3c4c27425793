package dev.metajit.demo.kestrel;

import java.util.List;

/** An expression. Names are resolved: a local variable, a global, or a free variable. */
sealed interface Expr {
  /** The source line of the expression, from 1. */
  int line();

  /** Does what the visitor does with this kind of expression. */
  void accept(Visitor visitor);

  /** One method for each kind of expression. */
  interface Visitor {
    void literal(Literal node);

    void local(Local node);

    void global(Global node);

    void unary(Unary node);

    void binary(Binary node);

    void logical(Logical node);

    void conditional(Conditional node);

    void call(Call node);

    void invoke(Invoke node);

    void superInvoke(SuperInvoke node);

    void field(Field node);

    void index(Index node);

    void slice(Slice node);

    void list(ListOf node);

    void dict(DictOf node);

    void function(Function node);
  }

  /** A number, string, boolean or nil. */
  record Literal(Object value, int line) implements Expr {
    @Override
    public void accept(Visitor visitor) {
      visitor.literal(this);
    }
  }

  /** A local variable of this function or of an outer one. */
  record Local(Variable variable, int line) implements Expr {
    @Override
    public void accept(Visitor visitor) {
      visitor.local(this);
    }
  }

  /** A global variable or a builtin. */
  record Global(String name, int line) implements Expr {
    @Override
    public void accept(Visitor visitor) {
      visitor.global(this);
    }
  }

  /** {@code -a}, {@code ~a} or {@code not a}, by opcode. */
  record Unary(int opcode, Expr operand, int line) implements Expr {
    @Override
    public void accept(Visitor visitor) {
      visitor.unary(this);
    }
  }

  /** An operator that evaluates both operands. */
  record Binary(BinaryOperator operator, Expr left, Expr right, int line) implements Expr {
    @Override
    public void accept(Visitor visitor) {
      visitor.binary(this);
    }
  }

  /** {@code and} or {@code or}. */
  record Logical(boolean isAnd, Expr left, Expr right, int line) implements Expr {
    @Override
    public void accept(Visitor visitor) {
      visitor.logical(this);
    }
  }

  /** {@code condition ? yes : no}. */
  record Conditional(Expr condition, Expr yes, Expr no, int line) implements Expr {
    @Override
    public void accept(Visitor visitor) {
      visitor.conditional(this);
    }
  }

  /** {@code callee(arguments)}. */
  record Call(Expr callee, List<Expr> arguments, int line) implements Expr {
    @Override
    public void accept(Visitor visitor) {
      visitor.call(this);
    }
  }

  /** {@code receiver.name(arguments)}. */
  record Invoke(Expr receiver, String name, List<Expr> arguments, int line) implements Expr {
    @Override
    public void accept(Visitor visitor) {
      visitor.invoke(this);
    }
  }

  /** {@code super.name(arguments)}. */
  record SuperInvoke(Expr self, String name, List<Expr> arguments, int line) implements Expr {
    @Override
    public void accept(Visitor visitor) {
      visitor.superInvoke(this);
    }
  }

  /** {@code object.name}. */
  record Field(Expr object, String name, int line) implements Expr {
    @Override
    public void accept(Visitor visitor) {
      visitor.field(this);
    }
  }

  /** {@code object[index]}. */
  record Index(Expr object, Expr index, int line) implements Expr {
    @Override
    public void accept(Visitor visitor) {
      visitor.index(this);
    }
  }

  /** {@code object[from:to]}; a missing end is a nil literal. */
  record Slice(Expr object, Expr from, Expr to, int line) implements Expr {
    @Override
    public void accept(Visitor visitor) {
      visitor.slice(this);
    }
  }

  /** {@code [elements]}. */
  record ListOf(List<Expr> elements, int line) implements Expr {
    @Override
    public void accept(Visitor visitor) {
      visitor.list(this);
    }
  }

  /** {@code {key: value, ...}}: keys and values in turn. */
  record DictOf(List<Expr> keysAndValues, int line) implements Expr {
    @Override
    public void accept(Visitor visitor) {
      visitor.dict(this);
    }
  }

  /**
   * A function: its parameters are the first slots of its scope, {@code self} first in a method.
   */
  record Function(
      String name,
      boolean isMethod,
      List<Variable> parameters,
      List<Stmt> body,
      FunctionScope scope,
      int line)
      implements Expr {
    @Override
    public void accept(Visitor visitor) {
      visitor.function(this);
    }
  }
}
