package ai.openclaw.oom.cli.machine;

/** A process, as it was when it was read. */
public final class Task {
  /** A score that was not told. */
  public static final int UNKNOWN = Integer.MIN_VALUE;

  /** Behind the name: state, parent, and so on. */
  private static final int PARENT = 1;

  private static final int START_TIME = 19;

  public final long pid;
  public final long parent;

  /** In clock ticks after boot; with the pid it is never used again. */
  public final long startTime;

  /** The first 15 bytes of its name. */
  public final String name;

  /** {@code oom_score_adj}, or {@link #UNKNOWN}. */
  public final int score;

  private final String status;

  private Task(long pid, long parent, long startTime, String name, int score, String status) {
    this.pid = pid;
    this.parent = parent;
    this.startTime = startTime;
    this.name = name;
    this.score = score;
    this.status = status;
  }

  /**
   * Reads one.
   *
   * @return null if there is none
   */
  public static Task read(Machine machine, long pid) {
    String stat = machine.text(pid, "stat");
    int from = stat == null ? -1 : stat.indexOf('(');
    int to = stat == null ? -1 : stat.lastIndexOf(')');
    if (from < 0 || to < from || to + 2 > stat.length()) {
      return null;
    }
    String[] fields = stat.substring(to + 2).trim().split(" ");
    long parent = fields.length > PARENT ? Status.number(fields[PARENT]) : -1;
    long start = fields.length > START_TIME ? Status.number(fields[START_TIME]) : -1;
    String name = stat.substring(from + 1, to);
    return new Task(pid, parent, start, name, score(machine, pid), machine.text(pid, "status"));
  }

  private static int score(Machine machine, long pid) {
    String text = machine.text(pid, "oom_score_adj");
    try {
      return text == null ? UNKNOWN : Integer.parseInt(text.trim());
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }

  /** Whether it has a score that was read. */
  public boolean hasScore() {
    return score != UNKNOWN;
  }

  /** Kernel threads and processes that have ended have no memory. */
  public boolean hasMemory() {
    return Status.bytes(status, "VmRSS") >= 0;
  }

  /** Its effective user; -1 if it is not told. */
  public long user() {
    return Status.number(status, "Uid", 1);
  }

  /** What is resident and swapped out, in bytes. */
  public long memory() {
    return Math.max(0, Status.bytes(status, "VmRSS")) + Math.max(0, Status.bytes(status, "VmSwap"));
  }

  /** What the kernel counts when it looks for a victim: page tables, too. */
  public long weight() {
    return memory() + Math.max(0, Status.bytes(status, "VmPTE"));
  }

  /** Its pid in its own namespace. */
  public long innerPid() {
    String value = Status.value(status, "NSpid");
    return value == null ? pid : Status.number(value.substring(value.lastIndexOf('\t') + 1));
  }

  /** Whether it handles a signal, by its number. */
  public boolean catches(int signal) {
    return (Status.mask(status, "SigCgt") >> signal - 1 & 1) == 1;
  }

  /** Whether it has a capability in force, by its number. */
  public boolean isCapable(int capability) {
    return (Status.mask(status, "CapEff") >> capability & 1) == 1;
  }

  /** 1 if it and its children can gain no privileges; -1 if it is not told. */
  public long noNewPrivileges() {
    return Status.number(status, "NoNewPrivs", 0);
  }

  /** 0 without a seccomp filter; -1 if it is not told. */
  public long seccomp() {
    return Status.number(status, "Seccomp", 0);
  }

  /** Whether the other one is this very process. */
  public boolean isSameAs(Task other) {
    return other != null && other.pid == pid && other.startTime == startTime;
  }
}
