package ai.openclaw.oom.probe;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Lives in a memory group with a guard, and prints how its children ended, and what is left of
 * them. Arguments: {@link #GROWS}, {@link #MOVES} or {@link #HOLDS}, the program that grows, its
 * rate in MB/s, how many MB it takes; then how often, and {@link #BUSY} for a JVM that hardly does
 * anything but collect garbage, {@link #HUGE} or {@link #UNGUARDED}; or the command that runs
 * beside the child; or, for {@link #MOVES}, the file of another group.
 */
public final class Growing {
  /** Children grow, one after the other, until they end. */
  public static final String GROWS = "grows";

  /** One child grows to its size and stays, while a command runs. */
  public static final String HOLDS = "holds";

  /** No child grows: the guard is killed, and there is another one. */
  public static final String LOSES = "loses";

  public static final String BUSY = "busy";

  /** In that place for a child that grows by huge pages. */
  public static final String HUGE = "huge";

  /** In that place for a JVM without a guard. */
  public static final String UNGUARDED = "unguarded";

  /** A child grows once this JVM has gone to another group, whose file stands last. */
  public static final String MOVES = "moves";

  private static final Path STDERR = Paths.get("stderr");
  private static final String GUARD = "oom-guard";

  /** By the guard, or by the kernel, which may have been first. */
  private static final Pattern KILLED = Pattern.compile("guard has killed|ended by SIGKILL");

  private static final int SAMPLES = 50;
  private static volatile Object garbage;

  private Growing() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals(LOSES)) {
      lose();
      return;
    }
    // Keeps the guard until the end, and has it started before the first child grows.
    Process first = new ProcessBuilder("cat").start();
    if (!args[args.length - 1].equals(UNGUARDED)) {
      awaitGuard();
    }
    ProcessBuilder child = new ProcessBuilder(args[1], args[2], args[3]);
    if (args[0].equals(HOLDS)) {
      hold(child, args);
    } else if (args[0].equals(MOVES)) {
      move(args[4]);
      grow(child, 1);
    } else {
      if (args.length > 5 && args[5].equals(BUSY)) {
        beBusy();
      }
      if (args.length > 5 && args[5].equals(HUGE)) {
        child.command().add(HUGE);
      }
      grow(child, Integer.parseInt(args[4]));
    }
    first.getOutputStream().close();
    System.out.println("first " + first.waitFor());
    System.exit(0);
  }

  private static void lose() throws Exception {
    Process child = new ProcessBuilder("cat").start();
    awaitGuard();
    String guard = pidOf(GUARD);
    System.out.println("guard " + Generations.score(guard));
    new ProcessBuilder("kill", "-9", guard).start().waitFor();
    awaitAnother(guard);
    System.out.println("another " + Generations.score(pidOf(GUARD)));
    child.destroy();
  }

  private static void move(String file) throws Exception {
    String guard = pidOf(GUARD);
    Files.write(Paths.get(file), "0".getBytes("US-ASCII"));
    awaitAnother(guard);
    awaitGuard();
  }

  private static void awaitAnother(String guard) throws Exception {
    while (pidOf(GUARD) == null || pidOf(GUARD).equals(guard)) {
      Thread.sleep(20);
    }
  }

  private static void grow(ProcessBuilder child, int times) throws Exception {
    run(child);
    int files = descriptors();
    for (int i = 1; i < times; i++) {
      run(child);
    }
    // A last line may still be on its way.
    while (kills() < times) {
      Thread.sleep(20);
    }
    System.out.println("more descriptors: " + (descriptors() > files));
    System.out.println("zombies " + zombies());
  }

  private static void run(ProcessBuilder child) throws Exception {
    System.out.println("child " + child.start().waitFor());
  }

  private static void hold(ProcessBuilder builder, String[] args) throws Exception {
    Process child = builder.start();
    new BufferedReader(new InputStreamReader(child.getInputStream())).readLine();
    String[] command = Arrays.copyOfRange(args, 4, args.length);
    ProcessBuilder beside = new ProcessBuilder(command);
    beside.environment().put("OPENCLAW_CHILD_OOM_SCORE_ADJ", "0");
    System.out.println("beside " + beside.start().waitFor());
    child.getOutputStream().close();
    System.out.println("child " + child.waitFor());
  }

  /** Two thirds of its time and more goes into collections. */
  private static void beBusy() {
    Object[] kept = new Object[400_000];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = new byte[32];
    }
    Thread busy =
        new Thread("busy") {
          @Override
          public void run() {
            for (int i = 0; ; i = (i + 1) % kept.length) {
              kept[i] = new byte[32];
              garbage = new byte[256];
            }
          }
        };
    busy.setDaemon(true);
    busy.start();
  }

  private static void awaitGuard() throws Exception {
    while (pidOf(GUARD) == null && !isGuardedByThread()) {
      Thread.sleep(20);
    }
    // It gets its word, and looks.
    Thread.sleep(300);
  }

  private static boolean isGuardedByThread() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("openclaw-oom-guard")) {
        return true;
      }
    }
    return false;
  }

  private static int kills() throws IOException {
    String said = new String(Files.readAllBytes(STDERR), "UTF-8");
    return KILLED.split(said, -1).length - 1;
  }

  /** Those that last: at any moment some thread may have a file open for a moment. */
  private static int descriptors() throws Exception {
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < SAMPLES; i++) {
      least = Math.min(least, new File("/proc/self/fd").list().length);
      Thread.sleep(20);
    }
    return least;
  }

  private static int zombies() throws IOException {
    int zombies = 0;
    for (String pid : pids()) {
      String stat = stat(pid);
      zombies += stat.contains(") Z " + own() + " ") ? 1 : 0;
    }
    return zombies;
  }

  private static String pidOf(String name) throws IOException {
    for (String pid : pids()) {
      String stat = stat(pid);
      if (stat.contains("(" + name + ")") && stat.contains(" " + own() + " ")) {
        return pid;
      }
    }
    return null;
  }

  private static String[] pids() {
    return new File("/proc").list((folder, name) -> Character.isDigit(name.charAt(0)));
  }

  private static String own() throws IOException {
    return new File("/proc/self").getCanonicalFile().getName();
  }

  private static String stat(String pid) {
    try {
      return new String(Files.readAllBytes(Paths.get("/proc", pid, "stat")), "ISO-8859-1");
    } catch (IOException gone) {
      return "";
    }
  }
}
