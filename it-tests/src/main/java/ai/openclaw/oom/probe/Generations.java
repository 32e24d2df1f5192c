package ai.openclaw.oom.probe;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStreamReader;

/**
 * A JVM that starts a JVM that starts another one, each by way of shells, and beside each a worker
 * that lowers itself. Prints the scores from the last to the first, once each worker has been
 * raised again several times: by then whoever looks after trees has seen them all.
 */
public final class Generations {
  private static final int TIMES = 4;
  private static final int FLOOR = 910;
  private static final String LOWERS_ITSELF =
      "echo $$; while read -r line; do echo 0 > /proc/self/oom_score_adj; echo lowered; done";

  private Generations() {}

  /** Starts as many further generations as the argument says. */
  public static void main(String[] args) throws Exception {
    int further = Integer.parseInt(args[0]);
    if (further > 0) {
      String next = Integer.toString(further - 1);
      String[] java = Nested.command(Generations.class.getName(), next);
      String[] command = new String[java.length + 4];
      System.arraycopy(
          new String[] {"/bin/sh", "-c", "nohup sh -c '\"$@\"; exit $?' sh \"$@\"; exit $?", "sh"},
          0,
          command,
          0,
          4);
      System.arraycopy(java, 0, command, 4, java.length);
      System.out.print(new String(Child.run(command).out(), "UTF-8"));
    }
    System.out.println("own " + score("self") + ", worker " + lowestAfterLowering());
  }

  private static int lowestAfterLowering() throws Exception {
    Process worker = new ProcessBuilder("sh", "-c", LOWERS_ITSELF).start();
    BufferedReader said = new BufferedReader(new InputStreamReader(worker.getInputStream()));
    String pid = said.readLine();
    int score = 0;
    for (int i = 0; i < TIMES; i++) {
      worker.getOutputStream().write('\n');
      worker.getOutputStream().flush();
      said.readLine();
      for (score = score(pid); score < FLOOR; score = score(pid)) {
        Thread.yield();
      }
    }
    worker.getOutputStream().close();
    worker.waitFor();
    return score;
  }

  /** By a single read: whoever reads on finds the rest of a number that came in between. */
  static int score(String pid) throws Exception {
    byte[] text = new byte[8];
    try (FileInputStream file = new FileInputStream("/proc/" + pid + "/oom_score_adj")) {
      return Integer.parseInt(new String(text, 0, file.read(text), "UTF-8").trim());
    }
  }
}
