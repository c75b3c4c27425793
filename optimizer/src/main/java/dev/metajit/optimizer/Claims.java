package dev.metajit.optimizer;

import dev.metajit.optimizer.Knowledge.KnownResult;
import dev.metajit.optimizer.Knowledge.Place;
import dev.metajit.trace.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What a trace counts on where a guard stands, as far as what is left at its exit tells it: all of
 * it has to be true whenever the exit is taken, or the optimizer was mistaken. {@link ClaimsCheck}
 * looks whether it is.
 *
 * @param knowledge what a bridge would count on
 * @param stored what memory holds once the stores that were put off are done. They are noted here
 *     apart from the resume data: what one of the two has lost is found by the other
 * @param results what pure operations gave
 */
record Claims(Knowledge knowledge, List<Place> stored, List<KnownResult> results) {

  /**
   * What is claimed now.
   *
   * @param shared the claims of the exit whose resume data this one shares, or null: stores that
   *     were put off since will be done again
   */
  static Claims of(Walk walk, Knowledge knowledge, List<Value> failArguments, Claims shared) {
    Parts parts = new Parts(walk.facts(), failArguments);
    List<KnownResult> results = new ArrayList<>();
    walk.pure().results().forEach((key, result) -> add(key, result, parts, results));
    return new Claims(
        knowledge, shared != null ? shared.stored : stored(walk, parts), List.copyOf(results));
  }

  private static List<Place> stored(Walk walk, Parts parts) {
    List<Place> stored = new ArrayList<>();
    for (Cell cell : walk.heap().pendingStores()) {
      Place place = walk.heap().isLatest(cell) ? parts.place(cell) : null;
      if (place != null) {
        stored.add(place);
      }
    }
    return stored;
  }

  private static void add(PurePass.Key key, Value result, Parts parts, List<KnownResult> results) {
    if (key.op().isPure() || key.op().isOverflow()) {
      parts.add(key, result, results);
    }
  }

  /** The same without what follows from the guard's failing. */
  Claims withoutFailure() {
    return new Claims(knowledge.withoutFailure(), stored, results);
  }
}
