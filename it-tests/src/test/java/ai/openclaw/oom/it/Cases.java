package ai.openclaw.oom.it;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.Probe;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The cases of {@link Probe} as one JVM has run them. */
final class Cases {

  private static final String INPUT = "a line of input\n";

  private final Outcome outcome;
  private final Map<String, String> transcripts = new LinkedHashMap<>();

  private Cases(Outcome outcome) {
    this.outcome = outcome;
    String rest = outcome.out().substring(before().length());
    for (String block : rest.split("(?m)^>>> ")) {
      String[] nameAndText = block.split("\n", 2);
      if (nameAndText.length == 2) {
        transcripts.put(nameAndText[0], nameAndText[1]);
      }
    }
    assertThat(transcripts).as(outcome::toString).isNotEmpty();
  }

  /**
   * Runs them.
   *
   * @param groups groups of cases; see {@link Probe}
   */
  static Cases of(JavaRun run, String... groups) throws IOException, InterruptedException {
    return new Cases(run.main(Probe.class, groups).input(INPUT).run().successful());
  }

  Set<String> names() {
    return transcripts.keySet();
  }

  String transcript(String name) {
    assertThat(transcripts).as(() -> name + " was not run: " + outcome).containsKey(name);
    return transcripts.get(name);
  }

  /** What was printed ahead of all cases. */
  String before() {
    return outcome.out().substring(0, Math.max(0, outcome.out().indexOf(">>> ")));
  }

  /** Leaves out the JVM's own word on the variable. */
  String errors() {
    return outcome
        .err()
        .lines()
        .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
        .collect(joining("\n"));
  }
}
