package ai.openclaw.oom.demo.pressure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The closing words: a table for people, or key=value lines for programs. */
public final class Report {
  private static final String ROW = "%-31s%-33s%s";
  private static final String KERNEL = "kernel";

  private Report() {}

  /** The two runs side by side. */
  static List<String> table(Pair pair) {
    List<String> rows = new ArrayList<>();
    rows.add(String.format(ROW, "", "without the agent", with(pair.guarded())));
    add(rows, pair, "gateway: oom_score_adj", o -> "" + o.gatewayLast().scoreAdj());
    add(rows, pair, "child: oom_score_adj", o -> "" + o.childLast().scoreAdj());
    add(rows, pair, "gateway: memory (RSS)", o -> change(o, Report::gatewayMb, " MB"));
    add(rows, pair, "child: memory (RSS)", o -> change(o, Report::childMb, " MB"));
    add(rows, pair, "gateway: oom_score", o -> change(o, Report::gatewayScore, ""));
    add(rows, pair, "child: oom_score", o -> change(o, Report::childScore, ""));
    add(rows, pair, "kills, by the group's counter", o -> pair.limited() ? "" + o.oomKills() : "-");
    add(rows, pair, "killed by the kernel", Report::killedByKernel);
    if (pair.guarded()) {
      add(rows, pair, "killed by the guard", Report::killedByGuard);
    }
    if (pair.without().unexplainedKills() + pair.with().unexplainedKills() > 0) {
      add(rows, pair, "killed as well, exit unseen", o -> "" + o.unexplainedKills());
    }
    add(rows, pair, "gateway afterwards", Report::afterwards);
    return rows;
  }

  /** The same for programs: {@code without.killed=gateway} and so on. */
  static List<String> plain(int round, String group, Pair pair) {
    List<String> lines = new ArrayList<>(List.of("round=" + round, "group=" + group));
    plain(lines, "without.", pair.without());
    plain(lines, "with.", pair.with());
    lines.add("promised=" + pair.promised());
    return lines;
  }

  /** The name of the runs with the agent. */
  static String with(boolean guarded) {
    return guarded ? "with the agent and its guard" : "with the agent";
  }

  /** How many gateways died, for several rounds, and how many children by the guard. */
  static String tally(List<Pair> pairs) {
    String gateways =
        String.format(
            "without: %d of %d gateways killed; with: %d of %d",
            count(pairs, pair -> pair.without().gatewayKilled()),
            pairs.size(),
            count(pairs, pair -> pair.with().gatewayKilled()),
            pairs.size());
    return pairs.stream().noneMatch(Pair::guarded)
        ? gateways
        : String.format(
            "%s, and %d of %d children killed by the guard",
            gateways, count(pairs, pair -> pair.with().childKilledByGuard()), pairs.size());
  }

  private static long count(List<Pair> pairs, Predicate<Pair> wanted) {
    return pairs.stream().filter(wanted).count();
  }

  private static void add(
      List<String> rows, Pair pair, String name, Function<Outcome, String> value) {
    rows.add(String.format(ROW, name, value.apply(pair.without()), value.apply(pair.with())));
  }

  private static String change(Outcome o, Function<Outcome, long[]> ends, String unit) {
    long[] value = ends.apply(o);
    return value[0] + " -> " + value[1] + unit;
  }

  private static long[] gatewayMb(Outcome o) {
    return new long[] {o.gatewayFirst().rssMb(), o.gatewayLast().rssMb()};
  }

  private static long[] childMb(Outcome o) {
    return new long[] {o.childFirst().rssMb(), o.childLast().rssMb()};
  }

  private static long[] gatewayScore(Outcome o) {
    return new long[] {o.gatewayFirst().score(), o.gatewayLast().score()};
  }

  private static long[] childScore(Outcome o) {
    return new long[] {o.childFirst().score(), o.childLast().score()};
  }

  /** Who killed whom, with the exit code that goes with it. */
  static String deeds(Outcome o) {
    return o.deeds() + exitCode(o, o.anyKilled());
  }

  private static String killedByKernel(Outcome o) {
    return o.killedByKernel() + exitCode(o, o.gatewayKilled() || o.childKilledByKernel());
  }

  private static String killedByGuard(Outcome o) {
    return o.childKilledByGuard() ? "the child, exit code " + o.childExit() : "nobody";
  }

  private static String exitCode(Outcome o, boolean isThere) {
    return isThere ? ", exit code " + (o.gatewayKilled() ? o.gatewayExit() : o.childExit()) : "";
  }

  private static String afterwards(Outcome o) {
    if (o.gatewayExit() != null) {
      return "gone, all sessions lost";
    }
    String intact = o.sessions() + " of " + Gateway.SESSIONS + " sessions intact";
    return o.sessions() < 0 ? "no answer" : "alive, " + intact;
  }

  private static void plain(List<String> lines, String prefix, Outcome o) {
    lines.add(prefix + "gateway.rss_kb=" + o.gatewayLast().rssKb());
    lines.add(prefix + "gateway.oom_score_adj=" + o.gatewayLast().scoreAdj());
    lines.add(prefix + "gateway.oom_score=" + o.gatewayLast().score());
    lines.add(prefix + "gateway.exit=" + (o.gatewayExit() == null ? "" : o.gatewayExit()));
    lines.add(prefix + "gateway.sessions=" + Math.max(0, o.sessions()));
    lines.add(prefix + "gateway.killed_by=" + (o.gatewayKilled() ? KERNEL : ""));
    lines.add(prefix + "child.rss_kb=" + o.childLast().rssKb());
    lines.add(prefix + "child.oom_score_adj=" + o.childLast().scoreAdj());
    lines.add(prefix + "child.oom_score=" + o.childLast().score());
    lines.add(prefix + "child.exit=" + (o.childExit() == null ? "" : o.childExit()));
    lines.add(prefix + "child.killed_by=" + childKilledBy(o));
    lines.add(prefix + "oom_kills=" + o.oomKills());
    lines.add(prefix + "killed=" + o.killed().replace("the ", ""));
  }

  private static String childKilledBy(Outcome o) {
    return o.childKilledByGuard() ? "guard" : o.childKilledByKernel() ? KERNEL : "";
  }
}
