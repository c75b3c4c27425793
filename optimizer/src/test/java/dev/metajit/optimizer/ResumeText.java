package dev.metajit.optimizer;

import dev.metajit.trace.ArrayDescr;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Operation;
import dev.metajit.trace.ResumeData;
import dev.metajit.trace.ResumeData.FailArgument;
import dev.metajit.trace.ResumeData.Known;
import dev.metajit.trace.ResumeData.Source;
import dev.metajit.trace.ResumeData.VirtualObject;
import dev.metajit.trace.ResumeData.VirtualReference;
import dev.metajit.trace.Trace;
import java.util.ArrayList;
import java.util.List;

/** Resume data as a line of text: frames, virtual objects, pending stores. */
final class ResumeText {
  private final Exit exit;

  private ResumeText(Exit exit) {
    this.exit = exit;
  }

  /** A line per guard of the trace. */
  static String of(Trace trace) {
    StringBuilder text = new StringBuilder();
    for (Operation operation : trace.operations()) {
      if (operation.op().isGuard()) {
        text.append(of(operation.exit())).append('\n');
      }
    }
    return text.toString();
  }

  static String of(Exit exit) {
    return new ResumeText(exit).text(exit.resumeData());
  }

  private String text(ResumeData data) {
    List<String> parts = new ArrayList<>();
    data.frames().forEach(frame -> parts.add(values(frame.values())));
    for (int i = 0; i < data.virtuals().size(); i++) {
      parts.add("v" + i + " = " + text(data.virtuals().get(i)));
    }
    for (ResumeData.PendingStore store : data.pendingStores()) {
      String place =
          store.index() == null
              ? text(store.object()) + "." + store.descr().text()
              : text(store.object()) + "[" + text(store.index()) + "]";
      parts.add(place + " := " + text(store.value()));
    }
    return String.join("; ", parts);
  }

  private String text(VirtualObject object) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < object.values().size(); i++) {
      String value = text(object.values().get(i));
      parts.add(object.fields().isEmpty() ? value : object.fields().get(i).name() + "=" + value);
    }
    String length = object.type() instanceof ArrayDescr ? "" + object.length() : "";
    String then = object.completion() == null ? "" : ", " + object.completion().text();
    return object.type().text() + length + "(" + String.join(", ", parts) + ")" + then;
  }

  private String values(List<Source> values) {
    return "[" + String.join(", ", values.stream().map(this::text).toList()) + "]";
  }

  private String text(Source source) {
    if (source == null) {
      return "_";
    }
    if (source instanceof Known known) {
      return known.constant().toString();
    }
    if (source instanceof VirtualReference reference) {
      return "v" + reference.index();
    }
    return exit.failArguments().get(((FailArgument) source).index()).toString();
  }
}
