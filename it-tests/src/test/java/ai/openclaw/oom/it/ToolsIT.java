package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.Tooled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tools behind {@code java -jar}, of real JVMs. */
class ToolsIT {

  private static final String LOW = repeat(Score.OWN, Score.OWN, Score.OWN, Score.OWN);
  private static final String RAISED = repeat(Score.OWN, Score.TARGET, Score.TARGET, Score.TARGET);

  private static String repeat(int... scores) {
    StringBuilder line = new StringBuilder("scores:");
    for (int score : scores) {
      line.append(' ').append(score);
    }
    return line.append('\n').toString();
  }

  private static JavaRun tooled(Jdk jdk, String... lines) {
    String[] arguments = new String[lines.length + 1];
    arguments[0] = Places.agent().toString();
    System.arraycopy(lines, 0, arguments, 1, lines.length);
    return new JavaRun(jdk).main(Tooled.class, arguments);
  }

  @EachJdk
  void listShowsTheJvmAndItsAgent(Jdk jdk) throws Exception {
    assertThat(tooled(jdk, "list").agent("score=900").run())
        .succeeded()
        .out()
        .containsPattern(
            "(?m)^PID +\\S+ +(1\\.)?"
                + jdk.major()
                + "\\S* +"
                + Score.OWN
                + " +1/1 +\\d+ MiB +active \\S+ +ai\\.openclaw\\.oom\\.probe\\.Tooled$")
        .endsWith("exit=0\n");
  }

  @Test
  void listShowsThatThereIsNoAgent() throws Exception {
    assertThat(tooled(Jdks.running(), "list").run())
        .succeeded()
        .out()
        .containsPattern(
            "(?m)^PID .* 0/1 +\\d+ MiB +absent +ai\\.openclaw\\.oom\\.probe\\.Tooled$");
  }

  @Test
  void doctorTriesEveryShim() throws Exception {
    Outcome told = tooled(Jdks.running(), "doctor").run();
    assertThat(told)
        .succeeded()
        .out()
        .containsPattern("(?m)^ok +shim native +a child reads 1000, auto takes it$")
        .containsPattern("(?m)^ok +shim sh +a child reads 1000$")
        .containsPattern("(?m)^ok +shim parent +a child reads 1000$")
        .contains("Will the JVM be spared? ");
  }

  @EachJdk
  void doctorRanksTheJvmAndItsChildren(Jdk jdk) throws Exception {
    Outcome told = tooled(jdk, "doctor PID").agent("").run();
    assertThat(told)
        .succeeded()
        .out()
        .containsPattern("(?m)^ok +agent +active ")
        .containsPattern("(?m)^ok +next victim +pid \\d+ \\((sh|sleep)\\)$")
        .containsPattern("(?m)^1 +\\d+ +1000 ")
        .containsPattern("(?m)^3 +PID +" + Score.OWN + " ");
  }

  @Test
  void doctorSaysThatAJvmWithoutTheAgentIsNotSpared() throws Exception {
    assertThat(tooled(Jdks.running(), "doctor PID").run())
        .succeeded()
        .out()
        .contains("Will the JVM be spared? No: the agent is not in this JVM")
        .endsWith("exit=3\n");
  }

  /** A renamed jar in no option: what is in it tells. */
  @Test
  void listKnowsTheAgentByAnyName() throws Exception {
    Path jar = Places.newDirectory("renamed").resolve("observer");
    Files.copy(Places.agent(), jar);
    JavaRun run =
        new JavaRun(Jdks.running())
            .main(Tooled.class, jar.toString(), "list", "attach PID", "list");
    assertThat(run.run())
        .succeeded()
        .out()
        .containsPattern("(?s)absent +ai\\.openclaw.*exit=0\n.*active \\S+ +ai\\.openclaw.*exit=0");
  }

  /** Twice, with a warning of the JVM's own from 21 on. */
  @EachJdk
  void attachRaisesTheChildrenThatAreThere(Jdk jdk) throws Exception {
    assertAttachedTwice(
        tooled(jdk, "scores", "attach PID", "scores", "attach PID", "scores").run());
  }

  /** After {@code scores}, and {@code attach PID} and {@code scores} twice. */
  static void assertAttachedTwice(Outcome outcome) {
    assertThat(outcome)
        .succeeded()
        .out()
        .startsWith(LOW + "> attach PID\nPID ai.openclaw.oom.probe.Tooled: active ")
        .contains("; children and theirs: 2 at 1000, 0 left below\nexit=0\n" + RAISED)
        .contains("PID ai.openclaw.oom.probe.Tooled: already in place, active ")
        .endsWith("exit=0\n" + RAISED);
  }

  @Test
  void attachKeepsToItsOptions() throws Exception {
    JavaRun run =
        tooled(
            Jdks.running(),
            "attach PID existing=leave score=900",
            "scores",
            "attach PID score=900,existing=leave",
            "attach PID");
    assertThat(run.run())
        .succeeded()
        .out()
        .contains(
            ", score=900,existing=leave; children and theirs: 0 at 900, 2 left below\nexit=0\n"
                + repeat(Score.OWN, Score.OWN, Score.OWN, 900))
        .contains("already in place, active ", ", score=900,existing=leave\nexit=0\n")
        .endsWith(", score=900,existing=leave; other options take a restart\nexit=1\n");
  }

