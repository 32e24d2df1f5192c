package ai.openclaw.oom.assembly;

import ai.openclaw.oom.hook.SpawnHook;
import ai.openclaw.oom.hook.Spawns;
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
import ai.openclaw.oom.shim.HelperStart;
import ai.openclaw.oom.shim.NativeShim;
import ai.openclaw.oom.shim.ShellShim;
import ai.openclaw.oom.spawn.Decision;
import ai.openclaw.oom.spawn.Policy;
import ai.openclaw.oom.spawn.Shim;
import ai.openclaw.oom.surface.ExecSurface;
import ai.openclaw.oom.surface.JdkSurface;
import ai.openclaw.oom.surface.NuProcessSurface;
import ai.openclaw.oom.surface.SpawnSurface;
import ai.openclaw.oom.watch.Watch;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The composition root: builds the hooks from the options, each when its surface is woven. */
public final class Assembly
    implements BiFunction<
        Map<String, String>, Object[], Function<String, BiConsumer<Integer, Object[]>>> {

  /** For the transformer, which reaches this class by its name. */
  public Assembly() {}

  /**
   * @param given every option by its key, all valid; null if none was given
   * @param surroundings the agent's jar and the instrumentation
   */
  @Override
  public Function<String, BiConsumer<Integer, Object[]>> apply(
      Map<String, String> given, Object[] surroundings) {
    Settings settings = new Settings(given);
    File jar = new File(URI.create(surroundings[0].toString()));
    Instrumentation instrumentation = (Instrumentation) surroundings[1];
    if (System.getSecurityManager() == null) {
      return build(settings, jar, instrumentation);
    }
    return AccessController.doPrivileged(
        new PrivilegedAction<Function<String, BiConsumer<Integer, Object[]>>>() {
          @Override
          public Function<String, BiConsumer<Integer, Object[]>> run() {
            return build(settings, jar, instrumentation);
          }
        });
  }

  private static Hooks build(Settings settings, File jar, Instrumentation instrumentation) {
    Log.setLevel(settings.log);
    Log.neverWait();
    Scores scores = new ProcScores();
    Processes processes = new ProcProcesses();
    Executables executables = new ProcExecutables();
    Policy policy = policy(settings);
    Tally tally = new Tally();
    NativeShim helper = helper(settings.shim, jar, settings.score, executables);
    List<Shim> shims = shims(settings, helper, executables);
    State state = new State(jar, settings.shim, helper, executables);
    Watch watch =
        new Watch(
            new WatchJobs(jar, settings, policy, scores, processes, executables, tally, state));
    Spawns spawns =
        new Spawns(
            new Decision(policy, shims, scores, executables),
            policy,
            scores,
            processes,
            tally,
            watch,
            settings.raisesStrays || settings.hasGuard());
    CommandWait commandWait = new CommandWait();
    HelperStart start = helper == null ? null : new HelperStart(helper, commandWait);
    JdkSurface jdk = new JdkSurface(start, commandWait, instrumentation);
    return new Hooks(spawns, jdk);
  }

  static Policy policy(Settings settings) {
    return new Policy(
        settings.score, settings.raisesFromParent, settings.include, settings.exclude);
  }

  /**
   * @param helper null if there is none
   */
  static List<Shim> shims(Settings settings, NativeShim helper, Executables executables) {
    List<Shim> shims = new ArrayList<>();
    if (helper != null) {
      shims.add(helper);
    }
    if (!settings.shim.equals("parent")) {
      shims.add(new ShellShim(settings.score, settings.restoresShellEnvironment, executables));
    }
    return shims;
  }

  static NativeShim helper(String shim, File jar, int score, Executables executables) {
    if (!shim.startsWith("/") && !shim.equals("auto") && !shim.equals("native")) {
      return null;
    }
    HelperFile file = new HelperFile(jar);
    String path = shim.startsWith("/") ? file.installed(shim, true) : file.beside(false);
    if (path == null && shim.equals("native")) {
      path = file.unpacked();
    }
    return path == null ? null : new NativeShim(path, score, executables);
  }

  /** Gives a surface's hook by the name of its row in the weaver's table. */
  private static final class Hooks implements Function<String, BiConsumer<Integer, Object[]>> {
    private final Spawns spawns;
    private final JdkSurface jdk;

    Hooks(Spawns spawns, JdkSurface jdk) {
      this.spawns = spawns;
      this.jdk = jdk;
    }

    @Override
    public BiConsumer<Integer, Object[]> apply(String surface) {
      return new SpawnHook(adapter(surface), spawns);
    }

    private SpawnSurface adapter(String surface) {
      switch (surface) {
        case "PTY4J":
          return ExecSurface.ofPty4j();
        case "NUPROCESS":
          return NuProcessSurface.ofAll();
        case "JNR_POSIX":
          return ExecSurface.ofJnrPosix();
        default:
          return jdk;
      }
    }
  }
}
