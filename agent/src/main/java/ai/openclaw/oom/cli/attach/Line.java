package ai.openclaw.oom.cli.attach;

import java.io.Closeable;
import java.io.IOException;
import java.util.Properties;

/** A line to another JVM. */
public interface Line extends Closeable {
  /** Its system properties, as they are now. */
  Properties properties() throws IOException;

  /**
   * Lets it load an agent.
   *
   * @param jar a path that it sees
   * @throws IOException with what it says, if it does not
   */
  void load(String jar, String options) throws IOException;
}