  @ParameterizedTest
  @CsvSource({
    "-XX:+DisableAttachMechanism,     attach PID,            3, it runs with -XX:+DisableAttach",
    "-XX:-EnableDynamicAgentLoading,  attach PID,            3, it runs with -XX:-EnableDynamicA",
    "-Xrs,                            attach PID,            3, it does not handle SIGQUIT",
    "-Da=b,                           attach 1,              3, it is no JVM",
    "-Da=b,                           attach 999999999,      3, there is no such process",
    "-Da=b,                           attach --main [,       2, --main: Unclosed character class",
    "-Da=b,                           attach --main ^nobody, 3, attach: no JVM matches",
    "-Da=b,                           attach PID scor=9,     2, argument scor is not known",
    "-Da=b,                           attach PID score=x,    2, argument score=x is not understood",
    "-Da=b,                           attach PID --watch,    2, --watch goes with --main or --all",
    "-Da=b,                           attach,                2, whom?",
    "-Da=b,                           attach me,             2, neither a pid nor key=value: me",
  })
  void attachSaysWhyNot(String option, String line, int exit, String why) throws Exception {
    assertThat(tooled(Jdks.running(), line, "scores").options(option).run())
        .succeeded()
        .out()
        .contains(why, "\nexit=" + exit + "\n" + LOW);
  }

  /** As most containers have one: no module but the base. */
  @Test
  void aRuntimeThatIsNoJdkWillDo() throws Exception {
    Path home = Places.newDirectory("jre").resolve("jre");
    String jlink = Jdks.running().java().resolveSibling("jlink").toString();
    Tool.run(jlink, "--add-modules", "java.base", "--output", home.toString());
    JavaRun run =
        tooled(Jdks.running(), "attach --main Tooled." + Places.agent(), "list", "doctor", "scores")
            .options("-Dtool.java=" + home.resolve("bin/java"));
    assertThat(run.run())
        .succeeded()
        .out()
        .contains("2 at 1000, 0 left below", "Will the JVM be spared?")
        .containsPattern("(?m)^PID .* active .* ai\\.openclaw\\.oom\\.probe\\.Tooled$")
        .endsWith(RAISED);
  }

  @Test
  void everyToolHasItsHelp() throws Exception {
    for (String tool : List.of("attach", "doctor", "explain", "install", "list")) {
      assertThat(tooled(Jdks.running(), tool + " --help").run())
          .succeeded()
          .out()
          .contains("Usage: java -jar openclaw-oom-agent.jar " + tool, "Example", "exit=0");
    }
  }

  @EachJdk
  void explainDecidesAsTheAgentDoes(Jdk jdk) throws Exception {
    assertThat(tooled(jdk, "explain --env=OPENCLAW_CHILD_OOM_SCORE_ADJ=on -- cat").run())
        .succeeded()
        .out()
        .containsPattern("(?m)^outcome +WRAPPED_NATIVE$")
        .containsPattern("(?m)^starts +.*oom-shim-.*$")
        .endsWith("exit=0\n");
  }

  /** Twice, and what is there then works. */
  @Test
  void installsForEveryUser() throws Exception {
    Path base = Places.newDirectory("install").toRealPath();
    Path folder = base.resolve("opt/my agent");
    List<String> lines = install(folder, "is installed");
    assertThat(install(folder, "is there")).isEqualTo(lines);
    assertThat(lines)
        .contains(
            "java '-javaagent:" + folder + "/openclaw-oom-agent.jar' -jar service.jar",
            "Environment=\"JAVA_TOOL_OPTIONS='-javaagent:" + folder + "/openclaw-oom-agent.jar'\"",
            "OOMPolicy=continue");
    assertThat(mode(folder)).isEqualTo("rwxr-xr-x");
    assertThat(mode(folder.resolve("openclaw-oom-agent.jar"))).isEqualTo("rw-r--r--");
    String helper = Places.helper().getFileName().toString();
    for (String program : List.of(helper, helper.replace("oom-shim", "oom-guard"))) {
      assertThat(mode(folder.resolve(program))).isEqualTo("rwxr-xr-x");
    }
    String exported =
        lines.stream().filter(line -> line.startsWith("export ")).findFirst().orElseThrow();
    String said = Tool.said("sh", "-c", exported + "; exec \"$0\" -version", "" + java());
    assertThat(said).contains("-javaagent:" + folder, "Runtime Environment");
  }

  private static List<String> install(Path folder, String state) throws Exception {
    List<String> command = new ArrayList<>(List.of(java().toString()));
    command.addAll(JavaRun.carried(Jdks.running()));
    command.addAll(List.of("-jar", Places.agent().toString(), "install", folder.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isIn(0, 1);
    assertThat(said.lines().filter(line -> line.endsWith(state))).hasSize(3);
    return said.lines().filter(line -> !line.endsWith(state)).toList();
  }

  private static Path java() {
    return Jdks.running().java();
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
