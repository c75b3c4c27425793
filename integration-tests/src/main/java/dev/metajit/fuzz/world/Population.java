package dev.metajit.fuzz.world;

import java.util.SplittableRandom;

/** Fills a world's references: shared, cyclic, null. */
final class Population {
  private final World world;
  private final SplittableRandom random;
  private final Awkward awkward;
  private final Node[] nodes = new Node[6];

  Population(World world, SplittableRandom random, Awkward awkward) {
    this.world = world;
    this.random = random;
    this.awkward = awkward;
  }

  void fill() {
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = node();
    }
    for (int i = 0; i < World.SIZE; i++) {
      world.objects[i] = object();
      Node node = anyNode();
      if (node == null || world.nodes.getClass().getComponentType().isInstance(node)) {
        world.nodes[i] = node;
      }
    }
    fill(world.frame());
    Node.population = awkward.nextInt();
    Node.total = awkward.nextLong();
    Node.mean = awkward.nextDouble();
    Node.shared = object();
  }

  private Node node() {
    Node node =
        switch (random.nextInt(3)) {
          case 0 -> new Node();
          case 1 -> new Leaf(awkward.nextFloat());
          default -> new Branch(anyNode(), anyNode());
        };
    node.number = awkward.nextInt();
    node.wide = awkward.nextLong();
    node.single = awkward.nextFloat();
    node.real = awkward.nextDouble();
    node.letter = (char) awkward.nextInt();
    node.next = anyNode();
    node.any = object();
    node.ints = random.nextBoolean() ? world.ints : new int[random.nextInt(World.SIZE)];
    return node;
  }

  private Node anyNode() {
    return nodes[random.nextInt(nodes.length)];
  }

  private Object object() {
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> awkward.nextInt();
      case 2 -> awkward.nextLong();
      case 3 -> "text";
      case 4 -> world.ints;
      case 5 -> new Circle(awkward.nextInt());
      default -> anyNode();
    };
  }

  private void fill(Frame frame) {
    frame.i0 = awkward.nextInt();
    frame.i1 = awkward.nextInt();
    frame.l0 = awkward.nextLong();
    frame.f0 = awkward.nextFloat();
    frame.d0 = awkward.nextDouble();
    frame.o0 = object();
    frame.o1 = object();
    frame.n0 = anyNode();
    frame.n1 = anyNode();
    for (int i = 0; i < World.SIZE; i++) {
      frame.ints[i] = awkward.nextInt();
      frame.longs[i] = awkward.nextLong();
      frame.floats[i] = awkward.nextFloat();
      frame.doubles[i] = awkward.nextDouble();
      frame.objects[i] = object();
      frame.nodes[i] = anyNode();
    }
  }
}
