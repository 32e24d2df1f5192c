package ai.openclaw.oom.probe;

import java.io.IOException;

/** A child and a grandchild that do nothing until they are ended. */
final class Family implements AutoCloseable {
  private static final String SCRIPT = "sleep 1000 & echo $$ $!; wait";

  private final String pids;

  Family() throws IOException {
    Process child = new ProcessBuilder("sh", "-c", SCRIPT).start();
    StringBuilder line = new StringBuilder();
    for (int c = child.getInputStream().read(); c != '\n'; c = child.getInputStream().read()) {
      line.append((char) c);
    }
    pids = line.toString();
  }

  /** The child's, then the grandchild's. */
  String[] pids() {
    return pids.split(" ");
  }

  @Override
  public void close() throws IOException {
    try {
      Child.run("sh", "-c", "kill -9 " + pids);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
