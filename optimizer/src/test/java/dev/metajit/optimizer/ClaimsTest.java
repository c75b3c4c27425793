package dev.metajit.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an exit claims, and what is found when it is not so. */
class ClaimsTest extends OptimizerTester {
  private final Things.Node node = new Things.Node();
  private final Things.Frame frame = new Things.Frame();

  @Override
  OptimizerSettings settings() {
    return OptimizerSettings.DEFAULT.claiming();
  }

  /** What is wrong at the last exit of a trace, if these are its fail arguments. */
  private List<String> differences(String trace, Object... left) {
    List<Operation> guards =
        optimizeBridge(trace).operations().stream()
            .filter(operation -> operation.op().isGuard())
            .toList();
    Exit exit = guards.get(guards.size() - 1).exit();
    assertThat(exit.failArguments()).hasSameSizeAs(left);
    return ClaimsCheck.differences(exit, number -> constant(left[number]));
  }

  private static Constant constant(Object value) {
    return value instanceof Integer number ? Constant.ofInt(number) : Constant.ofRef(value);
  }

  @Test
  void nothingIsClaimedUnlessAskedFor() {
    Operation guard =
        new Optimizer(OptimizerSettings.DEFAULT)
            .optimizeBridge(parse("[i0]\nguard_true(i0) [i0]\nfinish()\n"), null, List.of())
            .operations()
            .get(0);

    assertThat(guard.exit().claims()).isNull();
  }

  @Test
  void aValueIsInItsRange() {
    String trace =
        """
        [i0, i1]
        i2 = int_and(i0, 15)
        guard_true(i1) [i2]
        finish()
        """;

    assertThat(differences(trace, 15)).isEmpty();
    assertThat(differences(trace, 16)).hasSize(1).first().asString().contains("is 16, not in");
  }

  @Test
  void anObjectIsOfItsClass() {
    String trace =
        """
        [r0, i1]
        guard_nonnull_class(r0, Node) [r0]
        setfield_int(r0, 1, Node.value)
        guard_true(i1) [r0]
        finish()
        """;

    node.value = 1;
    assertThat(differences(trace, node)).isEmpty();
    Things.Leaf leaf = new Things.Leaf();
    leaf.value = 1;
    assertThat(differences(trace, leaf)).first().asString().contains("Leaf, not a ");
    assertThat(differences(trace, (Object) null)).first().asString().contains("is null, not a ");
  }

  @Test
  void whatABridgeReadsAgainIsOfItsClass() {
    String trace =
        """
        [r0, i1]
        guard_nonnull_class(r0, Node) [r0]
        r2 = getfield_ref(r0, Node.next)
        guard_nonnull_class(r2, Leaf) [r0]
        i3 = getfield_int(r2, Node.value)
        guard_value(i3, 5) [r0]
        setfield_int(r0, 1, Node.value)
        guard_true(i1) [r0]
        finish()
        """;

    Things.Leaf leaf = new Things.Leaf();
    leaf.value = 5;
    node.value = 1;
    node.next = leaf;
    assertThat(differences(trace, node)).isEmpty();
    leaf.value = 6;
    assertThat(differences(trace, node)).hasSize(1).first().asString().contains("holds 6, not 5");
    node.next = new Things.Node();
    node.next.value = 5;
    assertThat(differences(trace, node)).first().asString().contains("Node, not a ");
    node.next = null;
    assertThat(differences(trace, node)).first().asString().contains("is null, not a ");
  }

  /** The guard on the class asks for the object itself in the end, and leaves it too. */
  @Test
  void anExitWithMoreValuesReadsTheSameAgain() {
    String trace =
        """
        [r0]
        guard_nonnull_class(r0, Node) [r0]
        r1 = getfield_ref(r0, Node.next)
        guard_nonnull_class(r1, Leaf) [r0]
        r2 = getfield_ref(r1, Node.next)
        guard_nonnull_class(r2, Node) [r0]
        guard_value(r2, $node) [r0]
        finish()
        """;

    node.next = new Things.Leaf();
    assertThat(differences(trace, node, new Things.Node())).isEmpty();
    node.next = new Things.Node();
    assertThat(differences(trace, node, new Things.Node()))
        .first()
        .asString()
        .contains("Node, not a ");
  }

  /** The claim is not made of the resume data, which may have lost the store. */
  @Test
  void aStoreThatWasPutOffIsDone() {
    String trace =
        """
        [r0, i1, i2]
        setfield_int(r0, i2, Node.value)
        guard_true(i1) [r0]
        finish()
        """;

    node.value = 5;
    assertThat(differences(trace, node, 5)).isEmpty();
    assertThat(differences(trace, node, 6))
        .containsExactly("Node.value should have been set: it holds 5, not 6");
  }

  @Test
  void memoryHoldsWhatWasLoaded() {
    String trace =
        """
        [r0, i1]
        r2 = getfield_ref(r0, Node.next)
        guard_true(i1) [r0, r2]
        finish()
        """;

    node.next = node;
    assertThat(differences(trace, node, node)).isEmpty();
    assertThat(differences(trace, node, new Things.Leaf()))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("Node.next holds ");
  }

  @Test
  void memoryThatIsNotThereIsNotLookedAt() {
    String trace =
        """
        [r0, i1, i2]
        i3 = getarrayitem_int(r0, i1, int[])
        guard_true(i2) [r0, i1, i3]
        finish()
        """;

    assertThat(differences(trace, new int[] {7, 8}, 1, 8)).isEmpty();
    assertThat(differences(trace, new int[] {7, 8}, 2, 8))
        .singleElement()
        .asString()
        .contains("int[][2] of ", "does not exist");
    assertThat(differences(trace, frame, 0, 8)).anyMatch(text -> text.contains("does not exist"));
  }

  @Test
  void whatWasComputedIsComputedAnew() {
    String trace =
        """
        [i0, i1, i2]
        i3 = int_mul(i0, i1)
        guard_true(i2) [i0, i1, i3]
        finish()
        """;

    assertThat(differences(trace, 6, 7, 42)).isEmpty();
    assertThat(differences(trace, 6, 7, 43)).containsExactly("int_mul[6, 7] is 42, not 43");
  }

  @Test
  void twoObjectsAreTwo() {
    String trace =
        """
        [r0, r1, i2]
        i3 = ref_ne(r0, r1)
        guard_true(i3) [r0, r1]
        setfield_int(r0, 1, Node.value)
        setfield_int(r1, 2, Node.value)
        guard_true(i2) [r0, r1]
        finish()
        """;

    Things.Node other = new Things.Node();
    node.value = 1;
    other.value = 2;
    assertThat(differences(trace, node, other)).isEmpty();
    assertThat(differences(trace, node, node)).anyMatch(text -> text.contains(" is the same as "));
  }
}
