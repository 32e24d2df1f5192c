package ai.openclaw.oom.it.image;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.it.Outcome;
import ai.openclaw.oom.it.Places;
import ai.openclaw.oom.it.V1Group;
import ai.openclaw.oom.probe.Growing;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A newcomer's way from the image to a service that outlives its child: what {@code
 * agent/docs/IMAGE.md} says, done as a plain user in read-only roots.
 */
@Isolated
class ServiceInPodIT {
  private static final Path TEXT = Places.REPOSITORY.resolve("agent/docs/IMAGE.md");
  private static final String JAR = "/openclaw/openclaw-oom-agent.jar";
  private static final String AGENT = "-javaagent:" + JAR + "=guard=auto";
  private static final String[] DOCTOR = {"-jar", JAR, "doctor"};

  private static final int TIMES = 2;

  /** Both children, and the JVM goes on to its own end. */
  private static final String BOTH_KILLED = "child 137\nchild 137\n[^$]*first 0\n";

  private static final String NOT_USED =
      "[openclaw-oom] the native helper /openclaw/oom-shim-" + architecture() + " is not used: ";

  private static String architecture() {
    return System.getProperty("os.arch").replace("amd64", "x86_64");
  }

  /** Two children that take all there is, one after the other. */
  private static String[] grows(String load) {
    return new String[] {
      "-Xmx80m",
      "-cp",
      "/app",
      Growing.class.getName(),
      Growing.GROWS,
      "/tools/grow",
      "0",
      "1000",
      "" + TIMES,
      load
    };
  }

  private static Pod pod() throws Exception {
    return Pod.create().program("grow");
  }

  @Test
  void textSaysWhatIsDoneHere() throws Exception {
    assertThat(Files.readString(TEXT)).contains("install /target/agent", AGENT);
  }

  @Test
  void isProtectedByHelperAndScore() throws Exception {
    assertThat(Pod.create().java("", DOCTOR))
        .succeeded()
        .out()
        .containsPattern("ok +shim native +a child reads 1000, auto takes it");
    try (V1Group group = V1Group.create(256)) {
      Outcome outcome = pod().memoryGroup(group.enter()).java(AGENT, grows(Growing.UNGUARDED));
      assertThat(outcome).succeeded().out().matches(BOTH_KILLED);
      assertThat(outcome).err().doesNotContain("is not used");
    }
  }

  @Test
  void canHaveAGuardFromTheVolume() throws Exception {
    try (V1Group group = V1Group.create(256)) {
      String on = AGENT.replace("guard=auto", "guard=on");
      Outcome outcome = pod().memoryGroup(group.enter()).java(on, grows("idle"));
      assertThat(outcome).succeeded().out().matches(BOTH_KILLED);
      assertThat(outcome)
          .err()
          .contains("the guard has killed child")
          .doesNotContain("is not used");
    }
  }

  /** Else what the service executes for every child would be in somebody else's hands. */
  @Test
  void usesNoHelperThatAnotherUserInstalled() throws Exception {
    isProtectedWithout(
        pod().initContainerAs(65534),
        "/openclaw belongs to user 65534, neither root nor the JVM's");
  }

  @Test
  void usesNoHelperInAVolumeThatAllMayWriteTo() throws Exception {
    isProtectedWithout(pod().withoutSubPath(), "others may write to /openclaw");
  }

  @Test
  void usesNoHelperOnAVolumeMadeOfAnImage() throws Exception {
    isProtectedWithout(pod().noexec(), "it cannot be executed; is the file system mounted noexec?");
  }

  private static void isProtectedWithout(Pod pod, String why) throws Exception {
    try (V1Group group = V1Group.create(256)) {
      Outcome outcome = pod.memoryGroup(group.enter()).java(AGENT, grows(Growing.UNGUARDED));
      assertThat(outcome).succeeded().out().matches(BOTH_KILLED);
      assertThat(outcome)
          .err()
          .contains(
              NOT_USED
                  + why
                  + "; sh is used where it can carry a spawn, else the raise from the parent\n");
    }
  }
}
