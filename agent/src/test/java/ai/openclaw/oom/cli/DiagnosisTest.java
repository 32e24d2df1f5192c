package ai.openclaw.oom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.cli.doctor.Diagnosis;
import ai.openclaw.oom.cli.doctor.Finding;
import ai.openclaw.oom.cli.doctor.Patient;
import ai.openclaw.oom.cli.doctor.Trial;
import ai.openclaw.oom.cli.doctor.Verdict;
import ai.openclaw.oom.cli.machine.AgentState;
import ai.openclaw.oom.cli.machine.Jvm;
import ai.openclaw.oom.cli.machine.Machine;
import ai.openclaw.oom.cli.machine.Task;
import ai.openclaw.oom.cli.machine.Tasks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the doctor says of machines as there are some. */
class DiagnosisTest {
  private static final long MIB = 1 << 20;
  private static final String V2 =
      "29 23 0:25 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n";
  private static final String V1 =
      "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n";
  private static final String UNIFIED =
      "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n";
  private static final String POD = "sys/fs/cgroup/pod";

  @TempDir Path root;
  private MadeUpMachine machine;
  private final Map<String, String> environment = new HashMap<>();
  private String oomPolicy = "continue";
  private int scoreOfTrial = 1000;

  @BeforeEach
  void plant() throws IOException {
    machine = new MadeUpMachine(root).file("proc/meminfo", "MemTotal: 8388608 kB\n").self(7);
    own(0);
    v2();
  }

  private void own(int score) throws IOException {
    machine.process(7, 1, "java", score, 100);
  }

  private void v2() throws IOException {
    machine
        .file("proc/self/cgroup", "0::/pod/app\n")
        .file("proc/self/mountinfo", V2)
        .v2Group("sys/fs/cgroup/pod", "max", 0)
        .v2Group("sys/fs/cgroup/pod/app", Long.toString(1024 * MIB), 0);
  }

  private Diagnosis toCome() {
    Machine seen = new Machine(machine.folder());
    Trial trial =
        new Trial() {
          @Override
          public int score(Way way) {
            return way == Way.NATIVE ? Integer.MIN_VALUE : scoreOfTrial;
          }

          @Override
          public String why(Way way) {
            return way == Way.NATIVE ? "no such file" : null;
          }
        };
    return Diagnosis.of(
        Patient.toCome(
            seen, Tasks.read(seen), Task.read(seen, 7), trial, environment, unit -> oomPolicy));
  }

  private static Finding finding(Diagnosis diagnosis, String check) {
    return diagnosis.findings().stream().filter(f -> f.check.equals(check)).findAny().orElseThrow();
  }

  private static void assertAnswer(Diagnosis diagnosis, Verdict verdict, String words) {
    assertThat(diagnosis.answer()).contains(words);
    assertThat(diagnosis.verdict()).isEqualTo(verdict);
  }

  @Test
  void sparesTheJvmInAPlainGroup() {
    Diagnosis plain = toCome();
    assertAnswer(plain, Verdict.OK, "Yes, with the agent, as long as a raised child is there");
    assertThat(finding(plain, "margin").value)
        .isEqualTo("(1000 - 0) * 1024 MiB / 1000 = 1024 MiB: every raised child goes first");
    assertThat(finding(plain, "shim native").value).isEqualTo("no such file");
    assertThat(finding(plain, "shim sh").value).isEqualTo("a child reads 1000, auto takes it");
    assertThat(finding(plain, "shim parent").value).isEqualTo("a child reads 1000");
  }

  @ParameterizedTest
  @CsvSource({POD + ", ", POD + "/app, "})
  void nothingHelpsWhereAllDieTogether(String folder, String none) throws IOException {
    machine.file(folder + "/memory.oom.group", "1\n");
    assertAnswer(toCome(), Verdict.BAD, "No: memory.oom.group is 1");
    assertThat(finding(toCome(), "oom.group").remedy)
        .contains("guard=auto", "singleProcessOOMKill");
  }

  @Test
  void cannotTellWhatItCannotRead() throws IOException {
    machine.unreadable(POD + "/memory.oom.group");
    assertAnswer(toCome(), Verdict.UNKNOWN, "That cannot be told: memory.oom.group");
  }

  @Test
  void aBurstablePodHasALittleMargin() throws IOException {
    own(937);
    assertAnswer(
        toCome(),
        Verdict.LIMITED,
        "In part: a child goes first as long as the JVM holds less than 65");
    assertThat(finding(toCome(), "own score").remedy).contains("memory request");
  }

  @Test
  void aBestEffortPodHasNone() throws IOException {
    own(1000);
    assertAnswer(toCome(), Verdict.BAD, "No: its own score is 1000");
    assertThat(finding(toCome(), "own score").remedy).contains("BestEffort");
  }

