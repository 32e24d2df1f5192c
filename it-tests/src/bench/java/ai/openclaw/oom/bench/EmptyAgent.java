package ai.openclaw.oom.bench;

import java.lang.instrument.Instrumentation;

/** What {@code -javaagent} costs by itself. */
public final class EmptyAgent {
  private EmptyAgent() {}

  /** Called by the JVM before {@code main}. */
  public static void premain(String args, Instrumentation instrumentation) {
    // The price is the JVM's own: the instrument library, java.instrument, opening the jar.
  }
}
