package ai.openclaw.oom.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * What a measured JVM is started with.
 *
 * @param name as it is printed
 * @param jvmArguments empty for no agent at all
 */
record Agent(String name, List<String> jvmArguments) {
  static Agent none() {
    return new Agent("no agent", List.of());
  }

  Agent named(String otherName) {
    return new Agent(otherName, jvmArguments);
  }

  /** The same JVM with one argument more. */
  Agent with(String argument, String mark) {
    List<String> more = new ArrayList<>(jvmArguments);
    more.add(argument);
    return new Agent(name + ", " + mark, more);
  }

  /** What many services carry already; it sends nothing anywhere. */
  static Agent openTelemetry() {
    for (String entry : System.getProperty("java.class.path").split(":")) {
      if (entry.contains("opentelemetry-javaagent")) {
        return new Agent(
            "OpenTelemetry",
            List.of(
                "-javaagent:" + entry,
                "-Dotel.traces.exporter=none",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none"));
      }
    }
    throw new IllegalStateException("OpenTelemetry's agent is not on the class path");
  }

  /** The agent as it is without options, of each jar. */
  static List<Agent> ofEachJar() {
    List<Agent> agents = new ArrayList<>();
    for (AgentJar jar : AgentJar.all()) {
      agents.add(new Agent("agent" + jar.mark(), List.of("-javaagent:" + jar.path())));
    }
    return agents;
  }

  /**
   * The agent with one shim, of each jar, proven to be what it uses: a shim that steps aside unseen
   * would make a fine figure.
   *
   * @param outcome the agent's own name for a spawn that went as it should
   */
  static List<Agent> withShim(String shim, String outcome) throws Exception {
    List<Agent> agents = new ArrayList<>();
    for (AgentJar jar : AgentJar.all()) {
      String option = "-javaagent:" + jar.path() + "=shim=" + shim;
      Agent agent = new Agent(shim + jar.mark(), List.of(option));
      agent.prove(outcome);
      agents.add(agent);
    }
    return agents;
  }

  /** No agent, one that does nothing, and ours with each shim. */
  static List<Agent> noneEmptyAndEachShim() throws Exception {
    List<Agent> agents = new ArrayList<>(List.of(none(), empty()));
    agents.addAll(withShim("native", "WRAPPED_NATIVE"));
    agents.addAll(withShim("sh", "WRAPPED_SH"));
    agents.addAll(withShim("parent", "LEFT_TO_PARENT"));
    return agents;
  }

  private void prove(String outcome) throws Exception {
    List<String> proof = new ArrayList<>(jvmArguments);
    proof.add("-Dopenclaw.oom.log=debug");
    String said = Jvm.run(proof, OneSpawn.class, "/bin/true");
    if (!said.contains("[openclaw-oom] " + outcome + " ")) {
      throw new IllegalStateException(name + " does not give " + outcome + ": " + said);
    }
  }

  /** An agent that does nothing, in a jar with the same manifest. */
  static Agent empty() throws IOException {
    Path jar = Files.createTempFile("empty-agent", ".jar");
    jar.toFile().deleteOnExit();
    Manifest manifest = new Manifest();
    try (var ours = new JarFile(AgentJar.built().path().toFile())) {
      manifest.getMainAttributes().putAll(ours.getManifest().getMainAttributes());
    }
    manifest
        .getMainAttributes()
        .put(new Attributes.Name("Premain-Class"), EmptyAgent.class.getName());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file, manifest);
        var code = EmptyAgent.class.getResourceAsStream("EmptyAgent.class")) {
      entries.putNextEntry(new ZipEntry(EmptyAgent.class.getName().replace('.', '/') + ".class"));
      code.transferTo(entries);
    }
    return new Agent("empty agent", List.of("-javaagent:" + jar));
  }
}
