package dev.metajit.warm;

import dev.metajit.backend.CompiledTrace;
import dev.metajit.metainterp.AbortReason;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines of {@code jit.log}: one logger per section, named {@code jit.} and the section. */
final class JitLog {
  private final Logger compile = LoggerFactory.getLogger("jit.compile");
  private final Logger abort = LoggerFactory.getLogger("jit.abort");
  private final Logger trace = LoggerFactory.getLogger("jit.trace");
  private final Logger opt = LoggerFactory.getLogger("jit.opt");
  private final Logger asm = LoggerFactory.getLogger("jit.asm");

  void abort(String location, AbortReason reason, String detail) {
    if (reason == AbortReason.INTERNAL_ERROR) {
      abort.warn("abort {}: {} ({})", location, reason.text(), detail);
    } else {
      abort.debug("abort {}: {}{}", location, reason.text(), detail == null ? "" : ": " + detail);
    }
  }

  void recorded(String location, Trace recorded) {
    if (trace.isDebugEnabled()) {
      trace.debug("recorded {}\n{}", location, TraceText.print(recorded));
    }
  }

  void optimized(String location, Trace optimized) {
    if (opt.isDebugEnabled()) {
      opt.debug("optimized {}\n{}", location, TraceText.print(optimized));
    }
  }

  /** One line per compiled loop or bridge. */
  void compiled(
      String what,
      String location,
      Trace recorded,
      int left,
      int guards,
      CompiledTrace code,
      long tracingNanos,
      long compilingNanos) {
    if (compile.isDebugEnabled()) {
      compile.debug(
          "{} {} recorded={} left={} guards={} backend={} bytes={} tracing_us={} compiling_us={}",
          what,
          location,
          recorded.operations().size(),
          left,
          guards,
          code.backend(),
          code.codeBytes(),
          tracingNanos / 1000,
          compilingNanos / 1000);
    }
  }

  void listing(String location, CompiledTrace code) {
    if (asm.isDebugEnabled()) {
      asm.debug("{} backend={}\n{}", location, code.backend(), code.listing());
    }
  }

  /** An internal error with its stack trace, for whoever asks for it. */
  void internalError(Throwable error) {
    abort.debug("internal error", error);
  }

  void switchedOff(int errors) {
    abort.warn(
        "switched off after {} internal errors; the program goes on without the JIT", errors);
  }

  /** Why loops run as bytecode where machine code was asked for. */
  void noMachineCode(String reason) {
    compile.warn("{}; loops run as JVM bytecode instead", reason);
  }

  boolean wantsListings() {
    return asm.isDebugEnabled();
  }

  void note(String text) {
    compile.debug(text);
  }
}
