package ai.openclaw.oom.hook;

import ai.openclaw.oom.agent.Options;
import ai.openclaw.oom.linux.Linux;
import ai.openclaw.oom.linux.ProcLinux;
import ai.openclaw.oom.observe.Log;
import ai.openclaw.oom.observe.Tally;
import ai.openclaw.oom.observe.Watch;
import ai.openclaw.oom.shim.ShellShim;
import ai.openclaw.oom.spawn.Decision;
import ai.openclaw.oom.spawn.Policy;
import ai.openclaw.oom.spawn.Shim;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Builds the engine from the options. */
public final class Engines
    implements BiFunction<Map<String, String>, Object, BiFunction<String, Object[], Object[]>> {

  /** For the transformer, which reaches this class by its name. */
  public Engines() {}

  /**
   * @param given every option by its key, all valid; null if none was given
   * @param unused nothing; the type leaves no choice
   */
  @Override
  public BiFunction<String, Object[], Object[]> apply(Map<String, String> given, Object unused) {
    return AccessController.doPrivileged(
        new PrivilegedAction<BiFunction<String, Object[], Object[]>>() {
          @Override
          public BiFunction<String, Object[], Object[]> run() {
            return build(given == null ? Options.defaults() : given);
          }
        });
  }

  private static BiFunction<String, Object[], Object[]> build(Map<String, String> options) {
    Log.setLevel(options.get("log"));
    Linux linux = new ProcLinux();
    int score = Integer.parseInt(options.get("score"));
    boolean raiseFromParent = options.get("fallback").equals("parent");
    Policy policy =
        new Policy(
            true, true, score, raiseFromParent, options.get("include"), options.get("exclude"));
    Tally tally = new Tally();
    Watch watch =
        new Watch(
            tally,
            Boolean.parseBoolean(options.get("report-kills")),
            Boolean.parseBoolean(options.get("jmx")));
    Decision decision = new Decision(policy, shims(options, score, linux), linux);
    Map<String, SpawnPoint> points = new HashMap<>();
    points.put("PROCESS_IMPL", new JdkSpawn(decision, score, linux, tally, watch));
    return new Engine(points, tally);
  }

  private static List<Shim> shims(Map<String, String> options, int score, Linux linux) {
    List<Shim> shims = new ArrayList<>();
    if (!options.get("shim").equals("parent")) {
      shims.add(new ShellShim(score, options.get("shell-env").equals("restore"), linux));
    }
    return shims;
  }
}
