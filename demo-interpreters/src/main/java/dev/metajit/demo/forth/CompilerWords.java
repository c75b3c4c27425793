package dev.metajit.demo.forth;

import dev.metajit.demo.forth.Definition.Kind;

/** Words that are executed while a definition is compiled, and append to it. */
final class CompilerWords {
  private CompilerWords() {}

  static void define(Forth forth) {
    forth.defineImmediate("if", new If(forth));
    forth.defineImmediate("else", new Else(forth));
    forth.defineImmediate("then", new Then(forth));
    forth.defineImmediate("begin", new Begin(forth));
    forth.defineImmediate("until", new Until(forth));
    forth.defineImmediate("again", new Again(forth));
    forth.defineImmediate("while", new While(forth));
    forth.defineImmediate("repeat", new Repeat(forth));
    forth.defineImmediate("do", new Do(forth));
    forth.defineImmediate("?do", new QuestionDo(forth));
    forth.defineImmediate("loop", new Loop(forth));
    forth.defineImmediate("+loop", new PlusLoop(forth));
    forth.defineImmediate("leave", new Leave(forth));
    forth.defineImmediate("unloop", new Unloop(forth));
    forth.defineImmediate("i", new I(forth));
    forth.defineImmediate("j", new J(forth));
    forth.defineImmediate("k", new K(forth));
    forth.defineImmediate("exit", new Exit(forth));
    forth.defineImmediate("recurse", new Recurse(forth));
    forth.defineImmediate("case", new Case(forth));
    forth.defineImmediate("of", new Of(forth));
    forth.defineImmediate("endof", new EndOf(forth));
    forth.defineImmediate("endcase", new EndCase(forth));
    forth.defineImmediate("literal", new Literal(forth));
    forth.defineImmediate("[char]", new BracketChar(forth));
    forth.defineImmediate("[']", new BracketTick(forth));
    forth.defineImmediate("postpone", new Postpone(forth));
    forth.defineImmediate("abort\"", new AbortQuote(forth));
    forth.defineImmediate("does>", new Does(forth));
    forth.defineImmediate(";", new Semicolon(forth));
  }

  private static final class If extends CompilerWord {
    If(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().openJump(new ControlWords.BranchIfZero());
    }
  }

  private static final class Else extends CompilerWord {
    Else(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().openJump(new ControlWords.Branch());
      definition().swap();
      definition().resolve();
    }
  }

  private static final class Then extends CompilerWord {
    Then(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().resolve();
    }
  }

  private static final class Begin extends CompilerWord {
    Begin(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().open(Kind.BACKWARD_TARGET);
    }
  }

  private static final class Until extends CompilerWord {
    Until(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().jumpBack(Kind.BACKWARD_TARGET, new ControlWords.BranchIfZero());
    }
  }

  private static final class Again extends CompilerWord {
    Again(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().jumpBack(Kind.BACKWARD_TARGET, new ControlWords.Branch());
    }
  }

  private static final class While extends CompilerWord {
    While(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().openJump(new ControlWords.BranchIfZero());
      definition().swap();
    }
  }

  private static final class Repeat extends CompilerWord {
    Repeat(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().jumpBack(Kind.BACKWARD_TARGET, new ControlWords.Branch());
      definition().resolve();
    }
  }

  private static final class Do extends CompilerWord {
    Do(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().append(new ControlWords.Do());
      definition().open(Kind.COUNTED_LOOP);
    }
  }

  private static final class QuestionDo extends CompilerWord {
    QuestionDo(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().open(Kind.COUNTED_LOOP, new ControlWords.DoIfDifferent());
    }
  }

  private static final class Loop extends CompilerWord {
    Loop(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().jumpBack(Kind.COUNTED_LOOP, new ControlWords.Loop());
    }
  }

  private static final class PlusLoop extends CompilerWord {
    PlusLoop(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().jumpBack(Kind.COUNTED_LOOP, new ControlWords.PlusLoop());
    }
  }

  private static final class Leave extends CompilerWord {
    Leave(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().leave(Kind.COUNTED_LOOP, new ControlWords.Leave());
    }
  }

  private static final class Unloop extends CompilerWord {
    Unloop(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().append(new ControlWords.Unloop());
    }
  }

  private static final class I extends CompilerWord {
    I(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().append(new ControlWords.Index(1));
    }
  }

  private static final class J extends CompilerWord {
    J(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().append(new ControlWords.Index(3));
    }
  }

  private static final class K extends CompilerWord {
    K(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().append(new ControlWords.Index(5));
    }
  }

  private static final class Exit extends CompilerWord {
    Exit(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().append(new ControlWords.Exit());
    }
  }

  private static final class Recurse extends CompilerWord {
    Recurse(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().append(definition().word);
    }
  }

  private static final class Case extends CompilerWord {
    Case(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().open(Kind.CASE);
    }
  }

  private static final class Of extends CompilerWord {
    Of(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().openJump(new ControlWords.BranchUnlessEqual());
    }
  }

  private static final class EndOf extends CompilerWord {
    EndOf(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().leave(Kind.CASE, new ControlWords.Branch());
      definition().resolve();
    }
  }

  private static final class EndCase extends CompilerWord {
    EndCase(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().append(forth.find("drop").word());
      definition().closeCase();
    }
  }

  private static final class Literal extends CompilerWord {
    Literal(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().append(new ControlWords.Literal(vm.pop()));
    }
  }

  private static final class BracketChar extends CompilerWord {
    BracketChar(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().append(new ControlWords.Literal(forth.parseName().charAt(0)));
    }
  }

  private static final class BracketTick extends CompilerWord {
    BracketTick(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().append(new ControlWords.Literal(vm.token(forth.parseWord())));
    }
  }

  private static final class Postpone extends CompilerWord {
    Postpone(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      forth.postpone(forth.find(forth.parseName()));
    }
  }

  private static final class AbortQuote extends CompilerWord {
    AbortQuote(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().append(new ControlWords.Abort(forth.source().until('"')));
    }
  }

  private static final class Does extends CompilerWord {
    Does(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      definition().append(new SetAction(forth));
    }
  }

  private static final class Semicolon extends CompilerWord {
    Semicolon(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      forth.finishDefinition();
    }
  }

  /** At run time: the word made last continues, after its address, with what follows here. */
  private static final class SetAction extends CompilerWord {
    SetAction(Forth forth) {
      super(forth);
    }

    @Override
    void execute(Vm vm) {
      if (!(forth.latest() instanceof ControlWords.Created created)) {
        throw new ForthException("does> without create");
      }
      created.setAction(vm.code, vm.ip);
      vm.returnToCaller();
    }
  }
}
