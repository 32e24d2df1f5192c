package ai.openclaw.oom.probe;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** From start to end: exit codes, signals, waiting and being stopped. */
public final class Lives {

  private Lives() {}

  public static String exitCodes() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int code : new int[] {0, 1, 2, 7, 125, 126, 127, 128, 137, 255}) {
      text.append(Child.run(Child.shell("exit " + code))).append('\n');
    }
    return text.toString();
  }

  public static String endBySignal() throws Exception {
    StringBuilder text = new StringBuilder();
    for (String signal : new String[] {"KILL", "TERM", "HUP", "INT", "PIPE"}) {
      text.append(Child.run(Child.shell("kill -" + signal + " $$"))).append('\n');
    }
    return text.toString();
  }

  public static String destroy() throws Exception {
    Process process = sleep("");
    String score = line(process);
    process.destroy();
    return score + " exit=" + process.waitFor();
  }

  public static String destroyForcibly() throws Exception {
    Process process = sleep("trap '' TERM; ");
    String score = line(process);
    process.destroyForcibly();
    return score + " exit=" + process.waitFor();
  }

  public static String destroyIsSeenByTheCommand() throws Exception {
    String script = "sleep 600 & p=$!; trap 'kill $p; exit 7' TERM; echo ready; wait";
    Process process = Child.shell(script).redirectErrorStream(true).start();
    String score = line(process);
    line(process);
    process.destroy();
    return score + " exit=" + process.waitFor();
  }

  public static String aliveUntilItEnds() throws Exception {
    Process process = sleep("");
    StringBuilder text = new StringBuilder(line(process));
    text.append(" alive=").append(process.isAlive());
    text.append(" ended=").append(process.waitFor(1, TimeUnit.MILLISECONDS));
    try {
      text.append(" exit=").append(process.exitValue());
    } catch (IllegalThreadStateException e) {
      text.append(' ').append(e.getMessage());
    }
    process.destroy();
    text.append(" ended=").append(process.waitFor(1, TimeUnit.HOURS));
    return text.append(" alive=").append(process.isAlive()).toString();
  }

  /** A child that prints its score in a line, and by then is ready to become a long sleep. */
  private static Process sleep(String before) throws IOException {
    return Child.shell(before + "exec sleep 600").start();
  }

  private static String line(Process process) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = process.getInputStream().read(); c >= 0 && c != '\n'; ) {
      text.append((char) c);
      c = process.getInputStream().read();
    }
    return text.toString();
  }
}
