package ai.openclaw.oom.it;

import ai.openclaw.oom.probe.Steps;
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
  /** Of another version than ours, advising what we weave; so is the next one. */
  BYTE_BUDDY(Advice.of("byte-buddy", "Advising"), "-Dnet.bytebuddy.experimental=true"),
  ASM(Advice.of("asm", "Instrumenting"));

  /** How the jar's name begins; null for one of our own making. */
  private final String jar;

  private final Advice advice;
  private final List<String> options;

  Neighbour(String jar, String... options) {
    this(jar, null, options);
  }

  Neighbour(Advice advice, String... options) {
    this(null, advice, options);
  }

  Neighbour(String jar, Advice advice, String... options) {
    this.jar = jar;
    this.advice = advice;
    this.options = List.of(options);
  }

  /** An agent of our own making, and the library that it does it by. */
  private record Advice(Path library, String agent) {
    static Advice of(String library, String agent) {
      return new Advice(Places.library(library), "ai.openclaw.oom.lib." + agent);
    }

    String classPath() {
      return library.resolve("classes") + ":" + library.resolve("*");
    }
  }

  /** Whether a JVM with it starts within a second; with the others it takes several. */
  boolean isSmall() {
    return advice != null || this == JACOCO;
  }

  /** Brings it in at the JVM's start. */
  JavaRun into(JavaRun run) throws IOException {
    run.options(options.toArray(String[]::new));
    if (this != JACOCO) {
      return run.options(JavaRun.agentOption(jar(), ""));
    }
    String file = "destfile=" + run.directory().resolve("jacoco.exec");
    return run.unmeasured().options(JavaRun.agentOption(jar(), file));
  }

  /** The class path of probes, and of what else it needs. */
  String classPath() {
    return advice == null ? Places.probes() : Places.probes() + ":" + advice.classPath();
  }

  /** Steps of its own, after which what it has done must still hold. */
  List<String> steps() {
    return advice == null ? List.of() : List.of(Steps.call(advice.agent, "again"));
  }

  private Path jar() throws IOException {
    if (advice != null) {
      return LoadingIT.agentJar(advice.agent);
    }
    try (Stream<Path> files = Files.list(Places.library("agents"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(jar))
          .findFirst()
          .orElseThrow();
    }
  }
}
