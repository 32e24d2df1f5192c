package ai.openclaw.oom.it;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What {@code Tabs} among the probes has printed.
 *
 * @param changes the browser's processes two seconds after each change, by its number from 1 on
 * @param back by change less one: milliseconds until all were back at the floor; 0 if none had been
 *     below it, -1 if one still was in the end
 * @param watchShare processor time of the agent's thread, as a part of one processor's
 */
record TabsReport(Map<Integer, List<Seen>> changes, List<Integer> back, double watchShare) {

  /** A process that was seen, and for how long it had been there. */
  record Seen(int change, String type, int score, long ageMillis) {

    boolean isRenderer() {
      return type.equals("renderer");
    }

    boolean isCrashHandler() {
      return type.equals("chrome_crashpad_handler");
    }

    boolean isOther() {
      return !isRenderer() && !isCrashHandler();
    }
  }

  static TabsReport of(Outcome outcome) {
    List<Seen> seen = new ArrayList<>();
    List<Integer> back = new ArrayList<>();
    double watchShare = Double.NaN;
    for (String line : outcome.out().lines().toList()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "process" ->
            seen.add(
                new Seen(
                    Integer.parseInt(words[1]),
                    words[2],
                    Integer.parseInt(words[3]),
                    Long.parseLong(words[4])));
        case "back" -> back.add(Integer.valueOf(words[2]));
        case "watch" -> watchShare = Double.parseDouble(words[1]) / Double.parseDouble(words[2]);
        default -> throw new IllegalArgumentException(outcome.toString());
      }
    }
    return new TabsReport(
        new TreeMap<>(seen.stream().collect(groupingBy(Seen::change))), back, watchShare);
  }

  static IntStream scores(List<Seen> processes, Predicate<Seen> which) {
    return processes.stream().filter(which).mapToInt(Seen::score);
  }

  static String header() {
    return "oom_score_adj of Chromium's processes, 2 s after each tab that was opened or closed;\n"
        + "low: ms until all were back at the floor, median and longest of the changes that lowered any\n"
        + line(
            "", "tabs", "processes", "renderers", "others", "crash handlers", "low", "agent's CPU");
  }

  String row(String name) {
    return line(
        name,
        Integer.toString(changes.size() / 2),
        range(changes.values().stream().mapToInt(List::size)),
        scores(Seen::isRenderer),
        scores(Seen::isOther),
        scores(Seen::isCrashHandler),
        low(),
        String.format("%.1f %%", 100 * watchShare));
  }

  private static String line(String name, String... cells) {
    StringBuilder line = new StringBuilder(String.format("%-38s", name));
    for (String cell : cells) {
      line.append(String.format("  %-14s", cell));
    }
    return line.toString().stripTrailing() + '\n';
  }

  private String scores(Predicate<Seen> which) {
    return range(changes.values().stream().flatMapToInt(all -> scores(all, which)));
  }

  private static String range(IntStream numbers) {
    int[] sorted = numbers.sorted().distinct().toArray();
    return switch (sorted.length) {
      case 0 -> "none";
      case 1 -> Integer.toString(sorted[0]);
      default -> sorted[0] + " to " + sorted[sorted.length - 1];
    };
  }

  private String low() {
    List<Integer> low = back.stream().filter(millis -> millis != 0).sorted().toList();
    if (low.isEmpty()) {
      return "never";
    }
    return low.get(0) < 0 ? "not back" : low.get(low.size() / 2) + ", " + low.get(low.size() - 1);
  }
}
