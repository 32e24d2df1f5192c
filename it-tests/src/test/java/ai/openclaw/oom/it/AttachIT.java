package ai.openclaw.oom.it;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.Awaited;
import ai.openclaw.oom.probe.Tooled;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code attach} where tool and JVM differ: in their JDK, their start, their file system. */
class AttachIT {
  private static final String ALL_RAISED = "there 1000\nthere 1000\nnew 1000\n";

  /** The tool's JDK, and the one that is attached to; both in one root. */
  @ParameterizedTest
  @CsvSource({"8, 27", "8, 17", "17, 8", "17, 21", "25, 8", "25, 27"})
  void betweenJdks(int tool, int target) throws Exception {
    Optional<Jdk> from = inRoot(tool);
    Optional<Jdk> to = inRoot(target);
    Ci.orSkip(from.isPresent() && to.isPresent(), "attach: missing: JDKs " + tool + ", " + target);
    JavaRun run =
        new JavaRun(to.orElseThrow())
            .options("-Dtool.java=" + from.orElseThrow().java())
            .main(
                Tooled.class,
                Places.agent().toString(),
                "scores",
                "attach PID",
                "scores",
                "attach PID",
                "scores");
    ToolsIT.assertAttachedTwice(run.run());
  }

  private static Optional<Jdk> inRoot(int major) {
    return Jdks.all().stream()
        .filter(jdk -> jdk.major() == major && !jdk.prefix().isEmpty())
        .findFirst();
  }

  /** One that is there and one that comes later; nobody is attached to twice. */
  @Test
  void watchesForThoseThatCome() throws Exception {
    Path here = Places.newDirectory("attach-watch");
    String mark = "watched-" + System.nanoTime();
    Path said = here.resolve("tool");
    Process first = awaited(Jdks.running(), here.resolve("first"), mark);
    Process tool =
        new ProcessBuilder(
                tool(
                    Places.agent(), "attach", "--main", "Awaited " + mark, "--watch", "score=1000"))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(first.waitFor(3, MINUTES)).isTrue();
      Process second = awaited(Jdks.running(), here.resolve("second"), mark);
      assertThat(second.waitFor(3, MINUTES)).isTrue();
      for (String name : List.of("first", "second")) {
        assertThat(here.resolve(name)).content().endsWith(ALL_RAISED);
      }
      assertThat(tool.isAlive()).isTrue();
      assertThat(said).content().doesNotContain("not attached");
    } finally {
      first.destroyForcibly();
      tool.destroyForcibly().waitFor();
    }
  }

  /**
   * As a container's, seen from the host: pids, mounts and root of its own. Without the jar there
   * it is refused, and nothing happens; what the refusal says is what helps.
   */
  @Test
  void intoNamespacesAndARootOfItsOwn() throws Exception {
    Optional<Jdk> jdk = inRoot(17);
    Ci.orSkip(jdk.isPresent(), "attach: missing: a JDK 17 in a root of its own");
    Path here = Places.newDirectory("attach-inside");
    Path out = here.resolve("target");
    Path folder = Files.createTempDirectory("openclaw-oom-it-").toRealPath();
    Path jar = folder.resolve(Places.agent().getFileName());
    for (Path file : List.of(Places.agent(), Places.helper(), Places.guard())) {
      Files.copy(file, folder.resolve(file.getFileName()));
    }
    List<String> unshare = List.of("unshare", "--pid", "--mount", "--fork", "--kill-child");
    Process outer = awaited(jdk.orElseThrow(), out, "inside", unshare);
    try {
      long pid = outer.children().findFirst().orElseThrow().pid();
      String refused = Tool.said(tool(jar, "attach", "" + pid).toArray(new String[0]));
      assertThat(refused)
          .startsWith(
              pid + ": not attached: it has a file system of its own, in which there is no ")
          .contains(jar + ": copy that folder to /proc/" + pid + "/root" + folder);
      assertThat(outer.isAlive()).isTrue();
      Path there = Path.of("/proc/" + pid + "/root" + folder);
      Tool.run("sh", "-c", "mkdir -p \"$1\" && cp \"$0\"/* \"$1\"", folder + "", there + "");
      try {
        String[] attach = tool(jar, "attach", "" + pid).toArray(new String[0]);
        assertThat(Tool.said(attach)).startsWith(pid + " ai.openclaw.oom.probe.Awaited: active ");
        assertThat(outer.waitFor(3, MINUTES)).isTrue();
        assertThat(out).content().endsWith(ALL_RAISED);
      } finally {
        Path root = Path.of(jdk.orElseThrow().prefix().get(1));
        Tool.run("rm", "-rf", root + folder.toString());
      }
    } finally {
      outer.descendants().forEach(ProcessHandle::destroyForcibly);
      outer.destroyForcibly().waitFor();
      Tool.run("rm", "-rf", folder.toString());
    }
  }

  private static List<String> tool(Path jar, String... arguments) {
    List<String> command = new ArrayList<>(List.of(Jdks.running().java().toString()));
    command.addAll(JavaRun.carried(Jdks.running()));
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Process awaited(Jdk jdk, Path out, String mark) throws Exception {
    return awaited(jdk, out, mark, List.of());
  }

  /** Starts one, and waits until it has its children. */
  private static Process awaited(Jdk jdk, Path out, String mark, List<String> before)
      throws Exception {
    List<String> command = new ArrayList<>(before);
    command.addAll(jdk.prefix());
    command.add(jdk.java().toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(JavaRun.carried(jdk));
    command.addAll(List.of("-cp", Places.probes(), Awaited.class.getName(), mark));
    Process process =
        new ProcessBuilder(command)
            .directory(out.getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    while (process.isAlive() && !hasPid(out)) {
      Thread.sleep(20);
    }
    assertThat(process.isAlive()).as(Files.readString(out)).isTrue();
    return process;
  }

  private static boolean hasPid(Path out) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(out)) {
      return lines.lines().anyMatch(line -> line.startsWith("pid "));
    }
  }
}
