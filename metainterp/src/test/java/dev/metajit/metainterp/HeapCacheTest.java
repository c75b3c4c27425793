package dev.metajit.metainterp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.trace.Constant;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Storage;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeapCacheTest {
  static final class Box {
    int value;
    int other;
  }

  private static final FieldDescr VALUE = field("value");
  private static final FieldDescr OTHER = field("other");

  private final HeapCache heap = new HeapCache();
  private final Variable a = new Variable(Kind.REF, 0);
  private final Variable b = new Variable(Kind.REF, 1);
  private final Variable i = new Variable(Kind.INT, 2);
  private final Value one = Constant.ofInt(1);
  private final Value two = Constant.ofInt(2);

  private static FieldDescr field(String name) {
    try {
      return FieldDescr.of(Box.class.getDeclaredField(name));
    } catch (NoSuchFieldException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void writeForgetsTheSameFieldOfObjectsThatMayBeTheSame() {
    heap.learnField(a, VALUE, one);
    heap.learnField(a, OTHER, one);
    heap.writeField(b, VALUE);
    assertThat(heap.field(a, VALUE)).isNull();
    assertThat(heap.field(a, OTHER)).isEqualTo(one);
  }

  @Test
  void writeOfNewObjectForgetsNothingElse() {
    heap.learnField(a, VALUE, one);
    heap.learnFresh(b, Box.class);
    heap.writeField(b, VALUE);
    assertThat(heap.field(a, VALUE)).isEqualTo(one);
    heap.escape(b);
    heap.writeField(b, VALUE);
    assertThat(heap.field(a, VALUE)).isNull();
  }

  @Test
  void elementsWithDifferentConstantIndexesAreDistinct() {
    heap.learnItem(a, one, Storage.INT, two);
    heap.writeItem(b, two, Storage.INT);
    assertThat(heap.item(a, one, Storage.INT)).isEqualTo(two);
    heap.writeItem(b, i, Storage.INT);
    assertThat(heap.item(a, one, Storage.INT)).isNull();
  }

  @Test
  void elementsOfOtherStorageStay() {
    heap.learnItem(a, i, Storage.LONG, a);
    heap.writeItem(b, i, Storage.INT);
    assertThat(heap.item(a, i, Storage.LONG)).isEqualTo(a);
  }

  @Test
  void callForgetsWhatItMayWrite() {
    heap.learnField(a, VALUE, one);
    heap.learnField(a, OTHER, two);
    heap.call(
        new EffectInfo(EffectInfo.Extra.CAN_RAISE, Set.of(), Set.of(VALUE), Set.of(), Set.of()));
    assertThat(heap.field(a, VALUE)).isNull();
    assertThat(heap.field(a, OTHER)).isEqualTo(two);
    heap.call(EffectInfo.RANDOM);
    assertThat(heap.field(a, OTHER)).isNull();
  }

  @Test
  void callLetsItsArgumentsEscape() {
    heap.learnFresh(a, Box.class);
    heap.learnFresh(b, Box.class);
    heap.call(EffectInfo.RANDOM, a);
    assertThat(heap.isFresh(a)).isFalse();
    assertThat(heap.isFresh(b)).isTrue();
  }

  @Test
  void loopHeaderForgetsAllButImmutableArrays() {
    int[] code = {1};
    heap.learnClass(a, Box.class);
    heap.learnField(a, VALUE, one);
    heap.learnImmutable(code);
    heap.reset();
    assertThat(heap.knownClass(a)).isNull();
    assertThat(heap.isNonNull(a)).isFalse();
    assertThat(heap.field(a, VALUE)).isNull();
    assertThat(heap.isImmutable(code)).isTrue();
  }

  @Test
  void aLoadedValueThatTurnsOutConstantIsReplaced() {
    heap.learnField(a, VALUE, i);
    heap.learnItem(a, one, Storage.INT, i);
    heap.replace(i, two);
    assertThat(heap.field(a, VALUE)).isEqualTo(two);
    assertThat(heap.item(a, one, Storage.INT)).isEqualTo(two);
  }
}
