package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.it.TabsReport.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two seconds after a tab was opened or closed no process of Chromium's is below the floor, however
 * young, and its renderers are above all others that choose a score of their own. The crash
 * handlers choose none: they keep the target, which nothing can be above.
 */
@Isolated
class TabsIT {

  private static final int TABS = 10;
  private static final int FLOOR = 910;

  private static final int ROOT = 0;
  private static final int NOBODY = 65534;

  private static final String WITHOUT = "without the agent";

  private static final List<String> ROWS = new ArrayList<>();

  /** All that a user needs for a run: the repository may be open to its owner only. */
  @TempDir private Path directory;

  @AfterAll
  static void print() throws IOException {
    if (!ROWS.isEmpty()) {
      String table = TabsReport.header() + String.join("", ROWS);
      System.out.println('\n' + table);
      Files.writeString(Places.tabs(), table);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {ROOT, NOBODY})
  void allAreHeldAndRenderersAreHighest(int user) throws Exception {
    TabsReport report = run(user, "", TABS);
    assertThat(report.changes()).hasSize(2 * TABS);
    assertThat(report.changes().values()).allSatisfy(TabsIT::assertHeld);
    for (int tabs = 1; tabs <= TABS; tabs++) {
      assertThat(renderers(report, tabs))
          .as("renderers of %d tabs and the first page", tabs)
          .isGreaterThan(tabs);
    }
    assertThat(renderers(report, 2 * TABS)).as("renderers when all are closed").isLessThan(TABS);
  }

  private static void assertHeld(List<Seen> processes) {
    assertThat(processes)
        .isNotEmpty()
        .allSatisfy(seen -> assertThat(seen.score()).isGreaterThanOrEqualTo(FLOOR));
    int highestOther = TabsReport.scores(processes, Seen::isOther).max().orElseThrow();
    assertThat(processes)
        .filteredOn(Seen::isRenderer)
        .isNotEmpty()
        .allSatisfy(renderer -> assertThat(renderer.score()).isGreaterThan(highestOther));
  }

  private static long renderers(TabsReport report, int change) {
    return report.changes().get(change).stream().filter(Seen::isRenderer).count();
  }

  /** Else the other test would prove nothing. */
  @ParameterizedTest
  @ValueSource(strings = {WITHOUT, "keep-raised=off"})
  void allAreLowIfNobodyHoldsThem(String agent) throws Exception {
    TabsReport report = run(NOBODY, agent, 1);
    assertThat(report.changes()).hasSize(2);
    assertThat(report.changes().values()).allSatisfy(TabsIT::assertLow);
  }

  private static void assertLow(List<Seen> processes) {
    assertThat(processes)
        .filteredOn(seen -> !seen.isCrashHandler())
        .isNotEmpty()
        .allSatisfy(seen -> assertThat(seen.score()).isLessThan(FLOOR));
  }

  private TabsReport run(int user, String agent, int tabs) throws Exception {
    for (String program : List.of("/usr/bin/chromium", "/usr/bin/setpriv")) {
      Ci.orSkip(Files.isExecutable(Path.of(program)), "tabs: " + program + " is missing");
    }
    Ci.orSkip(Ci.isRoot(), "tabs: only root can start a JVM as root and as somebody else");

    List<String> become =
        List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups");
    boolean sandboxed = user != ROOT && mayMakeNamespaces(become);
    provide(user);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    JavaRun run = new JavaRun(new Jdk(Runtime.version().feature(), "", become, java), directory);
    if (!agent.equals(WITHOUT)) {
      Path jar = directory.resolve(Places.agent().getFileName());
      run.options(JavaRun.agentOption(jar, agent));
    }
    List<String> arguments = new ArrayList<>(List.of(Integer.toString(tabs)));
    if (!sandboxed) {
      arguments.add("--no-sandbox");
    }
    run.classPath(directory.resolve("classes").toString())
        .main("ai.openclaw.oom.probe.Tabs", arguments.toArray(String[]::new));
    TabsReport report = TabsReport.of(run.run().successful());
    String name = (user == ROOT ? "root" : "uid " + user) + (sandboxed ? ", sandbox" : "");
    ROWS.add(report.row(agent.isEmpty() ? name : name + ", " + agent));
    return report;
  }

  /** What Chromium's sandbox is made of; root cannot have one. */
  private static boolean mayMakeNamespaces(List<String> become) throws Exception {
    List<String> command = new ArrayList<>(become);
    command.addAll(List.of("unshare", "--user", "--net", "true"));
    boolean may = new ProcessBuilder(command).start().waitFor() == 0;
    if (!may) {
      System.out.println("tabs: a plain user may not make namespaces, so Chromium has no sandbox");
    }
    return may;
  }

  private void provide(int user) throws Exception {
    Path agent = Places.agent();
    String script = "cp -r \"$1\" \"$2\"/oom-shim-* \"$3\" . && chown -R \"$4\" .";
    List<String> command =
        List.of(
            "sh",
            "-c",
            script,
            "sh",
            agent.toString(),
            agent.getParent().toString(),
            Places.probeClasses().toString(),
            Integer.toString(user));
    int exit =
        new ProcessBuilder(command).directory(directory.toFile()).inheritIO().start().waitFor();
    assertThat(exit).isZero();
  }
}
