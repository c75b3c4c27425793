package dev.metajit.floors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.metajit.launch.Workplace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The floors of the building: imports only go down. */
class FloorsTest {
  private static final List<String> MODULES =
      List.of("annotations", "optimizer", "backend", "metainterp", "agent", "demo-interpreters");
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPaths(MODULES.stream().map(FloorsTest::classesOf).toList());

  private static final String JDK = "java..";
  private static final String JDK_INTERNALS = "jdk.internal.misc..";
  private static final String ASM = "org.objectweb.asm..";

  private static Path classesOf(String module) {
    return Path.of(Workplace.classPath(module + "/target/classes"));
  }

  /** A floor: its packages, and what it may use beside itself. */
  private enum Floor {
    ANNOTATIONS(packages("dev.metajit.annotations.."), List.of(), JDK),
    HOOKS(packages("dev.metajit.hooks.."), List.of(), "java.lang..", "java.util"),
    OPTIMIZER(
        packages("dev.metajit.trace..", "dev.metajit.optimizer.."),
        List.of(),
        JDK,
        JDK_INTERNALS,
        "org.slf4j.."),
    BACKEND(
        packages("dev.metajit.backend.."),
        List.of(OPTIMIZER),
        JDK,
        JDK_INTERNALS,
        "org.slf4j..",
        ASM,
        "com.sun.jna.."),
    METAINTERP(
        packages(
            "dev.metajit.codewriter..",
            "dev.metajit.metainterp..",
            "dev.metajit.warm..",
            "dev.metajit.driver.."),
        List.of(ANNOTATIONS, HOOKS, OPTIMIZER, BACKEND),
        JDK,
        JDK_INTERNALS,
        "org.slf4j..",
        ASM),
    AGENT(
        packages("dev.metajit.agent.."),
        List.of(ANNOTATIONS, HOOKS, OPTIMIZER, BACKEND, METAINTERP),
        JDK,
        JDK_INTERNALS,
        "org.slf4j..",
        ASM,
        "ch.qos.logback.."),
    DEMO_INTERPRETERS(packages("dev.metajit.demo.."), List.of(ANNOTATIONS), JDK);

    private final List<String> packages;
    private final List<Floor> below;
    private final List<String> others;

    Floor(List<String> packages, List<Floor> below, String... others) {
      this.packages = packages;
      this.below = below;
      this.others = List.of(others);
    }

    private static List<String> packages(String... packages) {
      return List.of(packages);
    }

    String[] own() {
      return packages.toArray(String[]::new);
    }

    String[] allowed() {
      List<String> allowed = new ArrayList<>(packages);
      below.forEach(floor -> allowed.addAll(floor.packages));
      allowed.addAll(others);
      return allowed.toArray(String[]::new);
    }
  }

  @ParameterizedTest
  @EnumSource(Floor.class)
  void aFloorUsesOnlyWhatItMay(Floor floor) {
    classes()
        .that()
        .resideInAnyPackage(floor.own())
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(floor.allowed())
        .check(CLASSES);
  }

  @Test
  void everyClassLivesOnAFloor() {
    String[] all =
        Arrays.stream(Floor.values())
            .flatMap(floor -> Stream.of(floor.own()))
            .toArray(String[]::new);

    classes().should().resideInAnyPackage(all).check(CLASSES);
  }

  @Test
  void onlyTheMemoryPackageOfTheBackendsUsesJna() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.metajit.backend.memory..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.jna..")
        .check(CLASSES);
  }

  @Test
  void nobodyUsesSunMisc() {
    noClasses().should().dependOnClassesThat().resideInAPackage("sun.misc..").check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.metajit.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
