package dev.metajit.demo.kestrel;

/** The builtin functions. */
enum Builtin {
  PRINT("print", 0, Builtin.ANY) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      interpreter.out().print(joined(arguments) + "\n");
      return null;
    }
  },
  WRITE("write", 0, Builtin.ANY) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      interpreter.out().print(joined(arguments));
      return null;
    }
  },
  LEN("len", 1, 1) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return Containers.length(arguments[0]);
    }
  },
  STR("str", 1, 1) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return Conversions.str(arguments[0]);
    }
  },
  INT("int", 1, 1) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return Conversions.toInt(arguments[0]);
    }
  },
  FLOAT("float", 1, 1) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return Conversions.toFloat(arguments[0]);
    }
  },
  FIXED("fixed", 2, 2) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return FloatFormat.fixed(Numbers.toDouble(arguments[0]), Numbers.toSmallInt(arguments[1]));
    }
  },
  TYPE("type", 1, 1) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return Conversions.typeName(arguments[0]);
    }
  },
  IS_INSTANCE("isinstance", 2, 2) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return arguments[0] instanceof KInstance instance
          && arguments[1] instanceof KClass type
          && instance.type().isSubclassOf(type);
    }
  },
  RANGE("range", 1, 3) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return Numbers.range(arguments);
    }
  },
  LIST("list", 1, 1) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return Containers.listOf(arguments[0]);
    }
  },
  SQRT("sqrt", 1, 1) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return Math.sqrt(Numbers.toDouble(arguments[0]));
    }
  },
  SIN("sin", 1, 1) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return StrictMath.sin(Numbers.toDouble(arguments[0]));
    }
  },
  COS("cos", 1, 1) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return StrictMath.cos(Numbers.toDouble(arguments[0]));
    }
  },
  EXP("exp", 1, 1) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return StrictMath.exp(Numbers.toDouble(arguments[0]));
    }
  },
  LOG("log", 1, 1) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return StrictMath.log(Numbers.toDouble(arguments[0]));
    }
  },
  FLOOR("floor", 1, 1) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return Numbers.floor(arguments[0]);
    }
  },
  CEIL("ceil", 1, 1) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return Numbers.ceil(arguments[0]);
    }
  },
  ROUND("round", 1, 1) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return Numbers.round(arguments[0]);
    }
  },
  ABS("abs", 1, 1) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return Numbers.abs(arguments[0]);
    }
  },
  MIN("min", 1, Builtin.ANY) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return Numbers.min(arguments);
    }
  },
  MAX("max", 1, Builtin.ANY) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return Numbers.max(arguments);
    }
  },
  CHR("chr", 1, 1) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return Numbers.chr(arguments[0]);
    }
  },
  ORD("ord", 1, 1) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return Numbers.ord(arguments[0]);
    }
  },
  CLOCK("clock", 0, 0) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return System.nanoTime() / NANOS_PER_MILLI;
    }
  },
  ARGS("args", 0, 0) {
    @Override
    Object call(Interpreter interpreter, int depth, Object[] arguments) {
      return new KList(interpreter.arguments().toArray());
    }
  };

  private static final int ANY = Integer.MAX_VALUE;
  private static final double NANOS_PER_MILLI = 1e6;

  /** The name in guest programs. */
  final String guestName;

  private final int fewest;
  private final int most;

  Builtin(String guestName, int fewest, int most) {
    this.guestName = guestName;
    this.fewest = fewest;
    this.most = most;
  }

  /** Calls the function with a number of arguments that fits. */
  abstract Object call(Interpreter interpreter, int depth, Object[] arguments);

  /** Calls the function, or raises a guest error if the number of arguments does not fit. */
  final Object callChecked(Interpreter interpreter, int depth, Object[] arguments) {
    if (arguments.length < fewest || arguments.length > most) {
      int expected = arguments.length < fewest ? fewest : most;
      throw Members.wrongCount(guestName, expected, arguments.length);
    }
    return call(interpreter, depth, arguments);
  }

  private static String joined(Object[] values) {
    if (values.length == 1) {
      return Conversions.str(values[0]);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      text.append(i == 0 ? "" : " ").append(Conversions.str(values[i]));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "<function " + guestName + ">";
  }
}
