package ai.openclaw.oom.demo.group;

import ai.openclaw.oom.demo.process.Jvm;
import ai.openclaw.oom.group.KernelText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A container with a memory limit; the JVM in it is the image's own. */
public final class DockerGroup implements MemoryGroup {
  private final String name = CgroupDirectory.uniqueName();
  private final int limitMb;
  private final String image;
  private final Path agent;

  private DockerGroup(int limitMb, String image, Path agent) {
    this.limitMb = limitMb;
    this.image = image;
    this.agent = agent;
  }

  static DockerGroup create(int limitMb, String image, Path agent) throws IOException {
    Command.output(List.of("docker", "version"));
    return new DockerGroup(limitMb, image, agent);
  }

  @Override
  public String describe() {
    return "docker run, image "
        + image
        + ", "
        + limitMb
        + " MB, no swap (this way was never tested by the project: please report what it does)";
  }

  @Override
  public Process start(ProcessBuilder command) throws IOException {
    List<String> java = new ArrayList<>(command.command());
    java.set(0, "java");
    List<String> run =
        new ArrayList<>(
            List.of(
                "docker",
                "run",
                "--rm",
                "--interactive",
                "--name=" + name,
                "--memory=" + limitMb + "m",
                "--memory-swap=" + limitMb + "m",
                "--volume=" + Jvm.jar() + ":" + Jvm.jar() + ":ro",
                "--volume=" + agent + ":" + agent + ":ro",
                "--entrypoint=/bin/sh",
                image));
    List<String> hold = Holder.hold(java);
    run.addAll(hold.subList(1, hold.size()));
    return command.command(run).start();
  }

  @Override
  public long oomKills() throws IOException {
    String find =
        "cd /sys/fs/cgroup; cat memory.events 2>/dev/null || cat memory/memory.oom_control";
    String text = Command.output(List.of("docker", "exec", name, "/bin/sh", "-c", find));
    long kills = KernelText.counter(text, "oom_kill");
    if (kills < 0) {
      throw new IOException("the container's kernel does not tell how many it killed: " + text);
    }
    return kills;
  }

  @Override
  public void close() {
    try {
      Command.output(List.of("docker", "rm", "--force", name));
    } catch (IOException gone) {
      // With --rm a container whose holder has ended is removed already.
    }
  }
}
