package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.Growing;
import ai.openclaw.oom.probe.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The guard on a real kernel, in memory groups of version 1: it comes before the kernel, and only
 * then. {@code -Dguard.rounds=N}, {@code -Dguard.mib=N} and {@code -Dguard.seconds=N} make more of
 * it than CI can wait for.
 */
@Isolated
class GuardIT {
  private static final int LIMIT_MIB = 256;

  /** Of the groups in which children grow one after the other. */
  private static final int CELL_MIB = Integer.getInteger("guard.mib", LIMIT_MIB);

  /** More than there is. */
  private static final String ENDLESS = "" + 4 * CELL_MIB;

  private static final int ROUNDS = Integer.getInteger("guard.rounds", 2);
  private static final int MANY = Math.max(50, ROUNDS);

  private static final String KILL =
      "\\[openclaw-oom] the guard has killed child \\d+ \\(grow, oom_score_adj 1000\\), which held"
          + " \\d+ MiB: the memory group had \\d+ MiB left of \\d+ MiB \\(/.*\\), and lost \\d+ MB/s";

  /** Each takes about 0.7 KB of the kernel's memory: more than there is. */
  private static final int NAMES = 600_000;

  private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

  private static String grow;
  private static String names;

  @BeforeAll
  static void build() throws Exception {
    grow = NativeProgram.build("grow", "guard").toString();
    names = NativeProgram.build("names", "guard").toString();
  }

  private static JavaRun run(V1Group group) {
    return new JavaRun(Jdks.running()).options("-Xmx80m").prepare(group.enter()).agent("guard=on");
  }

  private static String[] grows(String rate, int times, String load) {
    return new String[] {Growing.GROWS, grow, rate, ENDLESS, "" + times, load};
  }

  /** Whoever takes the machine's processors away can outrun any guard: now and then one is lost. */
  @ParameterizedTest
  @CsvSource({"50, idle", "1000, idle", "0, idle", "200, busy", "0, busy"})
  void comesBeforeTheKernel(String rate, String load) throws Exception {
    comesBefore(rate, load);
  }

  /** One of them is 2 MiB at a time. */
  @ParameterizedTest
  @ValueSource(strings = {"200", "1000"})
  void alsoIfTheChildGrowsByHugePages(String rate) throws Exception {
    boolean areThere =
        Files.exists(HUGE_PAGES) && !Files.readString(HUGE_PAGES).contains("[never]");
    Ci.orSkip(areThere, "guard: missing: transparent huge pages");
    long before = hugePages();
    comesBefore(rate, Growing.HUGE);
    assertThat(hugePages() - before).as("huge pages").isGreaterThan(ROUNDS * CELL_MIB / 4);
  }

