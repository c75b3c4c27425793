package dev.metajit.backend.regalloc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParallelMovesTest {
  private static final Register G0 = Register.of(Bank.GENERAL, 0);
  private static final Register G1 = Register.of(Bank.GENERAL, 1);
  private static final Register G2 = Register.of(Bank.GENERAL, 2);
  private static final Register V0 = Register.of(Bank.VECTOR, 0);
  private static final Register V1 = Register.of(Bank.VECTOR, 1);

  static LongStream seeds() {
    Long seed = Long.getLong("metajit.random.seed");
    return seed != null ? LongStream.of(seed) : LongStream.range(0, 500);
  }

  @Test
  void chainsStartAtTheirFreeEnd() {
    List<Move> moves = List.of(new Move(0, G0, G1), new Move(1, G1, G2));
    assertThat(ParallelMoves.order(moves))
        .containsExactly(
            new ParallelMoves.Copy(moves.get(1)), new ParallelMoves.Copy(moves.get(0)));
  }

  @Test
  void movesToThemselvesAreNone() {
    assertThat(ParallelMoves.order(List.of(new Move(0, G0, G0)))).isEmpty();
  }

  @Test
  void generalRegistersAreExchanged() {
    List<Move> moves = List.of(new Move(0, G0, G1), new Move(1, G1, G0));
    assertThat(ParallelMoves.order(moves))
        .hasSize(1)
        .first()
        .isInstanceOf(ParallelMoves.Exchange.class);
  }

  @Test
  void otherCyclesAreBrokenAtASlotIfThereIsOne() {
    List<Move> vectors = List.of(new Move(0, V0, V1), new Move(1, V1, V0));
    assertThat(ParallelMoves.order(vectors).get(0)).isInstanceOf(ParallelMoves.Save.class);
    Slot slot = new Slot(3);
    List<Move> mixed = List.of(new Move(0, V0, slot), new Move(1, slot, V0));
    assertThat(ParallelMoves.order(mixed).get(0)).isEqualTo(new ParallelMoves.Save(slot));
  }

  @Test
  void twoMovesToOnePlaceAreAnError() {
    List<Move> moves = List.of(new Move(0, G0, G2), new Move(1, G1, G2));
    assertThatThrownBy(() -> ParallelMoves.order(moves))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void putEverythingInItsPlace(long seed) {
    Random random = new Random(seed);
    List<Location> places = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      places.add(Register.of(Bank.GENERAL, i));
      places.add(new Slot(i));
    }
    List<Location> targets = new ArrayList<>(places);
    Collections.shuffle(targets, random);
    List<Move> moves = new ArrayList<>();
    for (int i = 0; i < random.nextInt(places.size() + 1); i++) {
      int from = random.nextInt(places.size());
      moves.add(new Move(from, places.get(from), targets.get(i)));
    }
    Map<Location, Integer> state = new HashMap<>();
    for (int i = 0; i < places.size(); i++) {
      state.put(places.get(i), i);
    }
    simulate(ParallelMoves.order(moves), state);
    for (Move move : moves) {
      assertThat(state.get(move.to())).as("seed %d: %s", seed, moves).isEqualTo(move.value());
    }
  }

  private static void simulate(List<ParallelMoves.Step> steps, Map<Location, Integer> state) {
    Integer saved = null;
    for (ParallelMoves.Step step : steps) {
      if (step instanceof ParallelMoves.Copy copy) {
        state.put(copy.move().to(), state.get(copy.move().from()));
      } else if (step instanceof ParallelMoves.Exchange exchange) {
        Integer one = state.get(exchange.one());
        state.put(exchange.one(), state.get(exchange.other()));
        state.put(exchange.other(), one);
      } else if (step instanceof ParallelMoves.Save save) {
        assertThat(saved).isNull();
        saved = state.get(save.from());
      } else if (step instanceof ParallelMoves.Restore restore) {
        state.put(restore.move().to(), saved);
        saved = null;
      }
    }
  }
}
