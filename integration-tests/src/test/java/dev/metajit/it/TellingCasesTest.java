package dev.metajit.it;

import static dev.metajit.it.TellingLog.count;
import static dev.metajit.it.TellingLog.size;
import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.telling.Telling;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The telling cases of {@code docs/telling-cases.md} that take a whole interpreter: what is left of
 * its loops, in counts. Each has its number as tag, and a portal of that name in {@link Telling}.
 */
class TellingCasesTest {
  private static final String ALLOCATIONS = "new|new_array";
  private static final String CALLS = "call_\\w+";
  private static final String MEMORY = "(get|set)(field|arrayitem)_\\w+";

  private static String log;
  private static String output;

  @BeforeAll
  static void run() {
    Jdk jdk = Jdk.running();
    JvmResult result =
        AgentRun.accelerated(
                jdk,
                "threshold=15",
                "function_threshold=40",
                "trace_eagerness=5",
                "sync=true",
                "log=compile+abort+trace+opt")
            .run(Telling.class);
    output = result.standardOutput();
    log = result.standardError();
  }

  private static TellingLog of(String name) {
    return new TellingLog(log, name);
  }

  @OnBothJdks
  void theAnswersAreThoseOfThePlainInterpreters(Jdk jdk) {
    String plain = AgentRun.plain(jdk).run(Telling.class).standardOutput();
    String accelerated =
        AgentRun.accelerated(jdk, "threshold=7", "trace_eagerness=3", "sync=true")
            .run(Telling.class)
            .standardOutput();
    assertThat(withoutCounts(plain).lines().count()).isGreaterThan(45);
    assertThat(withoutCounts(accelerated)).isEqualTo(withoutCounts(plain));
    assertThat(withoutCounts(output)).isEqualTo(withoutCounts(plain));
  }

  private static String withoutCounts(String text) {
    return text.replaceAll("interpreted \\w+", "");
  }

  private static void isPureArithmetic(String loop) {
    assertThat(count(loop, ALLOCATIONS + "|" + CALLS + "|" + MEMORY)).as(loop).isZero();
  }

  @Tag("K1")
  @Test
  void anObjectThatIsCarriedOverIsNotAllocated() {
    isPureArithmetic(of("k1").loop());
    assertThat(of("k1").compiledLoops() + of("k1").compiledBridges()).isOne();
  }

  @Tag("K2")
  @Test
  void norIsOneThatRefersToItself() {
    isPureArithmetic(of("k2").loop());
  }

  @Tag("K3")
  @Test
  void aBoxedDoubleIsAddedInARegister() {
    isPureArithmetic(of("k3").loop());
    assertThat(count(of("k3").loop(), "double_add")).isOne();
  }

  @Tag("K4")
  @Test
  void onlyTheLoopWhereItEscapesAllocates() {
    TellingLog k4 = of("k4");
    assertThat(k4.loops()).hasSize(2);
    isPureArithmetic(k4.loops().get(0));
    String escaping = k4.loops().get(1);
    assertThat(count(escaping, ALLOCATIONS)).isOne();
    assertThat(count(escaping, CALLS)).isOne();
    assertThat(count(escaping, "int_mul")).as("the other factor is known").isOne();
  }

  @Tag("K5")
  @Test
  void anObjectInAnObjectIsNotAllocated() {
    isPureArithmetic(of("k5").loop());
  }

  @Tag("K6")
  @Test
  void aSecondRunEntersTheCodeOfTheFirst() {
    assertThat(of("k6").compiledLoops()).isOne();
    assertThat(output).containsPattern("k6: .* interpreted 0\n");
  }

  @Tag("K7")
  @Test
  void aBridgeGoesToTheLoopProper() {
    TellingLog k7 = of("k7");
    isPureArithmetic(k7.loop());
    assertThat(k7.bridges())
        .isNotEmpty()
        .allSatisfy(bridge -> assertThat(bridge).contains("target=entrys"))
        .allSatisfy(bridge -> assertThat(count(bridge, ALLOCATIONS)).isZero());
  }

  @Tag("K9")
  @Test
  void theOuterOfTwoLoopsIsABridgeOfTheInner() {
    TellingLog k9 = of("k9");
    assertThat(k9.aborts()).isZero();
    assertThat(k9.compiledLoops()).isOne();
    assertThat(k9.compiledBridges()).isOne();
    isPureArithmetic(k9.loop());
    assertThat(count(k9.loop(), "int_mul")).isOne();
    assertThat(k9.bridges().get(0)).contains("target=entrys");
  }

