package ai.openclaw.oom.watch;

import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import ai.openclaw.oom.log.Printable;
import ai.openclaw.oom.spawn.Outcome;
import java.util.concurrent.TimeUnit;

/** A started child; one that was to be raised is watched until it ends. */
public final class Child {
  /** The JDK's view of it; null if a library started it past the JDK. */
  public final Process process;

  public final long pid;

  /** How it was started. */
  public final Outcome outcome;

  /** As it was seen at its start, if it was; the only way to know it again if it has no process. */
  public final ProcessEntry seen;

  private final String name;
  private final String arguments;
  private final long startedAt = System.nanoTime();

  /** The watch's own: as it was when a job first asked. */
  private ProcessEntry known;

  /** The watch's own: what was read of it last, see {@link #read}. */
  private int score = Scores.UNKNOWN;

  private String explanation;

  /**
   * @param process the JDK's view of it; null if it has none
   * @param name of the program
   * @param arguments of the command, for a reader who asked for all; else null
   * @param seen the child, seen while it certainly was this one; null if it was not looked at
   */
  public Child(
      Process process,
      String name,
      String arguments,
      long pid,
      Outcome outcome,
      ProcessEntry seen) {
    this.process = process;
    this.name = name;
    this.arguments = arguments;
    this.pid = pid;
    this.outcome = outcome;
    this.seen = seen;
  }

  /** For how long it has run by now, in seconds. */
  public long age() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedAt);
  }

  /** Whether it is still running, as far as that can be told: without a process it cannot. */
  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  /**
   * The child as it was at the first look. Alive after that was read, it was this one.
   *
   * @return null if it has ended, or if that cannot be told
   */
  public ProcessEntry entry(Processes processes) {
    if (process == null) {
      return seen;
    }
    ProcessEntry now = known != null ? known : isAlive() ? processes.child(pid) : null;
    if (!isAlive()) {
      return null;
    }
    known = now;
    return now;
  }

  /** Whether it is there, whoever started it. */
  public boolean isThere(Processes processes) {
    return process == null
        ? seen != null && seen.isSameAs(processes.child(pid))
        : process.isAlive();
  }

  /**
   * Takes note of its {@code oom_score_adj}, as it was read while it was this child's.
   *
   * @param read -1000 to 1000; {@link Scores#UNKNOWN} changes nothing
   */
  public void read(int read) {
    if (read != Scores.UNKNOWN) {
      score = read;
    }
  }

  /** The score that was read last, -1000 to 1000, or {@link Scores#UNKNOWN} if none was. */
  public int score() {
    return score;
  }

  /** Takes note of a line that has told why it ends. */
  public void explain(String line) {
    explanation = line;
  }

  /** Its arguments, with blanks between them; null if they were not kept. */
  public String arguments() {
    return arguments;
  }

  /** The line that has told why it ends; null if none has. */
  public String explanation() {
    return explanation;
  }

  @Override
  public String toString() {
    String read = score == Scores.UNKNOWN ? "oom_score_adj not read" : "oom_score_adj " + score;
    return "child " + pid + " (" + Printable.of(name) + ", " + read + ")";
  }
}
