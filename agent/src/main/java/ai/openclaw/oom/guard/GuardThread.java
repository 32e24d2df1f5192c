package ai.openclaw.oom.guard;

import ai.openclaw.oom.group.GroupLevel;
import ai.openclaw.oom.group.GroupPlace;
import ai.openclaw.oom.group.Quantity;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.log.DetachedThread;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A guard by a thread of this JVM, with the program's arguments, lines, rules and figures: its
 * source says why they are so. It stops with the JVM while garbage is collected, and opens each
 * file when it reads it.
 */
final class GuardThread implements Guard, Runnable {
  private static final String NAME = "openclaw-oom-guard";

  /** Its exit codes, as the program's. */
  private static final int NO_FILE = 3;

  private static final int MOVED = 5;
  private static final int RUNS = -1;

  private static final long KIB = 1 << 10;
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

  private final long jvm;
  private final File own;
  private final List<GroupPlace> limited = new ArrayList<>();

  /** The own group, where that has no limit and is none of them; else null. */
  private final GroupPlace below;

  private final Prey prey;
  private final Growth growth = new Growth();
  private final Queue<String> orders = new ConcurrentLinkedQueue<>();
  private final Queue<String> said = new ConcurrentLinkedQueue<>();
  private volatile int exit = RUNS;
  private volatile boolean isTold;
  private volatile boolean isDismissed;

  private long nextScan = System.nanoTime();

  private GuardThread(List<String> arguments, Scores scores, Processes processes) {
    this.jvm = Long.parseLong(arguments.get(0));
    int version = Integer.parseInt(arguments.get(1));
    File group = new File(arguments.get(3));
    this.own = new File(group, "cgroup.procs");
    this.below = arguments.get(4).equals(arguments.get(3)) ? null : GroupPlace.at(version, group);
    for (String folder : arguments.subList(4, arguments.size())) {
      limited.add(GroupPlace.at(version, new File(folder)));
    }
    this.prey = new Prey(jvm, Integer.parseInt(arguments.get(2)), scores, processes);
  }

  /**
   * Starts one.
   *
   * @param arguments the program's
   * @param processes nobody else's
   */
  static GuardThread start(List<String> arguments, Scores scores, Processes processes) {
    GuardThread guard = new GuardThread(arguments, scores, processes);
    DetachedThread.start(guard, NAME);
    return guard;
  }

  @Override
  public boolean isRunning() {
    return exit == RUNS;
  }

  @Override
  public void tell(String lines) {
    for (int from = 0, end = lines.indexOf('\n'); end >= 0; end = lines.indexOf('\n', from)) {
      orders.add(lines.substring(from, end));
      from = end + 1;
    }
    isTold = true;
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (String line = said.poll(); line != null; line = said.poll()) {
      lines.add(line);
    }
    return lines;
  }

  @Override
  public void dismiss() {
    isDismissed = true;
  }

  @Override
  public int ended() {
    return exit;
  }

  @Override
  public void run() {
    int code = 1;
    try {
      Thread.currentThread().setPriority(Thread.MAX_PRIORITY);
      code = watch();
    } finally {
      exit = code;
    }
  }

  private int watch() {
    // The JVM has a word to say first: whom to leave alone.
    while (!isTold && !isDismissed) {
      LockSupport.parkNanos(MS);
    }
    while (!isDismissed) {
      int level = look();
      if (level < 0) {
        return NO_FILE;
      }
      // After the look: what was said before the group ran out holds for whoever is killed for it.
      for (String order = orders.poll(); order != null; order = orders.poll()) {
        prey.obey(order);
      }
      if (growth.isNear() && !act(level)) {
        return MOVED;
      }
      sleep();
    }
    return 0;
  }

  /** Reads the groups, and tells the index of the one that has the least left; -1 if none does. */
  private int look() {
    int tightest = -1;
    GroupLevel chosen = null;
    long least = Long.MAX_VALUE;
    if (below != null) {
      // Else what has changed there may be missing above, as the program's source has it.
      below.read();
    }
    for (int i = 0; i < limited.size(); i++) {
      GroupLevel level = limited.get(i).read().levels().get(0);
      boolean isKnown = level.get(Quantity.LIMIT).isNumber() && level.get(Quantity.USE).isNumber();
      long room = isKnown ? Growth.room(level) : Long.MAX_VALUE;
      if (room < least) {
        least = room;
        tightest = i;
        chosen = level;
      }
    }
    if (chosen != null) {
      growth.add(chosen, least);
    }
    return tightest;
  }

  /**
   * Near the limit.
   *
   * @return false if this JVM is not in its group any more
   */
  private boolean act(int level) {
    long room = growth.room();
    long threshold = growth.threshold();
    long time = System.nanoTime();
    // What the group has left was read before: who is killed now has given nothing back yet.
    long coming = prey.pending(room);
    long all = prey.pending(Long.MAX_VALUE);
    if (room + coming < threshold || time - nextScan >= 0) {
      List<Long> pids = pids();
      if (!pids.contains(jvm)) {
        return false;
      }
      prey.look(pids);
      nextScan = System.nanoTime() + 100 * (System.nanoTime() - time);
    }
    while (room + coming < threshold) {
      Prey.Candidate candidate = prey.take(growth.limit());
      long least = growth.least();
      if (candidate == null
          || candidate.entry.resident() < least
              && (room > least || growth.rate() == 0 || all >= least)) {
        break;
      }
      if (prey.kill(candidate, room)) {
        coming += candidate.entry.resident();
        all += candidate.entry.resident();
        said.add(report(candidate, level));
      }
    }
    return true;
  }

  private List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    try (BufferedReader lines = reader(own)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        pids.add(Long.parseLong(line));
      }
    } catch (IOException e) {
      pids.clear();
    }
    return pids;
  }

  private static BufferedReader reader(File file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(new FileInputStream(file), StandardCharsets.US_ASCII));
  }

  private String report(Prey.Candidate killed, int level) {
    return "kill "
        + killed.entry.pid
        + " "
        + killed.entry.startTime
        + " "
        + killed.entry.resident() / KIB
        + " "
        + killed.score
        + " "
        + growth.room() / KIB
        + " "
        + growth.limit() / KIB
        + " "
        + level
        + " "
        + growth.rate()
        + " "
        + growth.ofJvm() / KIB
        + " "
        + growth.ofGroup() / KIB
        + (prey.isChild(killed) ? " 1 " : " 0 ")
        + killed.entry.name;
  }

  private void sleep() {
    long nanos = growth.nanosToThreshold();
    long least = growth.isNear() && !prey.isEmpty() ? MS : 10 * MS;
    nanos = Math.max(least, nanos);
    long from = System.nanoTime();
    // An interrupt would have it spin.
    Thread.interrupted();
    LockSupport.parkNanos(nanos);
    growth.woken(System.nanoTime() - from - nanos);
  }
}
