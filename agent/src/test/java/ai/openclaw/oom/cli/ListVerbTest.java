package ai.openclaw.oom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListVerbTest {
  @TempDir Path root;
  private MadeUpMachine machine;

  @BeforeEach
  void plant() throws IOException {
    machine =
        new MadeUpMachine(root)
            .self(7)
            .file("etc/passwd", "root:x:0:0::/:\nweb:x:1000:1000::/:\n")
            .process(7, 1, "java", 0, 40)
            .java(7, "java -jar openclaw-oom-agent.jar list")
            .process(100, 1, "java", 3, 500)
            .java(100, "/opt/jdk/bin/java -Xmx1g -jar /opt/app/service.jar --port 1")
            .process(101, 100, "worker", 1000, 20)
            .process(102, 100, "sidecar", 3, 30)
            .process(103, 101, "helper", 1000, 50)
            .process(200, 1, "bash", 0, 5);
  }

  private Told list(String... args) {
    return Told.by(machine.folder(), Map.of(), new Verb[] {new ListVerb()}, args);
  }

  @Test
  void showsJvmsAndTheirChildren() {
    assertThat(list("list"))
        .isEqualTo(
            new Told(
                0,
                """
                PID  USER  JDK     SCORE  CHILDREN  MEMORY   AGENT   MAIN
                100  web   21.0.2  3      1/2       600 MiB  absent  service.jar
                """,
                ""));
  }

  @Test
  void tellsProgramsTheSame() {
    Told told = list("list", "--json");
    assertThat(told.exit()).isZero();
    assertThat(told.out().replaceAll("\\s+", ""))
        .isEqualTo(
            "[{\"pid\":100,\"user\":\"web\",\"jdk\":\"21.0.2\",\"vm\":\"HotSpot\","
                + "\"main\":\"/opt/app/service.jar\",\"agent\":{\"state\":\"absent\","
                + "\"version\":null,\"options\":null,\"why\":null},\"score\":3,"
                + "\"children\":{\"raised\":1,\"all\":2},\"memory\":629145600}]");
  }

  @Test
  void saysThatAnAgentCannotBeAsked() throws IOException {
    machine.link("proc/100/fd/5", "/opt/openclaw/openclaw-oom-agent.jar");
    machine.file(
        "proc/100/maps",
        "7f00-7f01 r-xp 0 08:01 1  /opt/jdk/lib/server/libjvm.so\n"
            + "7f02-7f03 r-xp 0 08:01 1  /opt/jdk/lib/libj9vm29.so\n");
    assertThat(list("list").out()).contains("  present  ");
    assertThat(list("list", "--json").out())
        .contains("\"vm\": \"OpenJ9\"", "\"why\": \"it is OpenJ9, which is attached to in another");
  }

  @Test
  void saysThatThereIsNone() {
    machine = new MadeUpMachine(root.resolve("empty"));
    assertThat(list("list")).isEqualTo(new Told(0, "", "no JVM is to be seen, but this one\n"));
    assertThat(list("list", "--json")).isEqualTo(new Told(0, "[]\n", ""));
    assertThat(list("list", "all").exit()).isEqualTo(2);
  }
}
