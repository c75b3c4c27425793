package dev.metajit.demo.kestrel;

import java.util.List;

/** A statement. Statements start and end with an empty operand stack. */
sealed interface Stmt {
  /** The source line of the statement, from 1. */
  int line();

  /** Does what the visitor does with this kind of statement. */
  void accept(Visitor visitor);

  /** One method for each kind of statement. */
  interface Visitor {
    void expression(Expression node);

    void let(Let node);

    void assign(Assign node);

    void block(Block node);

    void ifElse(If node);

    void whileLoop(While node);

    void forLoop(For node);

    void breakLoop(Break node);

    void continueLoop(Continue node);

    void returnValue(Return node);

    void throwValue(Throw node);

    void tryCatch(Try node);

    void functionDeclaration(FunctionDeclaration node);

    void classDeclaration(ClassDeclaration node);
  }

  /** Where a declared value goes: a global if {@code variable} is null. */
  record Target(String name, Variable variable) {}

  /** An expression whose value is dropped. */
  record Expression(Expr value, int line) implements Stmt {
    @Override
    public void accept(Visitor visitor) {
      visitor.expression(this);
    }
  }

  /** {@code let name = value}. */
  record Let(Target target, Expr value, int line) implements Stmt {
    @Override
    public void accept(Visitor visitor) {
      visitor.let(this);
    }
  }

  /** {@code target = value}, or {@code target += value}; {@code operator} is null for plain. */
  record Assign(Expr target, BinaryOperator operator, Expr value, int line) implements Stmt {
    @Override
    public void accept(Visitor visitor) {
      visitor.assign(this);
    }
  }

  /** {@code { statements }}. */
  record Block(List<Stmt> statements, int line) implements Stmt {
    @Override
    public void accept(Visitor visitor) {
      visitor.block(this);
    }
  }

  /** {@code if condition yes else no}; {@code no} may be null. */
  record If(Expr condition, Stmt yes, Stmt no, int line) implements Stmt {
    @Override
    public void accept(Visitor visitor) {
      visitor.ifElse(this);
    }
  }

  /** {@code while condition body}. */
  record While(Expr condition, Stmt body, int line) implements Stmt {
    @Override
    public void accept(Visitor visitor) {
      visitor.whileLoop(this);
    }
  }

  /** {@code for variable in iterable body}; {@code iteratorSlot} is a slot without a name. */
  record For(Variable variable, int iteratorSlot, Expr iterable, Stmt body, int line)
      implements Stmt {
    @Override
    public void accept(Visitor visitor) {
      visitor.forLoop(this);
    }
  }

  /** {@code break}. */
  record Break(int line) implements Stmt {
    @Override
    public void accept(Visitor visitor) {
      visitor.breakLoop(this);
    }
  }

  /** {@code continue}. */
  record Continue(int line) implements Stmt {
    @Override
    public void accept(Visitor visitor) {
      visitor.continueLoop(this);
    }
  }

  /** {@code return value}. */
  record Return(Expr value, int line) implements Stmt {
    @Override
    public void accept(Visitor visitor) {
      visitor.returnValue(this);
    }
  }

  /** {@code throw value}. */
  record Throw(Expr value, int line) implements Stmt {
    @Override
    public void accept(Visitor visitor) {
      visitor.throwValue(this);
    }
  }

  /**
   * {@code try body catch variable handler finally cleanup}; handler (with its variable) or cleanup
   * may be null. {@code slot} keeps the exception, or a value on its way to be returned, while
   * cleanup runs.
   */
  record Try(Stmt body, Variable variable, Stmt handler, Stmt cleanup, int slot, int line)
      implements Stmt {
    @Override
    public void accept(Visitor visitor) {
      visitor.tryCatch(this);
    }
  }

  /** {@code fn name(parameters) body}. */
  record FunctionDeclaration(Target target, Expr.Function function, int line) implements Stmt {
    @Override
    public void accept(Visitor visitor) {
      visitor.functionDeclaration(this);
    }
  }

  /** {@code class name : superclass { methods }}; {@code superclass} may be null. */
  record ClassDeclaration(Target target, Expr superclass, List<Expr.Function> methods, int line)
      implements Stmt {
    @Override
    public void accept(Visitor visitor) {
      visitor.classDeclaration(this);
    }
  }
}