  /** Those that the machine has given away since it was started. */
  private static long hugePages() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/vmstat"))) {
      String line =
          lines.filter(text -> text.startsWith("thp_fault_alloc ")).findFirst().orElseThrow();
      return Long.parseLong(line.split(" ")[1]);
    }
  }

  private static void comesBefore(String rate, String load) throws Exception {
    try (V1Group group = V1Group.create(CELL_MIB)) {
      Outcome outcome = run(group).main(Growing.class, grows(rate, ROUNDS, load)).run();
      assertThat(outcome).succeeded().printed(ended(ROUNDS));
      long inTime = outcome.err().lines().filter(line -> line.matches(KILL)).count();
      System.out.printf(
          "guard: %d MiB, %s MB/s, %s: %d of %d in time%n", CELL_MIB, rate, load, inTime, ROUNDS);
      assertThat(inTime + group.oomKills()).as(outcome.err()).isEqualTo(ROUNDS);
      assertThat(inTime)
          .as(outcome.err())
          .isGreaterThanOrEqualTo(ROUNDS - Math.max(1, ROUNDS / 10));
    }
  }

  private static String ended(int times) {
    return "child 137\n".repeat(times) + "more descriptors: false\nzombies 0\nfirst 0\n";
  }

  @Test
  void leavesNothingBehindAfterManyKills() throws Exception {
    try (V1Group group = V1Group.create(LIMIT_MIB)) {
      Outcome outcome = run(group).main(Growing.class, grows("0", MANY, "idle")).run();
      assertThat(outcome).succeeded().printed(ended(MANY));
      assertThat(group.oomKills()).as("of the kernel's, of " + MANY).isLessThanOrEqualTo(MANY / 10);
    }
  }

  @Test
  void killsNobodyForPageCache() throws Exception {
    try (V1Group group = V1Group.create(LIMIT_MIB)) {
      Path file = Places.newDirectory("page-cache").resolve("file");
      String write = "dd if=/dev/zero of=" + file + " bs=1M count=1200 2>/dev/null";
      assertThat(run(group).main(Growing.class, holds(60, write)).run())
          .succeeded()
          .printed("beside 0\nchild 0\nfirst 0\n")
          .saidNothing();
      assertThat(group.oomKills()).isZero();
      Files.delete(file);
    }
  }

  /** The kernel's own memory has no line in memory.stat here. */
  @Test
  void killsNobodyForNamesThatAreNotThere() throws Exception {
    try (V1Group group = V1Group.create(LIMIT_MIB)) {
      Path folder = Places.newDirectory("names");
      String look = names + " " + folder + " " + NAMES;
      assertThat(run(group).main(Growing.class, holds(60, look)).run())
          .succeeded()
          .printed("beside 0\nchild 0\nfirst 0\n")
          .saidNothing();
      assertThat(group.mostMib()).isGreaterThan(LIMIT_MIB - LIMIT_MIB / 20);
      assertThat(group.oomKills()).isZero();
      Files.delete(folder);
    }
  }

  /** It cannot be taken back: what is left is less by it, and the child goes so much earlier. */
  @Test
  void reckonsWithWhatLiesInTmpfs() throws Exception {
    Ci.orSkip(Files.isWritable(Path.of("/dev/shm")), "guard: missing: a tmpfs at /dev/shm");
    Path file = Path.of("/dev/shm/openclaw-oom-it-" + System.nanoTime());
    try (V1Group group = V1Group.create(LIMIT_MIB)) {
      String fill = group.enter() + "; dd if=/dev/zero of=" + file + " bs=1M count=100 2>/dev/null";
      Outcome outcome = run(group).prepare(fill).main(Growing.class, grows("200", 1, "idle")).run();
      assertThat(outcome).succeeded().printed(ended(1));
      assertThat(outcome)
          .saidOnce(".*the guard has killed child .*, which held (\\d\\d|1[0-4]\\d) MiB: .*");
      assertThat(group.oomKills()).isZero();
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Of nested groups it is the tightest that runs out, though the own one has room. */
  @Test
  void looksAtTheGroupsAbove() throws Exception {
    try (V1Group group = V1Group.create(LIMIT_MIB);
        V1Group own = group.below(4 * LIMIT_MIB)) {
      Outcome outcome = run(own).main(Growing.class, grows("200", 1, "idle")).run();
      assertThat(outcome).succeeded().printed(ended(1));
      assertThat(outcome)
          .saidOnce(".*MiB left of 256 MiB \\(" + group.folder() + "\\), and lost .*");
      assertThat(group.oomKills() + own.oomKills()).isZero();
    }
  }

  /** Nothing would ever happen again in the one that it has left. */
  @Test
  void goesWithTheJvmToAnotherGroup() throws Exception {
    try (V1Group left = V1Group.create(LIMIT_MIB);
        V1Group entered = V1Group.create(LIMIT_MIB)) {
      String file = entered.folder().resolve("cgroup.procs").toString();
      String[] arguments = {Growing.MOVES, grow, "200", ENDLESS, file};
      Outcome outcome = run(left).main(Growing.class, arguments).run();
      assertThat(outcome).succeeded().printed(ended(1));
      assertThat(outcome)
          .saidOnce(".*the guard stood in a group that this JVM has left; it is started again");
      assertThat(outcome)
          .saidOnce(".*MiB left of 256 MiB \\(" + entered.folder() + "\\), and lost .*");
      assertThat(left.oomKills() + entered.oomKills()).isZero();
    }
  }

  /** With what the JVM takes, a child of this size leaves more than a tenth of the limit. */
  @Test
  void killsNobodyWhoStaysATenthBelow() throws Exception {
    try (V1Group group = V1Group.create(LIMIT_MIB)) {
      String[] arguments = holds(150, "sleep " + Integer.getInteger("guard.seconds", 3));
      assertThat(run(group).main(Growing.class, arguments).run())
          .succeeded()
          .printed("beside 0\nchild 0\nfirst 0\n")
          .saidNothing();
      assertThat(group.oomKills()).isZero();
    }
  }

  private static String[] holds(int mib, String command) {
    return new String[] {Growing.HOLDS, grow, "200", "" + mib, "sh", "-c", command};
  }

  @Test
  void isNotRaisedAndIsStartedAgainIfItIsKilled() throws Exception {
    try (V1Group group = V1Group.create(LIMIT_MIB)) {
      assertThat(run(group).main(Growing.class, Growing.LOSES).run())
          .succeeded()
          .printed("guard " + Score.OWN + "\nanother " + Score.OWN + "\n")
          .saidLinesMatching("\\[openclaw-oom] the guard ended, with 137; it is started again");
    }
  }

  static List<Jdk> oldestAndRunning() {
    Jdk running = Jdks.running();
    return Stream.of(Jdks.all().get(0), running).distinct().toList();
  }

  /** Where there is no program for the machine, or none that may be executed. */
  @ParameterizedTest
  @MethodSource("oldestAndRunning")
  void aThreadStandsInForTheProgram(Jdk jdk) throws Exception {
    Path jar = Files.copy(Places.agent(), Places.newDirectory("jar-alone").resolve("agent.jar"));
    try (V1Group group = V1Group.create(LIMIT_MIB)) {
      Outcome outcome =
          new JavaRun(jdk)
              .options("-Xmx80m", JavaRun.agentOption(jar, "guard=on"))
              .prepare(group.enter())
              .main(Growing.class, grows("200", ROUNDS, "idle"))
              .run();
      assertThat(outcome).succeeded().printed(ended(ROUNDS));
      assertThat(outcome)
          .saidOnce(".*/oom-guard-.* is not used: .*; a thread of this JVM stands.*");
      long inTime = outcome.err().lines().filter(line -> line.matches(KILL)).count();
      System.out.printf("guard by a thread: %d of %d in time on %s%n", inTime, ROUNDS, jdk);
      // A collection at that moment may have cost one.
      assertThat(inTime + group.oomKills()).as(outcome.err()).isEqualTo(ROUNDS);
      assertThat(inTime).as(outcome.err()).isPositive();
    }
  }

  /** Under a filter it cannot be sure whom it would kill. */
  @Test
  void aThreadStandsInWhereThereIsNoPidfd() throws Exception {
    Ci.orSkip(Tool.isThere("gcc"), "guard: missing: gcc");
    Path filter = Places.newDirectory("no-pidfd").resolve("seccomp.so");
    NativeProgram.library("seccomp", filter, "-DPIDFD=ENOSYS");
    try (V1Group group = V1Group.create(LIMIT_MIB)) {
      Outcome outcome =
          run(group)
              .environment("LD_PRELOAD", filter.toString())
              // The program ends first, which is seen a moment later.
              .main(Growing.class, grows("50", 1, "idle"))
              .run();
      assertThat(outcome).succeeded().printed(ended(1));
      assertThat(outcome).saidOnce(".*the guard's program cannot kill here: pidfd_open or .*");
      assertThat(outcome).saidOnce(KILL);
    }
  }

  @Test
  void costsNothingWhereItIsOff() throws Exception {
    Outcome outcome =
        new JavaRun(Jdks.running())
            .options("-Xlog:class+load")
            .agent("guard=off")
            .main(Scores.class, "cat")
            .run();
    assertThat(outcome).succeeded().out().contains("ai.openclaw.oom.hook");
    assertThat(outcome).out().doesNotContain("ai.openclaw.oom.guard");
  }
}
