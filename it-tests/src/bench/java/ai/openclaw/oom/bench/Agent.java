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
  private static final Path JAR = Path.of("agent/target/openclaw-oom-agent.jar");

  static Agent none() {
    return new Agent("no agent", List.of());
  }

  Agent named(String otherName) {
    return new Agent(otherName, jvmArguments);
  }

  static Agent ours() {
    return new Agent("agent", List.of("-javaagent:" + jar()));
  }

  /**
   * The agent with one shim, proven to be what it uses: a shim that steps aside unseen would make a
   * fine figure.
   *
   * @param outcome the agent's own name for a spawn that went as it should
   */
  static Agent withShim(String shim, String outcome) throws Exception {
    Agent agent = new Agent(shim, List.of("-javaagent:" + jar() + "=shim=" + shim));
    List<String> proof = new ArrayList<>(agent.jvmArguments);
    proof.add("-Dopenclaw.oom.log=debug");
    String said = Jvm.run(proof, OneSpawn.class, "/bin/true");
    if (!said.contains("[openclaw-oom] " + outcome + " ")) {
      throw new IllegalStateException("shim=" + shim + " does not give " + outcome + ": " + said);
    }
    return agent;
  }

  /** An agent that does nothing, in a jar with the same manifest. */
  static Agent empty() throws IOException {
    Path jar = Files.createTempFile("empty-agent", ".jar");
    jar.toFile().deleteOnExit();
    Manifest manifest = new Manifest();
    try (var ours = new JarFile(jar().toFile())) {
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

  private static Path jar() {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(
          JAR.toAbsolutePath() + " is not there; build it with: mvn -q package -DskipTests");
    }
    return JAR.toAbsolutePath();
  }
}
