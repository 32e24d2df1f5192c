package ai.openclaw.oom.it.fault;

import ai.openclaw.oom.it.Score;
import ai.openclaw.oom.probe.Steps;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A fault: how it is made, and what becomes of children and of the agent's lines with it. */
final class Fault {
  /** What is started where the fault is there from the beginning. */
  private static final String[] STARTS = {
    Steps.CAT, Steps.SCORE, "ls /none", "/none", Steps.CAT, Steps.SCORE
  };

  final String name;
  final String made;
  private final Arrangement arrangement;
  private final Map<Way, List<Integer>> scores = new EnumMap<>(Way.class);
  private final Map<Way, List<String>> lines = new EnumMap<>(Way.class);
  private String insteadOfAuto = "auto";
  private boolean isScored = true;
  private boolean mayBeSilent;

  private Fault(String name, String made, Arrangement arrangement) {
    this.name = name;
    this.made = made;
    this.arrangement = arrangement;
  }

  /** Makes a fault for a JVM that is about to be started. */
  interface Arrangement {
    void make(Scene scene) throws Exception;
  }

  /**
   * A fault with which all children are raised, and nothing is said, unless more is told.
   *
   * @param name what is wrong
   * @param made how it is made, in a word or two
   */
  static Fault of(String name, String made, Arrangement arrangement) {
    return new Fault(name, made, arrangement);
  }

  /** With these ways all children stay where their JVM is. */
  Fault notRaised(Way... ways) {
    for (Way way : ways) {
      scores.put(way, List.of(Score.OWN));
    }
    return this;
  }

  /** The children have these scores, in their order. */
  Fault scores(Integer... each) {
    for (Way way : Way.values()) {
      scores.put(way, List.of(each));
    }
    return this;
  }

  /** No child can be seen, with the agent or without. */
  Fault unscored() {
    isScored = false;
    return this;
  }

  /** With these ways the agent says this, a pattern a line, and nothing else. */
  Fault says(List<Way> ways, String... patterns) {
    for (Way way : ways) {
      lines.put(way, List.of(patterns));
    }
    return this;
  }

  /** What it says depends on the moment at which the fault comes: some of it, or nothing. */
  Fault atTimes() {
    mayBeSilent = true;
    return this;
  }

  /** The native ways are asked for by this value of {@code shim}. */
  Fault shim(String value) {
    insteadOfAuto = value;
    return this;
  }

  Scene arranged(Scene scene) throws Exception {
    scene.steps(STARTS);
    arrangement.make(scene);
    return scene;
  }

  String argument(Way way) {
    return way.argument(insteadOfAuto);
  }

  boolean mayBeSilent() {
    return mayBeSilent;
  }

  boolean isScored() {
    return isScored;
  }

  /** Each that there is to be, or one for all. */
  List<Integer> scores(Way way) {
    return scores.getOrDefault(way, List.of(Score.TARGET));
  }

  List<String> lines(Way way) {
    return lines.getOrDefault(way, List.of());
  }

  static Stream<Fault> all() {
    return Stream.of(
            ProcFaults.all(),
            ShellFaults.all(),
            HelperFaults.all(),
            StorageFaults.all(),
            LimitFaults.all(),
            PrivilegeFaults.all(),
            MomentFaults.all())
        .flatMap(List::stream);
  }

  @Override
  public String toString() {
    return name;
  }
}
