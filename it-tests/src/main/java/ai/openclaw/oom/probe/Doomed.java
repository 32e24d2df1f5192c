package ai.openclaw.oom.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.concurrent.atomic.AtomicInteger;

/** Children that grow until the kernel kills them. */
final class Doomed {

  /** Says which process it is, and grows as fast as it can. */
  private static final String GROW = "echo $$; exec \"$0\" 0 \"$1\"";

  /** More than the memory group has, in MiB. */
  private static final String ENDLESS = "4000";

  private static final int SIGKILLED = 128 + 9;

  private final String grow;
  private final AtomicInteger killed = new AtomicInteger();

  /**
   * @param grow the program that grows
   */
  Doomed(String grow) {
    this.grow = grow;
  }

  /** Has one grow, prints its pid, and says whether it was killed. */
  boolean growsUntilKilled() throws Exception {
    Process child = new ProcessBuilder("sh", "-c", GROW, grow, ENDLESS).start();
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII));
    System.out.println("pid " + out.readLine());
    boolean isKilled = child.waitFor() == SIGKILLED;
    killed.addAndGet(isKilled ? 1 : 0);
    return isKilled;
  }

  /** Waits until this JVM's own stderr, a file in its directory, tells of each that was killed. */
  void awaitReports() throws Exception {
    while (reports() < killed()) {
      Thread.sleep(20);
    }
  }

  int killed() {
    return killed.get();
  }

  private static int reports() throws IOException {
    String said = new String(Files.readAllBytes(Paths.get("stderr")), StandardCharsets.UTF_8);
    return said.split("ended by SIGKILL", -1).length - 1;
  }
}
