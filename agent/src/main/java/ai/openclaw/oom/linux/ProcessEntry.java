package ai.openclaw.oom.linux;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;

/** A process as {@code /proc/PID/stat} shows it. Pid and start time together are never reused. */
public final class ProcessEntry {
  /** Counted from here: it follows the name. */
  private static final int STATE = 0;

  private static final int PARENT = 1;

  private static final int GROUP = 2;
  private static final int SESSION = 3;
  private static final int FLAGS = 6;
  private static final int START_TIME = 19;
  private static final int RESIDENT = 21;

  /** A thread's own: SIGKILL, once it is decided, is every thread's. */
  private static final int PENDING = 28;

  private static final int EXIT_SIGNAL = 35;

  /** Where the environment begins; 0 to who may not know. */
  private static final int ENVIRONMENT = 47;

  private static final int FIELDS = ENVIRONMENT + 1;

  /** More than a line can have: some fifty numbers and a name. */
  private static final int LONGEST = 1024;

  /** {@code include/linux/sched.h}. */
  private static final long PF_EXITING = 4;

  private static final long SIGKILL = 1 << 9 - 1;

  private static volatile long ownPid = -1;

  public final long pid;
  public final long parent;

  /** Of the process group. */
  public final long group;

  public final long session;

  /** In clock ticks after the system's boot. */
  public final long startTime;

  /** The first 15 bytes of its name, in Latin-1; null if it was not read. */
  public final String name;

  private final long pages;

  /** Another one after each exec, as the kernel puts it somewhere else; 0 if it was not told. */
  private final long environment;

  private final boolean isEnding;

  /** Whether it is a thread that is not its process's first one. */
  final boolean isThread;

  public ProcessEntry(long pid, long parent, long group, long session, long startTime) {
    this(pid, parent, group, session, startTime, null, 0, 0, false, false);
  }

  private ProcessEntry(
      long pid,
      long parent,
      long group,
      long session,
      long startTime,
      String name,
      long pages,
      long environment,
      boolean isEnding,
      boolean isThread) {
    this.pid = pid;
    this.parent = parent;
    this.group = group;
    this.session = session;
    this.startTime = startTime;
    this.name = name;
    this.pages = pages;
    this.environment = environment;
    this.isEnding = isEnding;
    this.isThread = isThread;
  }

  /**
   * @return null if there is no such process
   */
  static ProcessEntry of(long pid) {
    byte[] stat = new byte[LONGEST];
    try (RandomAccessFile file = new RandomAccessFile("/proc/" + pid + "/stat", "r")) {
      return parse(pid, stat, file.read(stat, 0, LONGEST));
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Parses "pid (comm) state ppid …": comm may hold blanks and brackets, so counts from its end.
   *
   * @return null if it ends before the exit signal does
   */
  static ProcessEntry parse(long pid, byte[] stat, int length) {
    int at = length - 1;
    while (at >= 0 && stat[at] != ')') {
      at--;
    }
    int end = at;
    long[] fields = new long[FIELDS];
    int whole = 0;
    at += 2;
    for (int field = 0; field < FIELDS; field++, at++) {
      boolean negative = at < length && stat[at] == '-';
      long number = 0;
      for (at += negative ? 1 : 0; at < length && stat[at] != ' '; at++) {
        number = 10 * number + stat[at] - '0';
      }
      if (at < length) {
        fields[field] = negative ? -number : number;
        whole++;
      }
    }
    return whole <= EXIT_SIGNAL
        ? null
        : new ProcessEntry(
            pid,
            fields[PARENT],
            fields[GROUP],
            fields[SESSION],
            fields[START_TIME],
            name(stat, end),
            fields[RESIDENT],
            fields[ENVIRONMENT],
            isEnding(fields),
            fields[EXIT_SIGNAL] == -1);
  }

  private static boolean isEnding(long[] fields) {
    return fields[STATE] == 'Z' - '0'
        || fields[STATE] == 'X' - '0'
        || (fields[FLAGS] & PF_EXITING) != 0
        || (fields[PENDING] & SIGKILL) != 0;
  }

  private static String name(byte[] stat, int end) {
    int from = 0;
    while (from < end && stat[from] != '(') {
      from++;
    }
    return from < end
        ? new String(stat, from + 1, end - from - 1, StandardCharsets.ISO_8859_1)
        : "";
  }

  /** What it held in memory, in bytes; 0 once it has ended, also before its parent knows. */
  public long resident() {
    return pages * PageSize.BYTES;
  }

  /** Whether it has ended, is about to, or cannot but: what it held may still be coming back. */
  public boolean isEnding() {
    return isEnding;
  }

  boolean isOurChild() {
    return parent == ownPid();
  }

  /** This JVM's, as {@code /proc} numbers it; -1 if it does not tell. */
  static long ownPid() {
    if (ownPid < 0) {
      try {
        ownPid = Long.parseLong(new File("/proc/self").getCanonicalFile().getName());
      } catch (IOException | NumberFormatException e) {
        return -1;
      }
    }
    return ownPid;
  }

  /** Whether the other one is this very process, seen at another time. */
  public boolean isSameAs(ProcessEntry other) {
    return other != null && other.pid == pid && other.startTime == startTime;
  }

  /**
   * Whether the other one is this very process, and has executed no other program in between. What
   * is not certain is not so.
   */
  public boolean isSameProgramAs(ProcessEntry other) {
    return isSameAs(other) && environment != 0 && other.environment == environment;
  }
}
