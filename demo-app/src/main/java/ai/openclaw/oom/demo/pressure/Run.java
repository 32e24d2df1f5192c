package ai.openclaw.oom.demo.pressure;

import ai.openclaw.oom.demo.group.GroupKind;
import ai.openclaw.oom.demo.group.MemoryGroup;
import ai.openclaw.oom.demo.process.Agent;
import ai.openclaw.oom.demo.process.Grower;
import ai.openclaw.oom.demo.process.Vitals;
import java.io.IOException;

/** One run: a gateway, its child, and memory asked for until somebody kills or the cap is met. */
public final class Run {
  /** Without a limit the child stops at this many MB. */
  static final int CAP_MB = 64;

  private final MemoryGroup group;
  private final boolean guarded;
  private final GatewayProcess gateway;
  private final Console console;
  private final int steps;

  private Vitals gatewayFirst;
  private Vitals childFirst;
  private Vitals gatewayLast;
  private Vitals childLast;
  private Integer gatewayExit;
  private Integer childExit;

  /**
   * Starts a run.
   *
   * @param agent {@code null} for the run without it
   */
  Run(MemoryGroup group, Agent agent, Console console) throws IOException {
    this.group = group;
    this.console = console;
    guarded = agent != null && agent.guard();
    // A limit that has not struck after twice its size is none.
    steps = (group.limited() ? 2 * GroupKind.LIMIT_MB : CAP_MB) / Grower.STEP_MB;
    gateway = new GatewayProcess(group, agent, console::aside);
  }

  /**
   * Makes the run to its end.
   *
   * @throws IOException if it cannot be made: the gateway or its child did not even start
   */
  Outcome make() throws IOException, InterruptedException {
    String ready = gateway.answer();
    if (!ready.startsWith("ready ")) {
      throw new IOException("the gateway did not start: " + ready);
    }
    long killsBefore = group.oomKills();
    hear(gateway.ask("spawn"));
    if (childFirst == null) {
      throw new IOException("the child did not start");
    }
    for (int step = 0; step < steps && gatewayExit == null && childExit == null; step++) {
      hear(gateway.ask("grow"));
    }
    long sessions = gatewayExit == null ? ping() : -1;
    long kills = group.oomKills() - killsBefore;
    return new Outcome(
        gatewayFirst,
        childFirst,
        gatewayLast,
        childLast,
        kills,
        gatewayExit,
        childExit,
        sessions,
        gateway.guardKill(guarded && childExit != null && kills == 0),
        group.together());
  }

  private long ping() throws IOException, InterruptedException {
    String answer = gateway.ask("ping");
    if (!answer.startsWith("pong ")) {
      hear(answer);
      return -1;
    }
    return Long.parseLong(answer.split(" ")[1]);
  }

  private void hear(String line) throws IOException {
    String[] word = line.split(" ");
    switch (word[0]) {
      case "child" -> seen(Vitals.parse(word[1]), Vitals.parse(word[2]), Integer.parseInt(word[3]));
      case "gone" -> childExit = Integer.valueOf(word[1]);
      case "exit" -> gatewayExit = Integer.valueOf(word[1]);
      default -> throw new IOException("the gateway said: " + line);
    }
  }

  private void seen(Vitals gatewayNow, Vitals childNow, int heldMb) {
    if (childFirst == null) {
      gatewayFirst = gatewayNow;
      childFirst = childNow;
    }
    gatewayLast = gatewayNow;
    childLast = childNow;
    console.step(gatewayNow, childNow, heldMb);
  }
}
