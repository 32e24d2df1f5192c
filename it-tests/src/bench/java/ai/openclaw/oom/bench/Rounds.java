package ai.openclaw.oom.bench;

import java.util.ArrayList;
import java.util.List;

/** Measures several subjects in turn, many times. */
final class Rounds {
  /** Gives one or more values of a subject, such as wall time and CPU time. */
  interface Measure<T> {
    double[] of(T subject) throws Exception;
  }

  private Rounds() {}

  /**
   * Every second round goes backwards, so that no subject always comes after the same other one.
   *
   * @param warmUp rounds that are not counted
   * @return for each kind of value, for each subject, its series
   */
  static <T> List<List<Series>> run(List<T> subjects, int warmUp, int rounds, Measure<T> measure)
      throws Exception {
    double[][][] values = new double[rounds][subjects.size()][];
    for (int round = -warmUp; round < rounds; round++) {
      for (int turn = 0; turn < subjects.size(); turn++) {
        int subject = round % 2 == 0 ? turn : subjects.size() - 1 - turn;
        double[] measured = measure.of(subjects.get(subject));
        if (round >= 0) {
          values[round][subject] = measured;
        }
      }
    }
    List<List<Series>> kinds = new ArrayList<>();
    for (int kind = 0; kind < values[0][0].length; kind++) {
      List<Series> series = new ArrayList<>();
      for (int subject = 0; subject < subjects.size(); subject++) {
        double[] column = new double[rounds];
        for (int round = 0; round < rounds; round++) {
          column[round] = values[round][subject][kind];
        }
        series.add(new Series(column));
      }
      kinds.add(series);
    }
    return kinds;
  }
}
