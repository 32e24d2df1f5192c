package ai.openclaw.oom.it.diff;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One spawn as it was seen without and with the agent. */
final class Pair {
  private static final String TARGET = "1000";

  /** In bytes: its path, its own arguments, and their pointers. */
  private static final int HELPERS_SHARE = 300;

  private static final String REPORTED = "\t" + Record.SCORE_AT_MAIN;
  private static final Set<String> NO_ASPECTS =
      Set.of(Record.SCORE, Record.SCORE_AT_MAIN, Record.AGENT);

  private final Column column;
  private final Spawn spawn;
  private final JvmKind kind;
  private final Map<String, String> without;
  private final Map<String, String> with;
  private final List<String> plans;

  Pair(
      Column column,
      Spawn spawn,
      JvmKind kind,
      Map<String, String> without,
      Map<String, String> with) {
    this.column = column;
    this.spawn = spawn;
    this.kind = kind;
    this.without = without;
    this.with = with;
    this.plans = plans(with.getOrDefault("0\t" + Record.AGENT, ""));
  }

  /** One for each stage. */
  private static List<String> plans(String words) {
    return words.isEmpty() ? List.of() : List.of(words.split("\\\\x0a"));
  }

  List<String> plans() {
    return plans;
  }

  /** What the agent did with a stage; empty if it was not asked. */
  String plan(int stage) {
    return stage < plans.size() ? plans.get(stage) : "";
  }

  boolean isWrapped(int stage) {
    return plan(stage).startsWith("WRAPPED");
  }

  /** All aspects of all stages. */
  List<Sight> sights() {
    Set<String> keys = new LinkedHashSet<>(without.keySet());
    keys.addAll(with.keySet());
    List<Sight> sights = new ArrayList<>();
    for (String key : keys) {
      int tab = key.indexOf('\t');
      String aspect = key.substring(tab + 1);
      if (!NO_ASPECTS.contains(aspect) && !isFollowing(key, key.substring(0, tab))) {
        sights.add(
            new Sight(
                Integer.parseInt(key.substring(0, tab)),
                aspect,
                without.getOrDefault(key, "absent"),
                with.getOrDefault(key, "absent")));
      }
    }
    return sights;
  }

  /** Whether it is absent only because one of the two never ran, which is told by other aspects. */
  private boolean isFollowing(String key, String stage) {
    boolean oneRan = without.containsKey(stage + REPORTED) != with.containsKey(stage + REPORTED);
    return oneRan && without.containsKey(key) != with.containsKey(key);
  }

  boolean allows(Sight sight) {
    boolean pathIsPlain =
        kind.pathIsPlain() && !spawn.stages().get(sight.stage()).variables().touchPath();
    return isWrapped(sight.stage())
        && column.allows(sight.aspect(), sight.without(), sight.with(), pathIsPlain);
  }

  /** Whether it shows what nobody but the kernel knows before the start, and no shell can mend. */
  boolean isBeyondShells() {
    return column.isShell() && Failing.BUSY.equals(spawn.sort());
  }

  /** How it was meant to fail, or that it was not. */
  String sortOfFailure() {
    return spawn.sort() == null ? "by the JVM's kind, or the environment" : spawn.sort();
  }

  int startedStages() {
    int stages = 0;
    while (with.containsKey(stages + "\t" + Record.STARTED)) {
      stages++;
    }
    return stages;
  }

  /** What the parent read; null where no probe ran. */
  String score(int stage) {
    return with.get(stage + "\t" + Record.SCORE);
  }

  /** At the target, and if a shim has raised it, before the command began. */
  boolean isRaised(int stage) {
    return TARGET.equals(score(stage))
        && (!isWrapped(stage) || TARGET.equals(with.get(stage + REPORTED)));
  }

  /** Whether the kernel keeps the JVM from raising it: a process that is not dumpable. */
  boolean mayBeRefused(int stage) {
    String command = command(stage);
    return !isWrapped(stage)
        && kind.needsRoot()
        && (command.endsWith("/setuid/probe") || command.endsWith("/unreadable/probe"));
  }

  /** Whether the command means whoever executes it, and so cannot go through a helper. */
  boolean isSelf(int stage) {
    return command(stage).equals("/proc/self/exe") || command(stage).endsWith("/links/self");
  }

  /** Whether the argument list leaves no more room than the helper may need for itself. */
  boolean hardlyFits(int stage) {
    List<String> command = spawn.stages().get(stage).command();
    return Filling.spare(command.get(command.size() - 1)) < HELPERS_SHARE;
  }

  private String command(int stage) {
    return spawn.stages().get(stage).command().get(0);
  }

  @Override
  public String toString() {
    return "  in JVM \"" + kind.name() + "\": " + spawn + "\n    agent: " + plans + "\n";
  }

  /** One aspect of one stage. */
  record Sight(int stage, String aspect, String without, String with) {
    boolean isSame() {
      return without.equals(with);
    }

    @Override
    public String toString() {
      return "    "
          + stage
          + ' '
          + aspect
          + "\n      without: "
          + without
          + "\n      with:    "
          + with
          + '\n';
    }
  }
}
