package ai.openclaw.oom.it.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import ai.openclaw.oom.it.Ci;
import ai.openclaw.oom.it.Places;
import ai.openclaw.oom.it.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The instrument: makes the same spawns without the agent and with it, for every shim, and compares
 * everything that child and parent can see. Prints a table, aspect by shim, and keeps it with all
 * particulars below {@code target/differential}.
 *
 * <p>System properties: {@code oom.diff.count}, the number of spawns (2000; try 20000), {@code
 * oom.diff.seed} (20261121, so that every run of CI makes the same), {@code oom.diff.only}, the
 * number of the one spawn to be tried again, {@code oom.diff.keep}, to keep the fixture, {@code
 * oom.diff.columns}, names of {@link Column} to be tried alone, {@code oom.diff.java}, another java
 * (17 or newer) to make the spawns.
 */
class DifferentialIT {
  private static final long SEED = Long.getLong("oom.diff.seed", 20261121);
  private static final int COUNT = Integer.getInteger("oom.diff.count", 2000);
  private static final int ONLY = Integer.getInteger("oom.diff.only", -1);
  private static final Path REPOSITORY = Path.of(System.getProperty("oom.repo"));

  private static final Map<Column, Verdict> VERDICTS = new EnumMap<>(Column.class);
  private static Path root;
  private static List<JvmKind> kinds;
  private static Runs runs;

  @BeforeAll
  static void prepare() throws Exception {
    Ci.orSkip(Tool.isThere("gcc"), "differential: missing: gcc, to build the probe");
    root = Files.createTempDirectory("oom-diff-");
    Fixture fixture = Fixture.create(root);
    Runs.provide(
        fixture,
        REPOSITORY.resolve("agent/target/openclaw-oom-agent.jar"),
        Places.helper().getFileName().toString());
    kinds = JvmKind.all(root);
    Ci.orSkip(Ci.isRoot(), "differential: missing: root, to start JVMs as somebody else");
    runs = new Runs(fixture, kinds, SEED, COUNT, ONLY);
    System.out.printf("differential: -Doom.diff.seed=%d -Doom.diff.count=%d%n", SEED, COUNT);
  }

  @AfterAll
  static void report() throws IOException {
    if (!VERDICTS.isEmpty()) {
      String table = Table.of(VERDICTS);
      System.out.println(table);
      Path folder = Files.createDirectories(REPOSITORY.resolve("it-tests/target/differential"));
      Files.writeString(folder.resolve("table.txt"), "seed " + SEED + "\n" + table);
      for (Map.Entry<Column, Verdict> verdict : VERDICTS.entrySet()) {
        Files.write(
            folder.resolve(verdict.getKey().name().toLowerCase() + ".txt"),
            Stream.of(
                    List.of("differences:"),
                    verdict.getValue().differences,
                    List.of("not raised:"),
                    verdict.getValue().unraised,
                    List.of("refused by the kernel, and therefore not raised:"),
                    verdict.getValue().refused,
                    List.of("not wrapped:"),
                    verdict.getValue().unwrapped)
                .flatMap(List::stream)
                .toList());
      }
    }
    if (runs != null) {
      runs.close();
    }
    if (root != null && !Boolean.getBoolean("oom.diff.keep")) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  static Stream<Column> columns() {
    String named = System.getProperty("oom.diff.columns", "");
    // valueOf says which name it does not know.
    return named.isEmpty()
        ? Stream.of(Column.values())
        : Stream.of(named.split(",")).map(name -> Column.valueOf(name.toUpperCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void changesNothingButTheScore(Column column) throws Exception {
    if (column.shell != Shell.DASH) {
      String missing = column.shell.missing();
      Ci.orSkip(
          missing == null,
          "differential: missing: " + column.shell.program + " in place of /bin/sh: " + missing);
    }
    Verdict verdict = verdict(column);
    VERDICTS.put(column, verdict);

    assertSoftly(
        all -> {
          all.assertThat(verdict.differences).as("differ").isEmpty();
          all.assertThat(verdict.unraised).as("not raised").isEmpty();
          all.assertThat(verdict.unwrapped).as("not wrapped").isEmpty();
          all.assertThat(verdict.spawns).isEqualTo(ONLY < 0 ? COUNT : 1);
          if (ONLY < 0) {
            new Bounds(column, verdict).check(all);
          }
        });
  }

  private static Verdict verdict(Column column) throws Exception {
    Generator generator = new Generator(SEED, root.toString());
    Map<Integer, Map<String, String>> without = runs.without(column.shell);
    Map<Integer, Map<String, String>> with = runs.with(column);
    assertThat(with.keySet()).isEqualTo(without.keySet());
    Verdict verdict = new Verdict(column);
    without.forEach(
        (index, record) -> {
          JvmKind kind = kinds.get(index % kinds.size());
          Spawn spawn = generator.spawn(index, kind.path() != null);
          verdict.compare(spawn, kind, record, with.get(index));
        });
    return verdict;
  }
}
