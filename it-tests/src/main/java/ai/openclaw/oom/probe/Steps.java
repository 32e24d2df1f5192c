package ai.openclaw.oom.probe;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

/** Starts one process after the other; in between it may do something to files, or to itself. */
public final class Steps {

  /** The step that starts a shell and prints its score. */
  public static final String SCORE = "score";

  /** The step that starts {@code cat}, no shell, and prints its score; it needs no other thread. */
  public static final String CAT = "cat";

  /** What the line of an attachment begins with. */
  public static final String ATTACHED = "attached: ";

  private static final String SCORE_FILE = "score.file";

  private static final Map<String, Step> STEPS = new HashMap<>();

  static {
    STEPS.put(SCORE, none -> Child.runWaiting(Child.waitingShell("")).toString());
    STEPS.put(CAT, none -> cat());
    STEPS.put("at-once", count -> catAtOnce(Integer.parseInt(count)));
    STEPS.put("attach", Steps::attached);
    STEPS.put("call", Steps::called);
    STEPS.put("property", System::getProperty);
    STEPS.put("delete", file -> "deleted " + new File(file).delete());
    STEPS.put("forbid", file -> "forbidden " + new File(file).setExecutable(false, false));
    STEPS.put("swap", Steps::swapped);
    STEPS.put("load", Steps::loaded);
    STEPS.put("move", files -> moved(files.split(" ")));
    STEPS.put("overwrite", files -> overwritten(files.split(" ")));
    STEPS.put("write", Steps::written);
    Mishaps.addTo(STEPS);
    Restored.addTo(STEPS);
  }

  private Steps() {}

  /** What a step does, and the line that is printed of it. */
  interface Step {
    String take(String argument) throws Exception;
  }

  public static String delete(String file) {
    return "delete " + file;
  }

  /** The step that takes the right to execute a file away. */
  public static String forbid(String file) {
    return "forbid " + file;
  }

  /** The step that renames a folder and puts a link to it in its place. */
  public static String swap(String folder) {
    return "swap " + folder;
  }

  /** The step that loads a native library. */
  public static String load(String library) {
    return "load " + library;
  }

  /** The step that puts a file in the place of another, which lives on for who has it open. */
  public static String move(String from, String to) {
    return "move " + from + " " + to;
  }

  /** The step that writes what one file holds over what another does. */
  public static String overwrite(String from, String to) {
    return "overwrite " + from + " " + to;
  }

  /** The step that writes a word to a file that is there. */
  public static String write(String word, String file) {
    return "write " + word + " " + file;
  }

  /** The step that starts {@link #CAT} in many threads at once. */
  public static String atOnce(int threads) {
    return "at-once " + threads;
  }

  /** The step that brings an agent into this JVM. */
  public static String attach(String jar) {
    return "attach " + jar;
  }

  /** The step that calls a static method without parameters, and prints what it returns. */
  public static String call(String className, String method) {
    return "call " + className + " " + method;
  }

  /** The step that prints a system property. */
  public static String property(String name) {
    return "property " + name;
  }

  /** The option by which {@link #CAT} reads its score elsewhere than in {@code /proc}. */
  public static String scoreIn(String file) {
    return "-D" + SCORE_FILE + "=" + file;
  }

  /**
   * Does what the steps say; one that is none of the above is a command to be started alone.
   *
   * @param steps in their order
   */
  public static void main(String[] steps) {
    for (String step : steps) {
      System.out.println(done(step));
    }
  }

  private static String done(String step) {
    String[] words = step.split(" ", 2);
    Step known = STEPS.get(words[0]);
    try {
      return known == null
          ? Child.run(step.split(" ")).toString()
          : known.take(words.length > 1 ? words[1] : "");
    } catch (IOException | OutOfMemoryError e) {
      return e.toString();
    } catch (Exception e) {
      throw new IllegalStateException(step, e);
    }
  }

  /** It waits for the end of its input, and by then the start has returned. */
  static String cat() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("cat", "-", System.getProperty(SCORE_FILE, Child.SCORE_FILE));
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    byte[] out = Child.bytes(process.getInputStream());
    return Child.WAITED + Text.of(out) + " exit=" + process.waitFor();
  }

  /** From as many threads, virtual ones where the JDK has them. */
  private static String catAtOnce(int count) throws Exception {
    List<FutureTask<String>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FutureTask<String> task = new FutureTask<>(Steps::cat);
      tasks.add(task);
      try {
        Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
      } catch (NoSuchMethodException e) {
        new Thread(task).start();
      }
    }
    StringBuilder all = new StringBuilder();
    for (FutureTask<String> task : tasks) {
      all.append(task.get()).append("; ");
    }
    return all.toString();
  }

  private static String attached(String jar) throws Exception {
    String pid = new File("/proc/self").getCanonicalFile().getName();
    return ATTACHED + Child.run(Nested.command(Attach.class.getName(), pid, jar));
  }

  private static String called(String classAndMethod) throws Exception {
    String[] words = classAndMethod.split(" ");
    return Class.forName(words[0]).getMethod(words[1]).invoke(null).toString();
  }

  private static String swapped(String name) throws IOException {
    File folder = new File(name);
    File away = new File(folder + ".away");
    boolean renamed = folder.renameTo(away);
    Files.createSymbolicLink(folder.toPath(), away.toPath());
    return "swapped " + renamed;
  }

  private static String loaded(String library) {
    System.load(library);
    return "loaded";
  }

  private static String moved(String... files) throws IOException {
    Path to = Paths.get(files[1]);
    Files.move(Paths.get(files[0]), to, StandardCopyOption.ATOMIC_MOVE);
    return "moved";
  }

  private static String overwritten(String... files) throws IOException {
    Files.write(Paths.get(files[1]), Files.readAllBytes(Paths.get(files[0])));
    return "overwritten";
  }

  private static String written(String wordAndFile) throws IOException {
    String[] words = wordAndFile.split(" ");
    Files.write(Paths.get(words[1]), words[0].getBytes("US-ASCII"));
    return "written";
  }
}
