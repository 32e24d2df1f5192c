package ai.openclaw.oom.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Agents that may be in a JVM beside ours, told to say nothing and to talk to nobody. */
enum Neighbour {
  OPEN_TELEMETRY(
      "opentelemetry-javaagent",
      "-Dotel.javaagent.logging=none",
      "-Dotel.traces.exporter=none",
      "-Dotel.metrics.exporter=none",
      "-Dotel.logs.exporter=none"),
  ELASTIC(
      "elastic-apm-agent",
      "-Delastic.apm.log_level=OFF",
      "-Delastic.apm.disable_send=true",
      "-Delastic.apm.central_config=false",
      "-Delastic.apm.cloud_provider=NONE"),
  DATADOG(
      "dd-java-agent",
      "-Ddatadog.slf4j.simpleLogger.defaultLogLevel=off",
      "-Ddd.trace.startup.logs=false",
      "-Ddd.instrumentation.telemetry.enabled=false",
      "-Ddd.remote_config.enabled=false",
      "-Ddd.jmxfetch.enabled=false"),
  JACOCO("org.jacoco.agent"),
  /** Of another version than ours, advising what we weave. */
  BYTE_BUDDY("", "-Dnet.bytebuddy.experimental=true");

  private final String jar;
  private final List<String> options;

  Neighbour(String jar, String... options) {
    this.jar = jar;
    this.options = List.of(options);
  }

  /** Brings it in at the JVM's start. */
  JavaRun into(JavaRun run) throws IOException {
    run.options(options.toArray(String[]::new));
    String arguments = this == JACOCO ? "destfile=" + run.directory().resolve("jacoco.exec") : "";
    return run.options(JavaRun.agentOption(jar(), arguments));
  }

  /** The class path of probes, and of what else it needs. */
  String classPath() {
    Path library = Places.library("byte-buddy");
    return this == BYTE_BUDDY
        ? Places.probes() + ":" + library.resolve("classes") + ":" + library.resolve("*")
        : Places.probes();
  }

  private Path jar() throws IOException {
    if (this == BYTE_BUDDY) {
      return LoadingIT.agentJar("ai.openclaw.oom.lib.Advising");
    }
    try (Stream<Path> files = Files.list(Places.library("agents"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(jar))
          .findFirst()
          .orElseThrow();
    }
  }
}
