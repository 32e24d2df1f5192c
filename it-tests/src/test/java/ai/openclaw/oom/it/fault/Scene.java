package ai.openclaw.oom.it.fault;

import ai.openclaw.oom.it.JavaRun;
import ai.openclaw.oom.it.Jdk;
import ai.openclaw.oom.it.NativeProgram;
import ai.openclaw.oom.it.Places;
import ai.openclaw.oom.it.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Where a fault is made, for one JVM: its directory, which others may enter, and its jar. */
final class Scene {
  final JavaRun run;
  private final Jdk jdk;
  private final Path stage;
  private Path agent;
  private Path temporary;
  String[] steps;

  private Scene(JavaRun run, Jdk jdk, Path stage) {
    this.run = run;
    this.jdk = jdk;
    this.stage = stage;
    this.agent = stage.resolve("agent");
  }

  /**
   * Makes what all scenes have in common: a copy of the agent and one of the probes, for whoever
   * the JVM runs as.
   *
   * @param stage an empty folder
   */
  static void prepare(Path stage) throws IOException {
    copyAgent(Files.createDirectory(stage.resolve("agent")));
    Tool.run("cp", "-r", Places.probeClasses().toString(), stage.resolve("classes").toString());
    Tool.run("chmod", "-R", "a+rX", stage.toString());
  }

  private static void copyAgent(Path folder) throws IOException {
    for (Path file : new Path[] {Places.agent(), Places.helper()}) {
      Tool.run("cp", "-p", file.toString(), folder.toString());
    }
  }

  static Scene in(Path stage, Jdk jdk) throws IOException {
    Path directory = Files.createTempDirectory(stage, "run-");
    Tool.run("chmod", "777", directory.toString());
    JavaRun run = new JavaRun(jdk, directory).classPath(stage.resolve("classes").toString());
    return new Scene(run, jdk, stage);
  }

  Path directory() {
    return run.directory();
  }

  Path jar() {
    return agent.resolve(Places.agent().getFileName());
  }

  Path helper() {
    return agent.resolve(Places.helper().getFileName());
  }

  /** A folder that only root may write to, for files that come and go. */
  Path temporary() throws IOException {
    if (temporary == null) {
      Path folder = Files.createTempDirectory(stage, "tmp-");
      Tool.run("chmod", "755", folder.toString());
      temporary = Files.createDirectory(folder.resolve("tmp"));
    }
    return temporary;
  }

  /** From here on jar and helper are copies that belong to this scene. */
  Scene ownAgent() throws IOException {
    // Not below the run's own directory, which is open to all.
    agent = Files.createTempDirectory(stage, "agent-");
    Tool.run("chmod", "755", agent.toString());
    copyAgent(agent);
    return this;
  }

  /** Shell text that runs, as root, in a mount namespace of the JVM's own. */
  Scene mounts(String script) {
    run.prepare(
        "exec unshare --mount --propagation private sh -c '"
            + script
            + " && exec \"$@\"' sh \"$@\"");
    return this;
  }

  /** The program ahead of the JVM: it has options, and then executes what follows. */
  Scene by(String program) {
    run.prepare("exec " + program + " \"$@\"");
    return this;
  }

  Scene steps(String... some) {
    steps = some;
    return this;
  }

  /** More steps, after those that there are. */
  Scene then(String... more) {
    steps = Stream.concat(Arrays.stream(steps), Arrays.stream(more)).toArray(String[]::new);
    return this;
  }

  Scene options(String... options) {
    run.options(options);
    return this;
  }

  /** Compiles a library of the tests. */
  Path library(String name, String... options) throws IOException {
    Path library = NativeProgram.library(name, directory().resolve(name + ".so"), options);
    Tool.run("chmod", "a+rx", library.toString());
    return library;
  }

  /** Writes a file for whoever the JVM runs as. */
  Path file(String name, String text) throws IOException {
    Path file = Files.writeString(directory().resolve(name), text);
    Tool.run("chmod", "a+rx", file.toString());
    return file;
  }

  /** Where the JDK's own libraries are, should the loader not find out. */
  String libraries() {
    Path lib = jdk.java().resolveSibling("../lib").normalize();
    return lib + ":" + lib.resolve("server");
  }
}
