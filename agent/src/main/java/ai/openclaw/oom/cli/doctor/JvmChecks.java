package ai.openclaw.oom.cli.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The JVM itself, and what it is told from outside. */
final class JvmChecks {
  private static final List<String> VARIABLES =
      Arrays.asList("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
  private static final String AGENT = "-javaagent:";

  private JvmChecks() {}

  static Finding jvm(Patient patient) {
    if (patient.isRunning()) {
      return Finding.ok(
          "jvm", patient.jvm.kind + " " + patient.jvm.version() + ", pid " + patient.task.pid);
    }
    return Finding.ok(
        "jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
  }

  static Finding agent(Patient patient) {
    if (!patient.isRunning()) {
      return null;
    }
    switch (patient.agent.state) {
      case ACTIVE:
        String options = patient.agent.options;
        return Finding.ok(
            "agent", patient.agent + (options == null || options.isEmpty() ? "" : ", " + options));
      case FAILED:
        return Finding.limited(
            "agent",
            "failed",
            "a class that starts processes could not be woven, and its children are not raised",
            "see the JVM's stderr for the line that names it");
      case ABSENT:
        return Finding.bad(
            "agent",
            "absent",
            "the agent is not in this JVM",
            "attach " + patient.task.pid + ", or start it with -javaagent");
      default:
        return Finding.unknown(
            "agent",
            patient.agent + (patient.agent.why == null ? "" : ": " + patient.agent.why),
            "it is not known whether the agent is in force in it");
    }
  }

  /** Every variable by which JVMs get options, whether they name the agent or not. */
  static List<Finding> variables(Patient patient) {
    List<Finding> findings = new ArrayList<>();
    for (String name : VARIABLES) {
      String value =
          patient.isRunning() ? patient.jvm.environment(name) : patient.environment.get(name);
      if (value != null) {
        findings.add(variable(patient, name, value));
      }
    }
    return findings;
  }

  private static Finding variable(Patient patient, String name, String value) {
    List<String> words = JvmWords.of(value);
    if (words == null) {
      return Finding.bad(
          name, value, "no JVM starts with a quote in " + name + " that is not closed", "close it");
    }
    for (String word : words) {
      if (word.startsWith(AGENT) && word.contains("openclaw-oom-agent")) {
        String path = word.substring(AGENT.length());
        int options = path.indexOf(".jar=");
        path = options < 0 ? path : path.substring(0, options + ".jar".length());
        boolean isThere =
            patient.isRunning()
                ? patient.jvm.inside(path).canRead()
                : patient.machine.file(path).canRead();
        return isThere || !path.startsWith("/")
            ? Finding.note(name, value, "every JVM that inherits it gets the agent, tools too")
            : Finding.bad(
                name,
                value,
                "no JVM starts where " + path + " cannot be read",
                "put the jar there, and quote a path that has blanks");
      }
    }
    return Finding.note(name, value, null);
  }
}
