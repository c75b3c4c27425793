package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.launch.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in {@code docs} with blocks that a test makes: each stands between code fences under a
 * comment with its name. With {@code -Dtest.bless=true} the page is written anew.
 */
final class TracePage {
  private static final boolean BLESS = Boolean.getBoolean("test.bless");

  private final Path file;
  private final String before;
  private String now;

  TracePage(String name) throws IOException {
    file = Workplace.path("docs/" + name);
    before = Files.readString(file);
    now = before;
  }

  /** Says what a block should be. */
  void block(String name, String text) {
    Pattern pattern =
        Pattern.compile("(?s)(<!-- " + Pattern.quote(name) + " -->\\n```\\n).*?(```\\n)");
    Matcher matcher = pattern.matcher(now);
    assertThat(matcher.find()).as("a block '%s' in %s", name, file).isTrue();
    now = matcher.replaceFirst("$1" + Matcher.quoteReplacement(text) + "$2");
  }

  /** The blocks are as they should be. */
  void check() throws IOException {
    if (BLESS) {
      Files.writeString(file, now);
    }
    assertThat(before).as("the page; its end says how to write it anew").isEqualTo(now);
  }
}