  @Tag("K10")
  @Test
  void copiesOfShortArraysDisappear() {
    isPureArithmetic(of("k10").loop());
  }

  @Tag("K11")
  @Test
  void storesWaitUntilTheLoopIsLeft() {
    isPureArithmetic(of("k11").loop());
  }

  @Tag("K12")
  @Test
  void twoPathsAreALoopAndABridge() {
    assertThat(of("k12").compiledLoops()).isOne();
    assertThat(of("k12").compiledBridges()).isOne();
  }

  @Tag("K13")
  @Test
  void aLocationThatIsAlwaysNewHasNoTrace() {
    assertThat(of("k13").compiledLoops()).isZero();
    assertThat(of("k13").aborts()).isZero();
  }

  @Tag("K14")
  @Test
  void aComputedGreenIsPromoted() {
    assertThat(of("k14").compiledLoops()).isOne();
    assertThat(count(of("k14").recorded(), "guard_value")).isPositive();
    assertThat(count(of("k14").loop(), "guard_value")).isZero();
  }

  @Tag("K15")
  @Test
  void threePathsAreThreeTraces() {
    assertThat(of("k15").compiledLoops()).isOne();
    assertThat(of("k15").compiledBridges()).isEqualTo(2);
  }

  @Tag("K16")
  @Test
  void manyPathsAreNotTooManyTraces() {
    assertThat(of("k16").compiledLoops() + of("k16").compiledBridges()).isLessThanOrEqualTo(19);
  }

  @Tag("K17")
  @Test
  void aGuestFunctionIsInlinedUnlessItMayNotBe() {
    String inlined = of("k17").optimized().get(0);
    isPureArithmetic(inlined);
    assertThat(count(inlined, "int_add")).isEqualTo(2);
    assertThat(of("k17off").optimized())
        .anySatisfy(trace -> assertThat(count(trace, CALLS)).isOne());
  }

  @Tag("K18")
  @Test
  void aTraceIsNotLongerThanTheLimit() {
    TellingLog k18 = of("k18");
    assertThat(k18.aborts()).isOne();
    assertThat(log).containsPattern("abort k18\\(.* 15[0-5] operations");
    assertThat(k18.compiledLoops()).isPositive();
    assertThat(k18.optimized()).anySatisfy(trace -> assertThat(count(trace, CALLS)).isEqualTo(3));
  }

  @Tag("K19")
  @Test
  void aFunctionThatIsTooLargeHasCodeOfItsOwn() {
    TellingLog k19 = of("k19");
    assertThat(k19.aborts()).isOne();
    assertThat(k19.compiledLoops()).isEqualTo(2);
    assertThat(k19.optimized())
        .anySatisfy(trace -> assertThat(count(trace, CALLS)).isEqualTo(2))
        .anySatisfy(trace -> assertThat(count(trace, CALLS)).isZero());
  }

  @Tag("K20")
  @Test
  void whatACalledFunctionThrowsIsCaughtInCode() {
    assertThat(of("k20").compiledLoops()).isPositive();
    assertThat(of("k20").optimized())
        .anySatisfy(trace -> assertThat(trace).contains("guard_exception("));
  }

  @Tag("K21")
  @Test
  void recursionIsInlinedUpToALimit() {
    assertThat(count(of("k21").optimized().get(0), CALLS)).isOne();
    assertThat(count(of("k21deep").optimized().get(0), CALLS)).isZero();
  }

  @Tag("K22")
  @Test
  void aFunctionWithoutLoopIsCompiledFromItsStart() {
    assertThat(of("k22").compiledLoops()).isOne();
    assertThat(count(of("k22").optimized().get(0), "finish")).isOne();
  }

  @Tag("K23")
  @Test
  void aGuardBehindWhichThereIsTooMuchIsNotTriedAgainAndAgain() {
    assertThat(of("k23").aborts()).isBetween(1L, 3L);
  }

  @Tag("K24")
  @Test
  void moreVariablesThanRegistersAreRebuilt() {
    assertThat(of("k24").compiledLoops()).isOne();
    assertThat(of("k24").compiledBridges()).isOne();
  }

  @Tag("K25")
  @Test
  void aGuardInAnInlinedFunctionRebuildsTheFramesAboveIt() {
    assertThat(of("k25").recorded()).containsPattern("guard_\\w+\\(.*\\) \\[.* \\| .*\\]");
    assertThat(count(of("k25").optimized().get(0), CALLS)).isZero();
  }

