/**
 * Writes the larger Brainfuck guest programs. {@link dev.metajit.demo.bf.macro.MacroAssembler}
 * knows variables, tests and decimal numbers; the programs are written in its terms; {@link
 * dev.metajit.demo.bf.macro.GuestPrograms} lists them.
 */
package dev.metajit.demo.bf.macro;
