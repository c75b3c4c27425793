package dev.metajit.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.driver.DriverAnnotations;
import dev.metajit.driver.DriverSpec;
import dev.metajit.driver.MethodCode;
import dev.metajit.hooks.Hooks;
import dev.metajit.hooks.PortalState;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A portal that HotSpot does not compile, with an int green that it may not read itself: {@link
 * Hooks#passes}.
 */
class HugePortalTest {
  /** Passages of the merge point in each turn of the guest's loop. */
  private static final int PASSAGES = 4;

  private final AtomicInteger reads = new AtomicInteger();
  private final Rewritten rewritten = huge();

  @BeforeEach
  void countReads() {
    TestFieldLinker linker = new TestFieldLinker();
    Hooks.install(
        new Hooks.FieldLinker() {
          @Override
          protected MethodHandle reader(
              ClassLoader loader, String owner, String field, String descriptor)
              throws ReflectiveOperationException {
            MethodHandle reader = linker.reader(loader, owner, field, descriptor);
            return field.equals("pc") ? MethodHandles.foldArguments(reader, counter()) : reader;
          }
        });
  }

  private MethodHandle counter() throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .findVirtual(AtomicInteger.class, "incrementAndGet", MethodType.methodType(int.class))
        .bindTo(reads)
        .asType(MethodType.methodType(void.class));
  }

  @AfterEach
  void uninstall() {
    Hooks.uninstall();
  }

  /** {@link SamplePortals.HiddenPaths}, made too large. */
  private static Rewritten huge() {
    byte[] small =
        Rewritten.SOURCE.find(SamplePortals.HiddenPaths.class.getName().replace('.', '/'));
    DriverSpec spec = DriverAnnotations.read(MethodCode.read(small)).get(0);
    ClassNode node = MethodCode.read(small);
    MethodNode loop =
        node.methods.stream().filter(each -> each.name.equals("loop")).findFirst().orElseThrow();
    InsnList filler = new InsnList();
    for (int i = 0; i < CodeSizes.HUGE; i++) {
      filler.add(new InsnNode(Opcodes.NOP));
    }
    loop.instructions.insert(filler);
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    return Rewritten.of(writer.toByteArray(), spec, true);
  }

  private static Object plain(int turns) {
    return SamplePortals.HiddenPaths.run(turns);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void everyArrivalIsToldOfWhereTheJitIs(int sign) throws Throwable {
    int[] calls = {0, 0};
    Hooks.install(
        new Hooks.Handler() {
          @Override
          protected int enter(PortalState state, int hash, boolean entry) {
            calls[entry ? 1 : 0]++;
            return unchanged();
          }
        },
        0,
        0);
    assertThat(rewritten.run(sign * 100)).isEqualTo(plain(100));
    assertThat(calls).containsExactly(99, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void fewPassagesAreLookedAtBefore(int sign) throws Throwable {
    AtomicInteger hot = new AtomicInteger();
    Hooks.installWhenHot(hot::incrementAndGet, 4096, 4096);
    assertThat(rewritten.run(sign * 500)).isEqualTo(plain(500));
    assertThat(hot).hasValue(0);
    int turns = 100_000;
    reads.set(0);
    assertThat(rewritten.run(sign * turns)).isEqualTo(plain(turns));
    assertThat(hot).as("times that the loop was found hot").hasValue(1);
    assertThat(reads.get()).isPositive().isLessThan(turns * PASSAGES / 50);
  }

  @Test
  void nothingIsLookedAtOnceTheJitIsOff() throws Throwable {
    Hooks.installWhenHot(() -> {}, 4096, 4096);
    Hooks.uninstall();
    for (int i = 0; i < 5; i++) {
      assertThat(rewritten.run(1000)).isEqualTo(plain(1000));
    }
    assertThat(reads.get()).as("one in each activation").isEqualTo(5);
  }
}
