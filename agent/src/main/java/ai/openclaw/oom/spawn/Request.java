package ai.openclaw.oom.spawn;

import java.util.Map;

/** A spawn as the application asked for it. Nothing of it is ever written to. */
public final class Request {
  final String[] argv;
  final Map<String, String> environment;
  final boolean environmentIsInherited;
  final String directory;

  /**
   * @param argv the command and its arguments
   * @param environment what the child will really get, the JVM's own if the caller gave none
   * @param environmentIsInherited whether the caller gave none
   * @param directory the child's working directory, or null for the JVM's
   */
  public Request(
      String[] argv,
      Map<String, String> environment,
      boolean environmentIsInherited,
      String directory) {
    this.argv = argv;
    this.environment = environment;
    this.environmentIsInherited = environmentIsInherited;
    this.directory = directory;
  }

  public String[] argv() {
    return argv.clone();
  }

  public int argumentCount() {
    return argv.length;
  }

  public String argument(int index) {
    return argv[index];
  }

  public Map<String, String> environment() {
    return environment;
  }

  public boolean isEnvironmentInherited() {
    return environmentIsInherited;
  }

  public String directory() {
    return directory;
  }
}
