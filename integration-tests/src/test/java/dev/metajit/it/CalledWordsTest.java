package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.demo.forth.Main;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where guest calls do not recurse into the portal, a call goes back to the start of a piece of
 * code, which is no loop unless there is no other.
 */
class CalledWordsTest {
  @TempDir Path directory;

  @Test
  void aWordThatALoopCallsTwiceIsNotTheLoop() throws IOException {
    List<String> loops =
        loops(
            """
            : item ( n -- n ) 3 * 7 mod ;
            : main ( -- ) 0 2000 0 do i item + i 1+ item + loop . ;
            main
            """,
            "12003");

    assertThat(loops).isNotEmpty().noneMatch(line -> line.contains(" loop 0 "));
  }

  @Test
  void wordsThatCallEachOtherAreALoop() throws IOException {
    List<String> loops =
        loops(
            """
            variable other
            : even ( n -- n ) dup 0 > if 1- other @ execute then ;
            : odd ( n -- n ) dup 0 > if 1- even then ;
            ' odd other !
            4000 even .
            """,
            "0");

    assertThat(loops).isNotEmpty();
  }

  /** What was compiled as a loop while the program ran, which prints this. */
  private List<String> loops(String program, String expected) throws IOException {
    Path file = Files.writeString(directory.resolve("program.fs"), program);
    CompileLog log = new CompileLog(directory);
    JvmResult result =
        AgentRun.accelerated(Jdk.running(), "threshold=100,sync=true", log.option())
            .run(Main.class, file.toString());
    assertThat(result.standardOutput().strip()).as(result.toString()).isEqualTo(expected);
    return log.compilations().stream().filter(line -> line.contains(" loop ")).toList();
  }
}
