package dev.metajit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.backend.World.SubThing;
import dev.metajit.backend.World.Thing;
import dev.metajit.trace.Heap;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Storage;
import dev.metajit.trace.TraceNames;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Fields and arrays of all types, and allocation. */
public abstract class HeapOpContract extends PrimitiveOpContract {
  private final TraceNames names = World.names();

  private Object run(String text, Object... inputs) {
    return TraceProgram.parse(text, names).compileTogether(backend()).run(inputs).values().get(0);
  }

  private static String kindName(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Puts the letter of the kind for K, and its name for KIND. */
  private static String withKind(String text, Kind kind) {
    return text.replace("KIND", kindName(kind)).replace("K", "" + kind.letter());
  }

  static Stream<String> fields() {
    return Stream.of(Storage.values())
        .map(storage -> storage.type().descriptorString().toLowerCase(Locale.ROOT))
        .map(letter -> letter.length() > 1 ? "r" : letter.equals("j") ? "l" : letter)
        .flatMap(letter -> Stream.of(letter, "v" + letter));
  }

  private static Storage storageOf(String field) {
    char letter = field.charAt(field.length() - 1);
    return switch (letter) {
      case 'r' -> Storage.REF;
      case 'l' -> Storage.LONG;
      default ->
          Stream.of(Storage.values())
              .filter(s -> s.type().descriptorString().equalsIgnoreCase("" + letter))
              .findFirst()
              .orElseThrow();
    };
  }

  private static List<Object> samples(Storage storage) {
    return switch (storage.kind()) {
      case INT -> List.of(0, 1, -1, 2, 127, 128, 255, 256, 32768, 65535, 65537, 0x12345678);
      case LONG -> List.of(0L, -1L, 0x123456789abcdef0L, Long.MIN_VALUE);
      case FLOAT -> List.of(0f, -0f, 1.5f, Float.NaN, Float.NEGATIVE_INFINITY);
      case DOUBLE -> List.of(0d, -0d, 1.5d, Double.NaN, Double.MIN_VALUE);
      default -> List.of("x", new Thing(1), new int[1]);
    };
  }

  private static Object stored(Storage storage, Object value) {
    return value instanceof Integer number ? storage.narrow(number) : value;
  }

  @ParameterizedTest
  @MethodSource("fields")
  void fieldsKeepWhatIsStored(String field) {
    Storage storage = storageOf(field);
    String text =
        """
        [r0, K1]
        setfield_KIND(r0, K1, Thing.FIELD)
        K2 = getfield_KIND(r0, Thing.FIELD)
        finish(K2)
        """;
    TraceProgram program =
        TraceProgram.parse(withKind(text, storage.kind()).replace("FIELD", field), names)
            .compileTogether(backend());
    for (Object sample : samples(storage)) {
      Thing thing = new SubThing(77);
      List<Object> before = thing.contents();
      assertThat(program.run(thing, sample).values())
          .as("%s", sample)
          .containsExactly(stored(storage, sample));
      List<Object> after = thing.contents();
      long changed = 0;
      for (int i = 0; i < before.size(); i++) {
        changed += Objects.equals(before.get(i), after.get(i)) ? 0 : 1;
      }
      assertThat(changed).as("fields that changed").isLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "z, 3, 1",
    "b, 200, -56",
    "c, -1, 65535",
    "s, 40000, -25536",
    "i, -5, -5",
    "vz, 2, 0"
  })
  void constantsAreStored(String field, int constant, int expected) {
    String text =
        "[r0]\nsetfield_int(r0, "
            + constant
            + ", Thing.F)\ni1 = getfield_int(r0, Thing.F)\n"
            + "finish(i1)\n";
    assertThat(run(text.replace("F", field), new Thing(0))).isEqualTo(expected);
  }

  @Test
  void finalFieldsAreRead() {
    String text = "[r0]\ni1 = getfield_int(r0, Thing.constant)\nfinish(i1)\n";
    assertThat(run(text, new Thing(42))).isEqualTo(42);
  }

  @Test
  void fieldsOfConstantsAreReached() {
    Thing thing = new Thing(42);
    names.object("thing", thing);
    String text =
        """
        []
        setfield_long($thing, 5L, Thing.l)
        setfield_ref($thing, $thing, Thing.next)
        r0 = getfield_ref($thing, Thing.next)
        l1 = getfield_long(r0, Thing.l)
        finish(l1)
        """;
    assertThat(run(text)).isEqualTo(5L);
    assertThat(thing.contents()).contains(thing, 5L);
  }

  @Test
  void staticFieldsAreReached() {
    String text =
        """
        [i0, d1, r2]
        setfield_int($Thing.class, i0, Thing.si)
        setfield_double($Thing.class, d1, Thing.sd)
        setfield_ref($Thing.class, r2, Thing.sr)
        i3 = getfield_int($Thing.class, Thing.si)
        d4 = getfield_double($Thing.class, Thing.sd)
        r5 = getfield_ref($Thing.class, Thing.sr)
        guard_always_fails() [i3, d4, r5]
        finish()
        """;
    TraceProgram program = TraceProgram.parse(text, names).compileTogether(backend());
    assertThat(program.run(5, 2.5, "x").values()).containsExactly(5, 2.5, "x");
    assertThat(program.run(6, 3.5, null).values()).containsExactly(6, 3.5, null);
  }

  @Test
  void chainsAreWalked() {
    Thing first = new Thing(0);
    String text =
        """
        L1: [r0, i1]
        guard_nonnull(r0) [i1]
        i2 = getfield_int(r0, Thing.constant)
        i3 = int_add(i1, i2)
        r4 = getfield_ref(r0, Thing.next)
        jump(r4, i3)
        """;
    String link = "[r0, r1]\nsetfield_ref(r0, r1, Thing.next)\nfinish(r0)\n";
    Thing head = first;
    for (int i = 1; i <= 100; i++) {
      head = (Thing) run(link, new Thing(i), head);
    }
    assertThat(run(text, head, 0)).isEqualTo(5050);
  }

  @ParameterizedTest
  @EnumSource(Storage.class)
  void arraysKeepWhatIsStored(Storage storage) {
    String text =
        """
        [r0, i1, K2]
        setarrayitem_KIND(r0, i1, K2, TYPE[])
        K3 = getarrayitem_KIND(r0, i1, TYPE[])
        finish(K3)
        """;
    checkArray(storage, text, false);
    checkArray(storage, text.replace("i1, ", "3, ").replace("r0, 3, K2]", "r0, i1, K2]"), true);
  }

  private void checkArray(Storage storage, String text, boolean constantIndex) {
    String type = storage == Storage.REF ? "Object" : storage.type().getName();
    TraceProgram program =
        TraceProgram.parse(withKind(text.replace("TYPE", type), storage.kind()), names)
            .compileTogether(backend());
    for (Object sample : samples(storage)) {
      for (int index : constantIndex ? new int[] {3} : new int[] {0, 1, 4}) {
        Object array = Array.newInstance(storage.type(), 5);
        Object zero = Array.get(array, 0);
        assertThat(program.run(array, index, sample).values())
            .containsExactly(stored(storage, sample));
        for (int i = 0; i < 5; i++) {
          if (i != index) {
            assertThat(Array.get(array, i)).isEqualTo(zero);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BYTE", "SHORT", "CHAR", "INT", "LONG"})
  void bytesOfAnArrayMakeAValue(Storage storage) {
    String text =
        """
        [r0, l1, K2]
        setbytes_KIND(r0, l1, K2, TYPE[])
        K3 = getbytes_KIND(r0, l1, TYPE[])
        finish(K3)
        """;
    TraceProgram program =
        TraceProgram.parse(
                withKind(text.replace("TYPE", storage.type().getName()), storage.kind()), names)
            .compileTogether(backend());
    for (Object sample : samples(storage)) {
      for (int at : new int[] {0, 1, 3, 8}) {
        byte[] array = new byte[16];
        long offset = Heap.arrayBase(byte[].class) + at;
        assertThat(program.run(array, offset, sample).values())
            .containsExactly(stored(storage, sample));
        assertThat(array).isEqualTo(expected(storage, at, (Number) sample));
      }
    }
  }

  private static byte[] expected(Storage storage, int at, Number value) {
    byte[] array = new byte[16];
    ByteBuffer buffer = ByteBuffer.wrap(array).order(ByteOrder.nativeOrder());
    switch (storage) {
      case BYTE -> buffer.put(at, value.byteValue());
      case SHORT, CHAR -> buffer.putShort(at, value.shortValue());
      case INT -> buffer.putInt(at, value.intValue());
      default -> buffer.putLong(at, value.longValue());
    }
    return array;
  }

  @Test
  void arraysOfSubtypesAreAccessedAsObjects() {
    String text =
        """
        [r0, i1]
        r2 = getarrayitem_ref(r0, i1, Object[])
        setarrayitem_ref(r0, 0, r2, Object[])
        r3 = getarrayitem_ref(r0, 0, String[])
        finish(r3)
        """;
    assertThat(run(text, new String[] {"a", "b"}, 1)).isEqualTo("b");
  }

  @ParameterizedTest
  @EnumSource(Storage.class)
  void arraysAreAllocated(Storage storage) {
    String type = storage == Storage.REF ? "Thing" : storage.type().getName();
    String text = "[i0]\nr1 = new_array(i0, TYPE[])\nfinish(r1)\n".replace("TYPE", type);
    for (int length : new int[] {0, 1, 1000}) {
      Object array = run(text, length);
      assertThat(array.getClass().getComponentType()).isEqualTo(names.classOf(type));
      assertThat(Array.getLength(array)).isEqualTo(length);
      if (length > 0) {
        Object zero = Array.get(Array.newInstance(names.classOf(type), 1), 0);
        assertThat(Array.get(array, length - 1)).isEqualTo(zero);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Storage.class)
  void arraysHaveALength(Storage storage) {
    String text = "[r0]\ni1 = array_length(r0)\nfinish(i1)\n";
    assertThat(run(text, Array.newInstance(storage.type(), 7))).isEqualTo(7);
    String type = storage == Storage.REF ? "Object" : storage.type().getName();
    String known =
        "[r0]\nguard_nonnull_class(r0, TYPE[]) [r0]\ni1 = array_length(r0)\nfinish(i1)\n";
    Object array = Array.newInstance(storage.type(), 9);
    assertThat(run(known.replace("TYPE", type), array)).isEqualTo(9);
  }

  @Test
  void lengthOfNewArrays() {
    String text =
        "[i0]\n"
            + "r1 = new_array(i0, Thing[][])\n"
            + "i2 = array_length(r1)\n"
            + "guard_always_fails() [i2, r1]\n"
            + "finish()\n";
    assertThat(run(text, 3)).isEqualTo(3);
  }

  @Test
  void instancesAreAllocatedWithoutConstructor() {
    Thing thing = (Thing) run("[]\nr0 = new(Thing)\nfinish(r0)\n");
    assertThat(thing.getClass()).isEqualTo(Thing.class);
    String text = "[r0]\ni1 = getfield_int(r0, Thing.constant)\nfinish(i1)\n";
    assertThat(run(text, thing)).isEqualTo(0);
  }

  @Test
  void newObjectsAreFilled() {
    String text =
        """
        [i0, r1]
        r2 = new(SubThing)
        setfield_int(r2, i0, Thing.i)
        setfield_ref(r2, r1, Thing.next)
        r3 = getfield_ref(r2, Thing.next)
        i4 = getfield_int(r2, Thing.i)
        i5 = ref_eq(r3, r1)
        i6 = int_add(i4, i5)
        guard_always_fails() [i6, r2]
        finish()
        """;
    assertThat(run(text, 5, new Thing(1))).isEqualTo(6);
  }
}
