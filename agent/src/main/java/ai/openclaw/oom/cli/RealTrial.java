package ai.openclaw.oom.cli;

import ai.openclaw.oom.cli.doctor.Trial;
import ai.openclaw.oom.linux.PidField;
import ai.openclaw.oom.linux.ProcExecutables;
import ai.openclaw.oom.linux.ProcScores;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.linux.ShellKind;
import ai.openclaw.oom.shim.HelperFile;
import java.io.File;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Raises throw-away children, and reads what came of it. They wait for the end of their input, or
 * for nothing but to be killed.
 */
final class RealTrial implements Trial {
  private static final String SHELL = "/bin/sh";
  private static final String NO_COMMAND = "/nonexistent";
  private static final int LOOKS = 200;

  private final Map<Way, Integer> read = new EnumMap<>(Way.class);
  private final Map<Way, String> why = new EnumMap<>(Way.class);
  private final Scores scores = new ProcScores();
  private final int target;

  /**
   * @param jar the agent's, beside which the helper may be
   */
  RealTrial(File jar, int target) {
    this.target = target;
    String helper = helper(jar);
    // A helper that cannot execute its command waits to be looked at, and that is all it does here.
    String[] failing = {helper, Integer.toString(target), NO_COMMAND, NO_COMMAND};
    if (helper != null) {
      run(Way.NATIVE, failing);
    }
    ShellKind shell = new ProcExecutables().shell();
    if (shell == ShellKind.NONE || shell == ShellKind.OTHER) {
      why.put(Way.SHELL, shell == ShellKind.NONE ? "no /bin/sh" : "/bin/sh is not a known shell");
    } else {
      run(Way.SHELL, SHELL, "-c", script());
    }
    if (shell != ShellKind.NONE) {
      run(Way.PARENT, SHELL, "-c", "read -r end");
    } else {
      run(Way.PARENT, System.getProperty("java.home") + "/bin/java", "-version");
    }
  }

  private String helper(File jar) {
    HelperFile file = new HelperFile(jar);
    String path = file.pathBeside();
    String fault = file.faultOf(path);
    if (fault != null) {
      why.put(Way.NATIVE, fault);
      return null;
    }
    return path;
  }

  private String script() {
    return "{ echo " + target + " > /proc/self/oom_score_adj; } 2>&-; read -r end";
  }

  private void run(Way way, String... command) {
    Process process = null;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      long pid = pid(process);
      if (way == Way.PARENT) {
        Scores.Raise raise = scores.raise(pid, process, target);
        if (raise != Scores.Raise.DONE) {
          why.put(way, "the raise is " + raise + obstacle());
        }
      }
      int score = scores.scoreOf(pid);
      for (int i = 0; score < target && i < LOOKS && process.isAlive(); i++) {
        Thread.sleep(1);
        score = scores.scoreOf(pid);
      }
      read.put(way, score);
      if (score < target && !why.containsKey(way)) {
        why.put(way, "a child reads " + score + obstacle());
      }
    } catch (IOException
        | ReflectiveOperationException
        | IllegalStateException
        | InterruptedException e) {
      why.put(way, "a child cannot be started: " + e.getMessage());
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  private String obstacle() {
    String obstacle = scores.obstacle();
    return obstacle == null ? "" : ": " + obstacle;
  }

  private static long pid(Process process) throws ReflectiveOperationException {
    try {
      return (Long) Process.class.getMethod("pid").invoke(process);
    } catch (NoSuchMethodException e) {
      return PidField.of(process);
    }
  }

  @Override
  public int score(Way way) {
    return read.getOrDefault(way, Integer.MIN_VALUE);
  }

  @Override
  public String why(Way way) {
    return why.get(way);
  }
}
