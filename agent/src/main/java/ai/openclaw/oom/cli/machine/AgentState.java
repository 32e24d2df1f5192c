package ai.openclaw.oom.cli.machine;

import java.util.Properties;

/** What is known of the agent in a JVM. */
public final class AgentState {
  /** In one word. */
  public enum State {
    /** It is not there. */
    ABSENT,
    /** It is in place, as the JVM itself says. */
    ACTIVE,
    /** It is there, and something could not be woven. */
    FAILED,
    /** Its jar is there; whether it is in force was not told. */
    PRESENT,
    /** Nothing could be seen. */
    UNKNOWN;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private static final String PREFIX = "openclaw.oom.";

  public final State state;

  /** Null if it is not told. */
  public final String version;

  /** The options in force that are not the defaults; empty for none, null if they are not told. */
  public final String options;

  /** Why no more is known; null where all is. */
  public final String why;

  private AgentState(State state, String version, String options, String why) {
    this.state = state;
    this.version = version;
    this.options = options;
    this.why = why;
  }

  public static AgentState absent() {
    return new AgentState(State.ABSENT, null, null, null);
  }

  public static AgentState present(String version, String why) {
    return new AgentState(State.PRESENT, version, null, why);
  }

  public static AgentState unknown(String why) {
    return new AgentState(State.UNKNOWN, null, null, why);
  }

  /** As the JVM's own system properties tell it. */
  public static AgentState of(Properties properties) {
    String active = properties.getProperty(PREFIX + "active");
    String version = properties.getProperty(PREFIX + "version");
    // A JVM that was handed the first property on by its parent has no version of its own.
    if (active == null || version == null && !active.equals("failed")) {
      return absent();
    }
    return new AgentState(
        active.equals("failed") ? State.FAILED : State.ACTIVE,
        version,
        properties.getProperty(PREFIX + "options", ""),
        null);
  }

  @Override
  public String toString() {
    return version == null ? state.toString() : state + " " + version;
  }
}
