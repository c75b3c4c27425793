package dev.metajit.backend;

import dev.metajit.backend.World.SubThing;
import dev.metajit.backend.World.Thing;
import dev.metajit.trace.Storage;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The objects that one run of a random trace starts with, and their state as text afterwards. */
final class RandomWorld {
  static final int ARRAY_LENGTH = 8;
  private static final int DEPTH = 3;

  private final List<Object> objects = new ArrayList<>();

  /** The same seed makes the same world. */
  RandomWorld(long seed) {
    Random random = new Random(seed);
    objects.add(new Thing(random.nextInt()));
    objects.add(new SubThing(random.nextInt()));
    for (Storage storage : Storage.values()) {
      objects.add(Array.newInstance(storage.type(), ARRAY_LENGTH));
    }
  }

  Thing thing(int index) {
    return (Thing) objects.get(index);
  }

  Object array(Storage storage) {
    return objects.get(2 + storage.ordinal());
  }

  /** All objects with their contents. */
  String describe() {
    StringBuilder text = new StringBuilder();
    for (Object object : objects) {
      text.append(contents(object, DEPTH)).append('\n');
    }
    return text.toString();
  }

  /** A value: an object of this world by its number, another by its contents; NaN is just NaN. */
  String describe(Object value) {
    return describe(value, DEPTH);
  }

  private String describe(Object value, int depth) {
    int number = indexOf(value);
    if (number >= 0) {
      return "#" + number;
    }
    return depth == 0 ? "..." : contents(value, depth);
  }

  private int indexOf(Object value) {
    for (int i = 0; i < objects.size(); i++) {
      if (objects.get(i) == value) {
        return i;
      }
    }
    return -1;
  }

  private String contents(Object value, int depth) {
    if (value instanceof Thing thing) {
      StringBuilder text = new StringBuilder(value.getClass().getSimpleName()).append('{');
      thing.contents().forEach(part -> text.append(describe(part, depth - 1)).append(' '));
      return text.append('}').toString();
    }
    if (value != null && value.getClass().isArray()) {
      StringBuilder text = new StringBuilder(value.getClass().getSimpleName()).append('{');
      for (int i = 0; i < Array.getLength(value); i++) {
        text.append(describe(Array.get(value, i), depth - 1)).append(' ');
      }
      return text.append('}').toString();
    }
    return value instanceof Throwable ? value.getClass().getName() : String.valueOf(value);
  }
}
