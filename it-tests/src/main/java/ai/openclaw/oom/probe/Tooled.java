package ai.openclaw.oom.probe;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A service with a child and a grandchild that lets the agent's tools work on itself: after the
 * jar, each argument is a tool's command line, in which {@code PID} stands for this JVM, or {@code
 * scores}, which prints those of JVM, child, grandchild and a new child. The system property {@code
 * tool.java} names the launcher of the tool, if it is not to be this JVM's own; {@code
 * tool.carried} is an option for this JVM's own.
 */
public final class Tooled {
  private Tooled() {}

  public static void main(String[] args) throws Exception {
    try (Family family = new Family()) {
      for (String line : Arrays.copyOfRange(args, 1, args.length)) {
        if (line.equals("scores")) {
          printScores(family.pids());
        } else {
          printTool(args[0], line.replace("PID", own()));
        }
      }
    }
  }

  private static void printScores(String... pids) throws Exception {
    StringBuilder files = new StringBuilder("cat /proc/" + own() + "/oom_score_adj");
    for (String pid : pids) {
      files.append(" /proc/").append(pid).append("/oom_score_adj");
    }
    files.append(" /proc/self/oom_score_adj");
    String scores = new String(Child.run(files.toString().split(" ")).out(), "UTF-8");
    System.out.println("scores: " + scores.trim().replace('\n', ' '));
  }

  private static void printTool(String jar, String line) throws Exception {
    List<String> command = new ArrayList<>();
    if (System.getProperty("tool.java") != null) {
      command.add(System.getProperty("tool.java"));
    } else {
      command.add(System.getProperty("java.home") + "/bin/java");
      if (System.getProperty("tool.carried") != null) {
        command.add(System.getProperty("tool.carried"));
      }
    }
    command.addAll(Arrays.asList("-jar", jar));
    command.addAll(Arrays.asList(line.split(" ")));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OPENCLAW_CHILD_OOM_SCORE_ADJ", "off");
    Process tool = builder.redirectErrorStream(true).start();
    tool.getOutputStream().close();
    String said = new String(Child.bytes(tool.getInputStream()), "UTF-8");
    System.out.println("> " + line.replace(own(), "PID"));
    System.out.println(said.replace(own(), "PID") + "exit=" + tool.waitFor());
  }

  private static String own() throws Exception {
    return new File("/proc/self").getCanonicalFile().getName();
  }
}
