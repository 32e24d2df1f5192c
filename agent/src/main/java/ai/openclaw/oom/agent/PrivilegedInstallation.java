package ai.openclaw.oom.agent;

import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.security.AccessController;
import java.security.PrivilegedExceptionAction;

/**
 * Installs the agent on behalf of a door that has no permissions itself.
 *
 * <p>Public, because that door is another loader's: packages do not span loaders.
 */
public final class PrivilegedInstallation implements PrivilegedExceptionAction<Void> {
  private final OomAgent agent;
  private final String args;

  private PrivilegedInstallation(OomAgent agent, String args) {
    this.agent = agent;
    this.args = args;
  }

  public static void run(String args, Instrumentation instrumentation, URL jar, boolean isLate)
      throws Exception {
    OomAgent agent = new OomAgent(instrumentation, jar, isLate);
    AccessController.doPrivileged(new PrivilegedInstallation(agent, args));
  }

  @Override
  public Void run() throws Exception {
    agent.install(args);
    return null;
  }
}