  /** After one that is given up, each trace ends where it is always left; the last goes round. */
  @Tag("K26")
  @Test
  void aLoopThatIsTooLongIsCutIntoSegments() {
    TellingLog k26 = of("k26");
    assertThat(k26.aborts()).isOne();
    assertThat(k26.compiledLoops()).isOne();
    assertThat(k26.compiledBridges()).isBetween(1L, 4L);
    assertThat(k26.optimized().get(0)).contains("guard_always_fails()");
    assertThat(k26.bridges()).anySatisfy(trace -> assertThat(trace).contains("jump("));
  }

  /** It would start at the beginning again if its state were that of a guard before it. */
  @Tag("K27")
  @Test
  void eachSegmentGoesOnWhereTheOneBeforeItEnded() {
    TellingLog k27 = of("k27");
    String segment = k27.optimized().get(0);
    assertThat(state(segment, "guard_always_fails"))
        .isNotEqualTo(state(segment, "guard_(?!always)\\w+"));
    assertThat(k27.compiledBridges()).isBetween(1L, 4L);
    assertThat(k27.bridges()).anySatisfy(trace -> assertThat(trace).contains("jump("));
  }

  /** What the first such guard leaves. */
  private static String state(String trace, String guard) {
    Matcher matcher = Pattern.compile(guard + "\\(.*\\) (\\[.*\\])").matcher(trace);
    assertThat(matcher.find()).as(trace).isTrue();
    return matcher.group(1);
  }

  @Tag("K28")
  @Test
  void fieldsOfAFrameAreInRegisters() {
    isPureArithmetic(of("k28").loop());
  }

  @Tag("K29")
  @Test
  void elementsOfAFramesArrayAreInRegisters() {
    isPureArithmetic(of("k29").loop());
  }

  /** RPython gives such a loop up; here the frame is written before the call. */
  @Tag("K30")
  @Test
  void aFrameThatACallSeesIsWrittenBeforeTheCall() {
    String loop = of("k30").loop();
    assertThat(count(loop, CALLS)).isOne();
    assertThat(count(loop, "setfield_int")).isPositive();
  }

  @Tag("K31")
  @Test
  void aFrameThatIsSeenNowAndThenIsInRegistersElse() {
    isPureArithmetic(of("k31").loop());
    assertThat(of("k31").aborts()).isZero();
  }

  @Tag("K32")
  @Test
  void theFrameOfAnInlinedFunctionIsNotAllocated() {
    isPureArithmetic(of("k32").loop());
  }

  @Tag("K33")
  @Test
  void theStackPointerIsAConstant() {
    isPureArithmetic(of("k33").loop());
    assertThat(count(of("k33").loop(), "int_add")).isEqualTo(2);
  }

  /** What others see of the frame is compared with the plain interpreter's output. */
  @Tag("K34")
  @Test
  void aFrameIsRightWheneverTheLoopIsLeft() {
    assertThat(output).containsPattern("k34: 5 3830 ");
    assertThat(count(of("k34").loop(), MEMORY)).isZero();
  }

  @Tag("K35")
  @Test
  void frameThatRefersToItsCallerIsNotAllocated() {
    isPureArithmetic(of("k35").loop());
  }

  @Tag("K36")
  @Test
  void aLinkedFrameIsAllocatedOnlyWhereItIsSeen() {
    isPureArithmetic(of("k36").loop());
    assertThat(of("k36").aborts()).isZero();
  }

  @Tag("K37")
  @Test
  void aFieldThatSeldomChangesIsAConstantOfTheLoop() {
    isPureArithmetic(of("k37").loop());
    assertThat(count(of("k37").loop(), "guard_value|guard_not_invalidated")).isZero();
  }

  /** So an array has a known length, and is not allocated. */
  @Test
  void aFinalFieldOfAConstantObjectIsAConstantOfTheLoop() {
    isPureArithmetic(of("sized").loop());
  }

  @Tag("K38")
  @Test
  void aFieldThatChangesInEachTurnHasFewTraces() {
    assertThat(of("k38").compiledLoops() + of("k38").compiledBridges()).isLessThanOrEqualTo(3);
  }

  @Tag("K39")
  @Test
  void aFieldThatACallChangesIsAskedAfterIt() {
    assertThat(count(of("k39").loop(), "guard_value")).isOne();
    assertThat(of("k39").compiledBridges()).isBetween(1L, 3L);
  }

  @Tag("K40")
  @Test
  void aFieldThatSeldomChangesIsAskedOnce() {
    assertThat(count(of("k40").recorded(), "guard_value")).isOne();
  }

