package ai.openclaw.oom.it.lib;

import static java.util.stream.Collectors.joining;

import ai.openclaw.oom.it.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a driver has printed. */
record Transcript(List<String> said, List<Tree> trees, String agentsLines) {

  /** A process that was seen: generations below the JVM, its name, its score. */
  record Tree(int depth, String name, int score) {}

  private static final Pattern BLANKS = Pattern.compile(" ");
  private static final String TREE = "tree ";

  static Transcript of(Outcome outcome) {
    Predicate<String> isTree = line -> line.startsWith(TREE);
    return new Transcript(
        outcome.out().lines().filter(isTree.negate()).toList(),
        outcome.out().lines().filter(isTree).map(Transcript::tree).toList(),
        outcome
            .err()
            .lines()
            .filter(line -> line.startsWith("[openclaw-oom] "))
            .filter(line -> !line.matches(".* child .* ended by SIGKILL.*"))
            .collect(joining("\n")));
  }

  private static Tree tree(String line) {
    String depth = BLANKS.split(line)[1];
    int score = line.lastIndexOf(" score=");
    return new Tree(
        Integer.parseInt(depth),
        line.substring(TREE.length() + depth.length() + 1, score),
        Integer.parseInt(line.substring(score + " score=".length())));
  }

  /** Such as {@code 1000 x2, 300 x3}: the highest first. */
  String scores() {
    Map<Integer, Integer> counts = new TreeMap<>((a, b) -> b - a);
    trees.forEach(tree -> counts.merge(tree.score, 1, Integer::sum));
    return counts.entrySet().stream()
        .map(count -> count.getKey() + " x" + count.getValue())
        .collect(joining(", "));
  }
}