  @Test
  void aGuaranteedPodHasAll() throws IOException {
    own(-997);
    assertAnswer(toCome(), Verdict.OK, "Yes");
    assertThat(finding(toCome(), "own score").value).contains("Guaranteed");
  }

  @Test
  void saysWhatItMeansThatThereIsNoLimit() throws IOException {
    machine.v2Group(POD + "/app", "max", 0);
    assertAnswer(toCome(), Verdict.OK, "no memory group limits it");
    assertThat(finding(toCome(), "limit").value).contains("8192 MiB");
  }

  @Test
  void takesTheTightestOfNestedLimits() throws IOException {
    machine.v2Group(POD, Long.toString(512 * MIB), 0);
    own(500);
    assertThat(finding(toCome(), "limit").value).startsWith("512 MiB (").contains("pod/memory.max");
    assertAnswer(toCome(), Verdict.LIMITED, "less than 256 MiB");
  }

  @Test
  void knowsV1AndHybrid() throws IOException {
    String folder = "sys/fs/cgroup/memory/a";
    machine
        .file("proc/self/cgroup", "4:memory:/a\n0::/x\n")
        .file("proc/self/mountinfo", V1)
        .file(folder + "/memory.limit_in_bytes", 256 * MIB + "\n")
        .file(folder + "/memory.stat", "hierarchical_memory_limit " + 256 * MIB + "\n");
    assertAnswer(toCome(), Verdict.OK, "Yes");
    assertThat(finding(toCome(), "memory group").value)
        .startsWith("cgroup v1 /a")
        .endsWith("sight");
    assertThat(finding(toCome(), "oom.group").value).isEqualTo("there is none here");
    machine.file("proc/self/mountinfo", V1 + UNIFIED).folder("sys/fs/cgroup/unified/x");
    assertThat(finding(toCome(), "memory group").value).endsWith("hybrid");
    assertThat(finding(toCome(), "limit").value).startsWith("256 MiB");
  }

  @Test
  void seesItsOwnGroupInANamespace() throws IOException {
    machine
        .file("proc/self/cgroup", "0::/\n")
        .v2Group("sys/fs/cgroup", Long.toString(300 * MIB), 0)
        .file("sys/fs/cgroup/memory.oom.group", "1\n");
    assertAnswer(toCome(), Verdict.BAD, "No: memory.oom.group is 1");
    assertThat(finding(toCome(), "limit").value).startsWith("300 MiB");
  }

