package ai.openclaw.oom.it;

import java.util.List;

/** The ways to raise a child before it runs. */
final class Shims {

  /** Agent arguments: the shell, and what the agent takes by itself with its helper beside it. */
  static final List<String> ALL = List.of("shim=sh", "shim=auto");

  private Shims() {}
}
