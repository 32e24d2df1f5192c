package ai.openclaw.oom.agent;

import java.lang.instrument.Instrumentation;

/** The door. */
public final class OomAgent {
  private OomAgent() {}

  public static void premain(String args, Instrumentation instrumentation) {}
}
