package ai.openclaw.oom.it.fault;

import ai.openclaw.oom.it.JavaRun;

/** How the agent raises a child, and how the JVM starts processes for it. */
enum Way {
  AHEAD("ahead of jspawnhelper", "auto"),
  IN_ARGV("inside of argv", "auto", "-Djdk.lang.Process.launchMechanism=FORK"),
  SH("sh", "sh"),
  PARENT("parent", "parent");

  final String label;
  private final String shim;

  /** Those of the JVM: two ways with the same can be held against the same run without agent. */
  final String launch;

  Way(String label, String shim, String... launch) {
    this.label = label;
    this.shim = shim;
    this.launch = launch.length == 0 ? "" : launch[0];
  }

  boolean isNative() {
    return shim.equals("auto");
  }

  /**
   * The agent's argument.
   *
   * @param insteadOfAuto what the native ways are asked for by
   */
  String argument(String insteadOfAuto) {
    return "shim=" + (isNative() ? insteadOfAuto : shim);
  }

  JavaRun launching(JavaRun run) {
    return launch.isEmpty() ? run : run.options(launch);
  }
}
