package ai.openclaw.oom.hook;

import ai.openclaw.oom.agent.Options;
import ai.openclaw.oom.linux.CommandWait;
import ai.openclaw.oom.linux.Executables;
import ai.openclaw.oom.linux.ProcExecutables;
import ai.openclaw.oom.linux.ProcProcesses;
import ai.openclaw.oom.linux.ProcScores;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.report.Tally;
import ai.openclaw.oom.shim.HelperFile;
import ai.openclaw.oom.shim.NativeShim;
import ai.openclaw.oom.shim.ShellShim;
import ai.openclaw.oom.spawn.Decision;
import ai.openclaw.oom.spawn.Policy;
import ai.openclaw.oom.spawn.Shim;
import ai.openclaw.oom.watch.Watch;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Builds the engine from the options. */
public final class Engines
    implements BiFunction<Map<String, String>, Object[], BiFunction<String, Object[], Object[]>> {

  /** For the transformer, which reaches this class by its name. */
  public Engines() {}

  /**
   * @param given every option by its key, all valid; null if none was given
   * @param surroundings the agent's jar and the instrumentation
   */
  @Override
  public BiFunction<String, Object[], Object[]> apply(
      Map<String, String> given, Object[] surroundings) {
    return AccessController.doPrivileged(
        new PrivilegedAction<BiFunction<String, Object[], Object[]>>() {
          @Override
          public BiFunction<String, Object[], Object[]> run() {
            return build(
                given == null ? Options.defaults() : given,
                new File(URI.create(surroundings[0].toString())),
                (Instrumentation) surroundings[1]);
          }
        });
  }

  private static BiFunction<String, Object[], Object[]> build(
      Map<String, String> options, File jar, Instrumentation instrumentation) {
    Log.setLevel(options.get("log"));
    Scores scores = new ProcScores();
    Processes processes = new ProcProcesses();
    Executables executables = new ProcExecutables();
    int score = Integer.parseInt(options.get("score"));
    Policy policy =
        new Policy(
            true,
            true,
            score,
            options.get("fallback").equals("parent"),
            options.get("include"),
            options.get("exclude"));
    Tally tally = new Tally();
    Watch watch =
        new Watch(
            WatchJobs.of(
                scores,
                processes,
                tally,
                options.get("keep-raised").equals("auto") ? score : 0,
                Boolean.parseBoolean(options.get("report-kills")),
                Boolean.parseBoolean(options.get("jmx"))));
    String shim = options.get("shim");
    List<Shim> shims = new ArrayList<>();
    NativeShim helper = helper(shim, jar, score, executables);
    if (helper != null) {
      shims.add(helper);
    }
    if (!shim.equals("parent")) {
      shims.add(new ShellShim(score, options.get("shell-env").equals("restore"), executables));
    }
    Decision decision = new Decision(policy, shims, scores, executables);
    Handshake handshake =
        helper == null ? null : new Handshake(helper, new CommandWait(), instrumentation);
    Map<String, SpawnPoint> points = new HashMap<>();
    Raiser raiser = new Raiser(decision, policy, scores, processes, tally, watch);
    points.put("PROCESS_IMPL", new JdkSpawn(raiser, handshake));
    points.put("PTY4J", ExecSpawn.ofPty4j(raiser));
    points.put("NUPROCESS", new NuProcessSpawn(raiser));
    points.put("JNR_POSIX", ExecSpawn.ofJnrPosix(raiser));
    return new Engine(points, tally);
  }

  private static NativeShim helper(String shim, File jar, int score, Executables executables) {
    HelperFile file = new HelperFile(jar);
    String path = null;
    if (shim.startsWith("/")) {
      path = file.installed(shim, true);
    } else if (shim.equals("auto") || shim.equals("native")) {
      path = file.beside();
      if (path == null && shim.equals("native")) {
        path = file.unpacked();
      }
    }
    return path == null ? null : new NativeShim(path, score, executables);
  }
}
