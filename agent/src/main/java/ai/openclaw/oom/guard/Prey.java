package ai.openclaw.oom.guard;

import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Whom a guard's thread may kill: the rules of the program, see its source. Of one thread. */
final class Prey {
  /** Of a line of parents. */
  private static final int DEEPEST = 64;

  private static final char RAISED = '+';

  /** A victim's memory counts for so long in any case. */
  private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  /** And then as long as others do not grow on, up to this. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long MIB = 1 << 20;

  private final long jvm;
  private final int target;
  private final Scores scores;
  private final Processes processes;
  private final OptOuts optOuts;

  /** What the JVM has told, by pid and start time. */
  private final Map<String, Character> told = new HashMap<>();

  /** Those that are there, by pid. */
  private Map<Long, ProcessEntry> seen = new HashMap<>();

  private List<Candidate> candidates = new ArrayList<>();

  /** By pid, until they are gone. */
  private final Map<Long, Candidate> killed = new HashMap<>();

  private int ownScore;

  /**
   * @param jvm this JVM's pid
   * @param target 1 to 1000
   */
  Prey(long jvm, int target, Scores scores, Processes processes) {
    this.jvm = jvm;
    this.target = target;
    this.scores = scores;
    this.processes = processes;
    this.optOuts = new OptOuts(processes);
  }

  /** One that may be killed, as it was seen. */
  static final class Candidate {
    final ProcessEntry entry;
    final int score;

    /** When it was killed, and what the group had left then, in bytes. */
    private long since;

    private long room;

    Candidate(ProcessEntry entry, int score) {
      this.entry = entry;
      this.score = score;
    }

    /** What the kernel would reckon, see {@code mm/oom_kill.c}. */
    private long badness(long limit) {
      return entry.resident() + score * (limit / Scores.MOST);
    }
  }

  /** Takes a line: a kind, a pid, a blank and a start time. */
  void obey(String line) {
    String key = line.substring(1);
    if (line.charAt(0) == '-') {
      told.remove(key);
    } else {
      told.put(key, line.charAt(0));
    }
  }

  /** Looks who is there, of the processes of the JVM's group. */
  void look(List<Long> pids) {
    ownScore = scores.ownScore();
    Map<Long, ProcessEntry> now = new HashMap<>();
    for (Long pid : pids) {
      ProcessEntry entry = processes.process(pid);
      if (entry != null && entry.resident() > 0) {
        now.put(pid, entry);
      }
    }
    seen = now;
    optOuts.keep(now.keySet());
    candidates = new ArrayList<>();
    for (Iterator<Candidate> all = killed.values().iterator(); all.hasNext(); ) {
      if (!isThere(all.next())) {
        all.remove();
      }
    }
    for (ProcessEntry entry : now.values()) {
      if (!killed.containsKey(entry.pid) && isOurs(entry)) {
        int score = scores.scoreOf(entry.pid);
        if (goesFirst(score) && !optOuts.has(entry)) {
          candidates.add(new Candidate(entry, score));
        }
      }
    }
  }

  /** Whether it is a raised child or descends from one. What is not certain is not so. */
  private boolean isOurs(ProcessEntry process) {
    ProcessEntry at = process;
    for (int depth = 0; depth < DEEPEST; depth++) {
      Character kind = told.get(at.pid + " " + at.startTime);
      if (kind != null) {
        return kind == RAISED;
      }
      if (at.parent == jvm) {
        return ownScore < target && scores.scoreOf(at.pid) >= target;
      }
      ProcessEntry parent = seen.get(at.parent);
      if (parent == null || parent.startTime > at.startTime) {
        return false;
      }
      at = parent;
    }
    return false;
  }

  private boolean goesFirst(int score) {
    return score != Scores.UNKNOWN && (score > ownScore || ownScore >= target && score == ownScore);
  }

  boolean isEmpty() {
    return candidates.isEmpty();
  }

  /**
   * Takes the one that the kernel would take first.
   *
   * @param limit of the group, in bytes
   * @return null if there is none left
   */
  Candidate take(long limit) {
    Candidate most = null;
    for (Candidate candidate : candidates) {
      most = most == null || candidate.badness(limit) > most.badness(limit) ? candidate : most;
    }
    candidates.remove(most);
    return most;
  }

  /**
   * Kills it if it still is who it was.
   *
   * @param room what the group has left, in bytes
   */
  boolean kill(Candidate candidate, long room) {
    ProcessEntry now = processes.process(candidate.entry.pid);
    boolean isKilled =
        candidate.entry.isSameAs(now)
            && now.parent == candidate.entry.parent
            && scores.scoreOf(now.pid) == candidate.score
            && Sigkill.send(now.pid);
    if (isKilled) {
      candidate.since = System.nanoTime();
      candidate.room = room;
      killed.put(candidate.entry.pid, candidate);
    }
    return isKilled;
  }

  /** What is still coming back of those that were killed, in bytes. */
  long pending(long room) {
    long bytes = 0;
    long now = System.nanoTime();
    for (Candidate victim : killed.values()) {
      long age = now - victim.since;
      boolean counts = age < SOON_NANOS || room > victim.room - MIB && age < LONGEST_NANOS;
      if (counts && isThere(victim)) {
        bytes += victim.entry.resident();
      }
    }
    return bytes;
  }

  /** It shows no memory any more before the last of that has come back. */
  private boolean isThere(Candidate victim) {
    return victim.entry.isSameAs(processes.process(victim.entry.pid));
  }

  boolean isChild(Candidate candidate) {
    return candidate.entry.parent == jvm;
  }
}
