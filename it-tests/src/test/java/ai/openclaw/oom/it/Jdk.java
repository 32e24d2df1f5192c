package ai.openclaw.oom.it;

import java.nio.file.Path;
import java.util.List;

/**
 * A JDK to run the suite on.
 *
 * @param major feature version, such as 17
 * @param label what the matrix calls it; no two JDKs have the same
 * @param prefix what must stand before the path of its {@code java}; often nothing
 * @param java its launcher, as seen after the prefix has done its work
 */
public record Jdk(int major, String label, List<String> prefix, Path java) {

  @Override
  public String toString() {
    return label;
  }
}