  @Tag("K41")
  @Test
  void anotherExceptionHasABridge() {
    assertThat(of("k41").compiledBridges()).isEqualTo(2);
    assertThat(of("k41").bridges())
        .allSatisfy(bridge -> assertThat(bridge).contains("guard_nonnull_class("));
  }

  @Tag("K42")
  @Test
  void anOverflowIsCaughtByTheGuest() {
    assertThat(count(of("k42").optimized().get(0), "int_add_ovf")).isOne();
    assertThat(of("k42").compiledLoops()).isOne();
  }

  @Tag("K43")
  @Test
  void anExceptionLeavesThePortal() {
    assertThat(of("k43").compiledLoops()).isOne();
    assertThat(count(of("k43").optimized().get(0), "finish_throw")).isOne();
  }

  @Tag("K44")
  @Test
  void aSendToAnObjectOfOneClassIsInlined() {
    isPureArithmetic(of("k44").loop());
    assertThat(count(of("k44").recorded(), "guard_nonnull_class|guard_class")).isOne();
    assertThat(count(of("k44").loop(), "guard_nonnull_class|guard_class")).isZero();
  }

  @Tag("K46")
  @Test
  void aProductThatDoesNotChangeLeavesTheLoop() {
    assertThat(count(of("k46").loop(), "int_mul")).isZero();
  }

  @Tag("K47")
  @Test
  void anElidableCallOfConstantsIsItsResult() {
    assertThat(count(of("k47").recorded(), CALLS)).isZero();
  }

  @Tag("K48")
  @Test
  void aPromotedValueThatIsAlwaysAnotherGetsNoBridges() {
    assertThat(of("k48").compiledLoops()).isOne();
    assertThat(of("k48").compiledBridges()).isZero();
  }

  @Tag("K49")
  @Test
  void guardsOnOneObjectAreMerged() {
    assertThat(count(of("k49").recorded(), "guard_nonnull|guard_class|guard_value")).isEqualTo(3);
    String optimized = of("k49").optimized().get(0);
    assertThat(count(optimized, "guard_nonnull|guard_class|guard_nonnull_class")).isZero();
    assertThat(count(optimized, "guard_value")).isOne();
  }

  @Tag("K52")
  @Test
  void whatOnlyTheInterpreterDoesIsNotInTheTrace() {
    assertThat(count(of("k52").recorded(), CALLS)).isZero();
  }

  @Tag("K53")
  @Test
  void boundsOfACounterHoldInEachTurn() {
    assertThat(count(of("k53").loop(), "int_[lg][te]")).isOne();
    assertThat(size(of("k53").loop())).isEqualTo(5);
  }

  @Tag("K54")
  @Test
  void whatIsKnownIsNotLoadedWhileRecording() {
    String recorded = of("k54").recorded();
    assertThat(count(recorded, "getfield_\\w+")).isZero();
    assertThat(count(recorded, "getarrayitem_\\w+")).as("once for each element").isEqualTo(2);
  }

  @Tag("K55")
  @Test
  void aBridgeKnowsTheClassThatItsLoopAskedFor() {
    assertThat(count(of("k55").optimized().get(0), "guard_nonnull_class")).isOne();
    assertThat(of("k55").bridges())
        .isNotEmpty()
        .allSatisfy(bridge -> assertThat(count(bridge, "guard_(nonnull_)?class")).isZero());
  }

  @Tag("K56")
  @Test
  void aStringOfWhichOneAsksThingsIsNotMade() {
    isPureArithmetic(of("k56").loop());
    assertThat(size(of("k56").loop())).isEqualTo(5);
    String made = "call_pure_ref|call_ref";
    for (String name : List.of("k56numbers", "k56tokens", "k56switch")) {
      assertThat(count(of(name).optimized().get(0), made)).as(name).isZero();
    }
    assertThat(count(of("k56grows").loop(), made)).as("once a turn").isOne();
    assertThat(count(of("k56same").loop(), made)).as("identity is asked").isEqualTo(5);
  }

  @Tag("K57")
  @Test
  void aLoopIsClosedOnlyWhereTheInterpreterSaysSo() {
    assertThat(of("k57").compiledLoops()).isOne();
    assertThat(count(of("k57").recorded(), "debug_merge_point")).isEqualTo(4);
  }

  @Tag("K59")
  @Test
  void aFunctionGetsBridgesWhileItWaitsForItself() {
    assertThat(of("k59").compiledBridges()).isPositive();
  }

  @Tag("K60")
  @Test
  void callsGoToTheCodeThatAFunctionHasByThen() {
    assertThat(of("k60").compiledLoops()).isEqualTo(2);
    assertThat(output).contains("k60: 90 900 interpreted true");
  }
}
