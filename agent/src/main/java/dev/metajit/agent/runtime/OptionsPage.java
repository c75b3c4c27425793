package dev.metajit.agent.runtime;

import dev.metajit.driver.JitOption;

/** The page {@code docs/options.md}, made from the table of options. */
final class OptionsPage {
  private OptionsPage() {}

  static String markdown() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Options

        An option can be given in four places. The first that has it wins:

        1. the agent's arguments: `-javaagent:jit.jar=threshold=200,log=compile+abort` (a comma separates options)
        2. a system property: `-Djit.threshold=200`
        3. the environment: `JIT_THRESHOLD=200`
        4. a properties file, `jit.properties` in the working directory or `-Djit.properties=path`: `jit.threshold=200`

        An unknown option, or a value that cannot be read, gives one line on stderr and has no effect. A driver may set
        some options for itself ([driver files](driver-files.md), `parameter`).

        | option | environment | values | default | meaning |
        |---|---|---|---|---|
        """);
    for (JitOption option : JitOption.values()) {
      page.append("| `").append(option.key());
      page.append("` | `").append(option.environmentName());
      page.append("` | ").append(option.typeHelp().replace("|", ", "));
      page.append(" | ").append(option.defaultText().isEmpty() ? "" : code(option.defaultText()));
      page.append(" | ").append(option.doc()).append(" |\n");
    }
    page.append(
        """

        ## Logging

        `log` takes names of sections, joined by `+`, and after a colon a file; `%p` in it stands for the process id.
        Without a file the log goes to stderr. Nothing is logged unless asked for.

            -javaagent:jit.jar=log=compile+abort
            -Djit.log=opt:/tmp/jit-%p.log

        This page is made from `dev.metajit.driver.JitOption`; to write it anew after a change there, run the tests of
        the module `agent` with `-Dmetajit.bless=true`.
        """);
    return page.toString();
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
