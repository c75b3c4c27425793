package dev.metajit.demo.forth;

import java.nio.charset.StandardCharsets;

/** Words that make new words, read source text, or change how it is read. */
final class DefiningWords {
  private DefiningWords() {}

  static void define(Forth forth) {
    forth.define(":", new Colon(forth));
    forth.define(":noname", new NoName(forth));
    forth.define("create", new Create(forth));
    forth.define("variable", new Variable(forth));
    forth.define("constant", new Constant(forth));
    forth.define("fvariable", new FloatVariable(forth));
    forth.define("fconstant", new FloatConstant(forth));
    forth.define("value", new Value(forth));
    forth.define("immediate", new Immediate(forth));
    forth.define("'", new Tick(forth));
    forth.define("char", new Char(forth));
    forth.define("]", new StartCompiling(forth));
    forth.define("hex", new Hex(forth));
    forth.define("decimal", new Decimal(forth));
    forth.define("abort", new Abort(forth));
    forth.defineImmediate("to", new To(forth));
    forth.defineImmediate("s\"", new StringQuote(forth));
    forth.defineImmediate(".\"", new PrintQuote(forth));
    forth.defineImmediate(".(", new PrintParenthesis(forth));
    forth.defineImmediate("(", new Comment(forth));
    forth.defineImmediate("\\", new LineComment(forth));
    forth.defineImmediate("[", new StopCompiling(forth));
  }

  private static final class Colon extends CompilerWord {
    Colon(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      forth.startDefinition(forth.parseName());
    }
  }

  private static final class NoName extends CompilerWord {
    NoName(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      vm.push(vm.token(forth.startDefinition(null)));
    }
  }

  private static final class Create extends CompilerWord {
    Create(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      vm.memory.align();
      forth.define(forth.parseName(), new ControlWords.Created(vm.memory.here()));
    }
  }

  private static final class Variable extends CompilerWord {
    Variable(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      vm.memory.align();
      forth.define(forth.parseName(), new ControlWords.Literal(vm.memory.here()));
      vm.memory.allot(Memory.CELL_BYTES);
    }
  }

  private static final class Constant extends CompilerWord {
    Constant(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      forth.define(forth.parseName(), new ControlWords.Literal(vm.pop()));
    }
  }

  private static final class FloatVariable extends CompilerWord {
    FloatVariable(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      vm.memory.align();
      forth.define(forth.parseName(), new ControlWords.Literal(vm.memory.here()));
      vm.memory.allot(Memory.CELL_BYTES);
    }
  }

  private static final class FloatConstant extends CompilerWord {
    FloatConstant(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      forth.define(forth.parseName(), new ControlWords.FloatLiteral(vm.popFloat()));
    }
  }

  private static final class Value extends CompilerWord {
    Value(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      forth.define(forth.parseName(), new ControlWords.Value(vm.pop()));
    }
  }

  private static final class Immediate extends CompilerWord {
    Immediate(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      forth.makeLatestImmediate();
    }
  }

  private static final class Tick extends CompilerWord {
    Tick(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      vm.push(vm.token(forth.parseWord()));
    }
  }

  private static final class Char extends CompilerWord {
    Char(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      vm.push(forth.parseName().charAt(0));
    }
  }

  private static final class StartCompiling extends CompilerWord {
    StartCompiling(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      forth.setCompiling(true);
    }
  }

  private static final class Hex extends CompilerWord {
    Hex(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      forth.setBase(16);
    }
  }

  private static final class Decimal extends CompilerWord {
    Decimal(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      forth.setBase(10);
    }
  }

  private static final class Abort extends CompilerWord {
    Abort(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      throw new ForthException("aborted");
    }
  }

  private static final class To extends CompilerWord {
    To(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      if (!(forth.parseWord() instanceof ControlWords.Value value)) {
        throw new ForthException("to: not a value");
      }
      forth.compileOrRun(new ControlWords.StoreValue(value));
    }
  }

  private static final class StringQuote extends CompilerWord {
    StringQuote(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      byte[] text = forth.source().until('"').getBytes(StandardCharsets.UTF_8);
      long address = vm.memory.append(text);
      forth.compileOrRun(new ControlWords.StringLiteral(address, text.length));
    }
  }

  private static final class PrintQuote extends CompilerWord {
    PrintQuote(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      forth.compileOrRun(new ControlWords.Print(forth.source().until('"')));
    }
  }

  private static final class PrintParenthesis extends CompilerWord {
    PrintParenthesis(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      vm.out.print(forth.source().until(')'));
    }
  }

  private static final class Comment extends CompilerWord {
    Comment(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      forth.source().until(')');
    }
  }

  private static final class LineComment extends CompilerWord {
    LineComment(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      forth.source().skipLine();
    }
  }

  private static final class StopCompiling extends CompilerWord {
    StopCompiling(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      forth.setCompiling(false);
    }
  }
}
