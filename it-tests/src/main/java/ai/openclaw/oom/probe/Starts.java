package ai.openclaw.oom.probe;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

/** Every way of Java 8 to start a process. */
public final class Starts {

  private static final String LINE = "head -n1 " + Child.SCORE_FILE;
  private static final String[] ENVIRONMENT = {"GREETING=hello world", "EMPTY="};
  private static final File ROOT = new File("/");

  private Starts() {}

  public static String processBuilder() throws Exception {
    return Child.run(Child.scoreAtOnce()).score();
  }

  public static String runtimeExecLine() throws Exception {
    return Child.of(Runtime.getRuntime().exec(LINE)).score();
  }

  public static String runtimeExecLineWithEnvironment() throws Exception {
    return Child.of(Runtime.getRuntime().exec(LINE, ENVIRONMENT)).score();
  }

  public static String runtimeExecLineWithEnvironmentAndDirectory() throws Exception {
    String relative = "head -n1 proc/self/oom_score_adj";
    return Child.of(Runtime.getRuntime().exec(relative, ENVIRONMENT, ROOT)).score();
  }

  public static String runtimeExecArray() throws Exception {
    return Child.of(Runtime.getRuntime().exec(Child.scoreAtOnce())).score();
  }

  public static String runtimeExecArrayWithEnvironment() throws Exception {
    String[] command = shell("echo \"$GREETING,$EMPTY,$HOME\"");
    return Child.of(Runtime.getRuntime().exec(command, ENVIRONMENT)).toString();
  }

  public static String runtimeExecArrayWithEnvironmentAndDirectory() throws Exception {
    String[] command = shell("echo \"$GREETING,$EMPTY,$HOME\"; pwd");
    return Child.of(Runtime.getRuntime().exec(command, ENVIRONMENT, ROOT)).toString();
  }

  public static String absolutePath() throws Exception {
    return Child.run("/usr/bin/head", "-n1", Child.SCORE_FILE).score();
  }

  public static String pathRelativeToTheChildsDirectory() throws Exception {
    Path script = Scripts.executable("somewhere/run-me", "#!/bin/sh\n" + Child.PRINT_SCORE + "pwd");
    ProcessBuilder builder = new ProcessBuilder("./run-me").directory(script.getParent().toFile());
    return Child.run(builder).toString();
  }

  public static String fileNameNotAscii() throws Exception {
    String text = "#!/bin/sh\n" + Child.WAIT_AND_PRINT_SCORE;
    Path script = Scripts.executable("\u00e9", text);
    return Child.runWaiting(new ProcessBuilder(script.toString(), "argument")).toString();
  }

  public static String fileNameWithBlanksAndQuotes() throws Exception {
    Path script = Scripts.executable("it's a \"file\"", "#!/bin/sh\n" + Child.PRINT_SCORE);
    return Child.run(script.toString(), "argument").toString();
  }

  /** Such a file makes execve fail with ENOEXEC, and the JDK hands it to /bin/sh. */
  public static String scriptWithoutInterpreterLine() throws Exception {
    Scripts.executable("plain-script", Child.WAIT_AND_PRINT_SCORE + "echo \"$0\" \"$@\"");
    return Child.runWaiting(new ProcessBuilder("./plain-script", "an argument")).toString();
  }

  /** Virtual ones, where the JDK has them. */
  public static String twentyThreads() throws Exception {
    List<FutureTask<String>> tasks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      FutureTask<String> task = new FutureTask<>(Starts::processBuilder);
      tasks.add(task);
      start(task);
    }
    StringBuilder scores = new StringBuilder();
    for (FutureTask<String> task : tasks) {
      scores.append(task.get()).append('\n');
    }
    return scores.toString();
  }

  private static void start(Runnable task) throws ReflectiveOperationException {
    try {
      Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    } catch (NoSuchMethodException e) {
      new Thread(task).start();
    }
  }

  private static String[] shell(String script) {
    return Child.shell(script).command().toArray(new String[0]);
  }
}
