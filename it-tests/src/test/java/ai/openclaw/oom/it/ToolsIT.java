package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.Tooled;
import org.junit.jupiter.api.Test;

/** The tools behind {@code java -jar}, of real JVMs. */
class ToolsIT {

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
}
