package dev.metajit.demo.kestrel;

/**
 * The instructions. Operands follow the opcode in the code array; comments show them, and the
 * operand stack before and after.
 */
final class Opcode {
  private Opcode() {}

  static final int CONST = 0; // constant:            -> value
  static final int NIL = 1; //                        -> nil
  static final int TRUE = 2; //                       -> true
  static final int FALSE = 3; //                      -> false
  static final int POP = 4; //                   value ->
  static final int DUP = 5; //                   value -> value value
  static final int DUP_PAIR = 6; //              a b -> a b a b

  static final int LOAD_LOCAL = 7; // slot:           -> value
  static final int STORE_LOCAL = 8; // slot:    value ->
  static final int NEW_CELL = 9; // slot:       value ->
  static final int WRAP_CELL = 10; // slot:           ->         (a captured parameter)
  static final int LOAD_CELL = 11; // slot:           -> value
  static final int STORE_CELL = 12; // slot:    value ->
  static final int LOAD_FREE = 13; // index:          -> value
  static final int STORE_FREE = 14; // index:   value ->
  static final int LOAD_GLOBAL = 15; // index:        -> value
  static final int STORE_GLOBAL = 16; // index: value ->         (must be defined)
  static final int DEFINE_GLOBAL = 17; // index: value ->

  static final int ADD = 18; //                  a b -> a + b    (and so on)
  static final int SUB = 19;
  static final int MUL = 20;
  static final int DIV = 21;
  static final int FLOOR_DIV = 22;
  static final int MOD = 23;
  static final int POW = 24;
  static final int BIT_AND = 25;
  static final int BIT_OR = 26;
  static final int BIT_XOR = 27;
  static final int SHL = 28;
  static final int SHR = 29;
  static final int EQ = 30;
  static final int NE = 31;
  static final int LT = 32;
  static final int LE = 33;
  static final int GT = 34;
  static final int GE = 35;
  static final int CONTAINS = 36; //             a b -> a in b
  static final int NEG = 37; //                    a -> -a
  static final int BIT_NOT = 38; //                a -> ~a
  static final int NOT = 39; //                    a -> not a

  static final int JUMP = 40; // target:             ->
  static final int JUMP_IF_FALSE = 41; // target: a ->
  static final int JUMP_IF_TRUE = 42; // target:  a ->
  static final int JUMP_IF_FALSE_OR_POP = 43; // target: a -> a if it jumps
  static final int JUMP_IF_TRUE_OR_POP = 44; // target:  a -> a if it jumps

  static final int LIST = 45; // count:   elements... -> list
  static final int DICT = 46; // count: (key value)... -> dict
  static final int INDEX = 47; //        object index -> value
  static final int SET_INDEX = 48; // object index value ->
  static final int SLICE = 49; //      object from to -> value
  static final int GET_FIELD = 50; // name:    object -> value
  static final int SET_FIELD = 51; // name: object value ->

  static final int CALL = 52; // count:     callee arguments... -> result
  static final int INVOKE = 53; // name, native, count: receiver arguments... -> result
  static final int SUPER_INVOKE = 54; // name, count: self arguments... -> result
  static final int CLOSURE = 55; // code:             -> function
  static final int CLASS = 56; // name, count: superclass methods... -> class
  static final int RETURN = 57; //              value ->
  static final int THROW = 58; //               value ->
  static final int ITERATE = 59; // slot:    iterable ->         (iterator to slot)
  static final int NEXT = 60; // slot, target:        -> value   (or jumps at the end)
  static final int RETHROW = 61; // slot:             ->         (an exception kept in slot)
  static final int CATCH_VALUE = 62; //     exception -> value
}