  @Test
  void isNotSureWhereTheGroupIsOutOfSight() throws IOException {
    machine.file("proc/self/cgroup", "0::/../elsewhere\n");
    assertThat(toCome().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void isSureOfV1WhereNoGroupDiesAsAWhole() throws IOException {
    machine.file("proc/self/cgroup", "4:memory:/a\n").file("proc/self/mountinfo", "");
    assertAnswer(toCome(), Verdict.OK, "Yes");
    own(500);
    assertAnswer(toCome(), Verdict.UNKNOWN, "the margin is not known, as the limit is not");
  }

  @Test
  void nothingHelpsWhereNoScoreCanBeWritten() {
    scoreOfTrial = 0;
    assertAnswer(toCome(), Verdict.BAD, "No: no child can raise its score here");
  }

  @ParameterizedTest
  @CsvSource({
    "continue, OK,      Yes",
    "stop,     BAD,     No: systemd stops app.service",
    "kill,     BAD,     No: systemd stops app.service",
    ",         UNKNOWN, That cannot be told: systemd's OOMPolicy for app.service",
  })
  void asksSystemdWhatItDoes(String policy, Verdict verdict, String words) throws IOException {
    machine
        .file("proc/self/cgroup", "0::/system.slice/app.service\n")
        .v2Group("sys/fs/cgroup/system.slice/app.service", "1073741824", 0)
        .folder("run/systemd/system");
    oomPolicy = policy;
    assertAnswer(toCome(), verdict, words);
  }

  @Test
  void knowsOtherKillers() throws IOException {
    machine.process(50, 1, "earlyoom", 0, 1);
    assertThat(toCome().verdict()).isEqualTo(Verdict.OK);
    assertThat(finding(toCome(), "killer").value).isEqualTo("earlyoom runs (pid 50)");
    machine.process(49, 1, "systemd-oomd", 0, 1);
    assertAnswer(toCome(), Verdict.LIMITED, "systemd-oomd kills whole groups");
  }

  @ParameterizedTest
  @CsvSource({
    "panic_on_oom,             1, OK",
    "panic_on_oom,             2, BAD",
    "oom_kill_allocating_task, 1, LIMITED",
  })
  void knowsTheKernelsOtherWays(String name, String value, Verdict verdict) throws IOException {
    machine.file("proc/sys/vm/" + name, value + "\n");
    assertThat(toCome().verdict()).isEqualTo(verdict);
  }

  @Test
  void looksIntoTheVariables() throws IOException {
    environment.put("JAVA_TOOL_OPTIONS", "-javaagent:/opt/my agent/openclaw-oom-agent.jar");
    assertThat(toCome().verdict()).isEqualTo(Verdict.OK);
    environment.put(
        "JAVA_TOOL_OPTIONS", "'-javaagent:/opt/my agent/openclaw-oom-agent.jar=score=9'");
    assertAnswer(toCome(), Verdict.BAD, "/opt/my agent/openclaw-oom-agent.jar cannot be read");
    machine.file("opt/my agent/openclaw-oom-agent.jar", "");
    assertThat(finding(toCome(), "JAVA_TOOL_OPTIONS").verdict).isEqualTo(Verdict.NOTE);
    environment.put("JAVA_TOOL_OPTIONS", "-Da='b");
    assertAnswer(toCome(), Verdict.BAD, "a quote in JAVA_TOOL_OPTIONS that is not closed");
  }

  @Test
  void showsWhatElseIsThere() throws IOException {
    machine
        .file("proc/self/mountinfo", V2 + "30 1 0:5 / /proc ro,nosuid - proc proc ro,hidepid=2\n")
        .file(POD + "/app/memory.high", 900 * MIB + "\n");
    assertThat(finding(toCome(), "proc").value).contains("hidepid=2", " ro");
    assertThat(finding(toCome(), "memory.high").value).startsWith("900 MiB");
  }

  private Diagnosis running(AgentState agent) {
    Machine seen = new Machine(machine.folder());
    Tasks tasks = Tasks.read(seen);
    Jvm jvm = Jvm.of(seen, tasks.get(100));
    return Diagnosis.of(Patient.running(seen, tasks, jvm, agent, environment, unit -> oomPolicy));
  }

  private static AgentState active(String options) {
    Properties properties = new Properties();
    properties.setProperty("openclaw.oom.active", "true");
    properties.setProperty("openclaw.oom.version", "1.0");
    properties.setProperty("openclaw.oom.options", options);
    return AgentState.of(properties);
  }

  private void service(int score) throws IOException {
    machine
        .process(100, 1, "java", score, 700)
        .java(100, "java -jar service.jar")
        .file("proc/100/cgroup", "0::/pod/app\n");
  }

  private void child(long pid, int score, long mib, String group) throws IOException {
    machine.process(pid, 100, "worker", score, mib).file("proc/" + pid + "/cgroup", group + "\n");
  }

  @Test
  void ranksTheJvmAndItsChildren() throws IOException {
    service(0);
    child(101, 1000, 30, "0::/pod/app");
    child(102, 0, 20, "0::/pod/app");
    Diagnosis diagnosis = running(active(""));
    assertAnswer(diagnosis, Verdict.OK, "Yes, as long as a raised child");
    assertThat(diagnosis.ranking().order())
        .extracting(t -> t.pid)
        .containsExactly(101L, 100L, 102L);
    assertThat(finding(diagnosis, "next victim").value).isEqualTo("pid 101 (worker)");
  }

  @Test
  void isNotSparedIfItComesFirst() throws IOException {
    service(937);
    child(101, 1000, 30, "0::/pod/app");
    assertAnswer(running(active("")), Verdict.BAD, "the JVM before all of its children");
    service(0);
    child(101, 0, 30, "0::/pod/app");
    assertAnswer(running(AgentState.absent()), Verdict.BAD, "No: the agent is not in this JVM");
  }

  @Test
  void isNotSparedByChildrenOfOtherGroups() throws IOException {
    service(0);
    child(101, 1000, 30, "0::/pod");
    assertAnswer(running(active("")), Verdict.LIMITED, "it has no child now");
  }

  @Test
  void goesByTheTargetInForce() throws IOException {
    service(0);
    child(101, 700, 30, "0::/pod/app");
    assertAnswer(running(active("score=700,log=off")), Verdict.LIMITED, "less than 717 MiB more");
  }

  @Test
  void isNotSureOfAnAgentThatIsNotAsked() throws IOException {
    service(0);
    child(101, 1000, 30, "0::/pod/app");
    assertAnswer(
        running(AgentState.present("1.0", "another user's")),
        Verdict.UNKNOWN,
        "whether the agent is in force");
  }

  /** No score helps there, but somebody is at hand. */
  @Test
  void whereAllDieTogetherAGuardIsHalfTheAnswer() throws IOException {
    service(0);
    machine.file(POD + "/memory.oom.group", "1\n");
    assertThat(finding(running(active("guard=auto")), "oom.group").verdict)
        .isEqualTo(Verdict.LIMITED);
    assertThat(finding(running(active("")), "oom.group").verdict).isEqualTo(Verdict.BAD);
  }
}
