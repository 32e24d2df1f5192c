package ai.openclaw.oom.hold;

/**
 * The processes known to descend from raised children, by pid; and the pids of those that have
 * ended, as long as nobody else can have got them.
 *
 * <p>An open hash table of numbers, as there may be many. A slot's number is good until the next
 * change.
 */
final class Members {
  /** Twice as many as most systems have pids for. Takes 2 MB when full. */
  static final int MOST = 65_536;

  /** So often a member is young: looked at every time. */
  static final int YOUNG_LOOKS = 6;

  private static final int SMALLEST = 64;
  private static final int FEW_GONE = 1024;

  /** 2^32 divided by the golden ratio. */
  private static final int SCATTER = 0x9e3779b9;

  private static final int LOOKS = 7;
  private static final int OPTED_OUT = 8;
  private static final int GONE = 16;
  private static final int NESTED = 32;

  private final int most;

  /** 0 where a slot is empty. */
  private int[] pids;

  private long[] startTimes;
  private byte[] states;

  /** As they were read last. */
  private short[] scores;

  private int size;
  private int gone;

  Members(int most) {
    this.most = most;
    clear();
  }

  final void clear() {
    allocate(SMALLEST);
    size = 0;
    gone = 0;
  }

  private void allocate(int slots) {
    pids = new int[slots];
    startTimes = new long[slots];
    states = new byte[slots];
    scores = new short[slots];
  }

  boolean isEmpty() {
    return size == gone;
  }

  /** How many there are, without those that have ended. */
  int count() {
    return size - gone;
  }

  int slots() {
    return pids.length;
  }

  /**
   * @return the slot of a pid, or -1 if it is neither a member's nor an ended one's
   */
  int find(long pid) {
    // 0 is the group and session of what came from outside of the namespace.
    int slot = pid > 0 ? slotFor(pid) : -1;
    return slot >= 0 && pids[slot] == pid ? slot : -1;
  }

  boolean isLive(int slot) {
    return pids[slot] != 0 && (states[slot] & GONE) == 0;
  }

  boolean isGone(int slot) {
    return (states[slot] & GONE) != 0;
  }

  boolean hasGone() {
    return gone > 0;
  }

  boolean hasLive(long pid) {
    int slot = find(pid);
    return slot >= 0 && isLive(slot);
  }

  boolean isYoung(int slot) {
    return (states[slot] & LOOKS) < YOUNG_LOOKS;
  }

  boolean isOptedOut(int slot) {
    return (states[slot] & OPTED_OUT) != 0;
  }

  /** Whether it is a JVM that has its own place, or somebody whom that one looks after. */
  boolean isNested(int slot) {
    return (states[slot] & NESTED) != 0;
  }

  void nest(int slot) {
    states[slot] |= NESTED;
  }

  long pid(int slot) {
    return pids[slot];
  }

  long startTime(int slot) {
    return startTimes[slot];
  }

  /** The score that was read last; less than any that there is if none was. */
  int score(int slot) {
    return scores[slot];
  }

  void setScore(int slot, int score) {
    scores[slot] = (short) score;
  }

  /** Counts a look at a young one, which may be its last as such. */
  void looked(int slot, boolean last) {
    int looks = last ? YOUNG_LOOKS : (states[slot] & LOOKS) + 1;
    states[slot] = (byte) (states[slot] & ~LOOKS | looks);
  }

  void optOut(int slot) {
    states[slot] |= OPTED_OUT;
  }

  /**
   * Adds a member, in place of any other of its pid.
   *
   * @return false if there is no more room
   */
  boolean add(long pid, long startTime) {
    int slot = find(pid);
    if (slot >= 0) {
      remove(slot);
    }
    if (size == most || gone > FEW_GONE && gone > size - gone) {
      forgetGone();
    }
    if (size == most) {
      return false;
    }
    if (2 * size >= pids.length) {
      grow();
    }
    put(pid, startTime, 0, Short.MIN_VALUE);
    return true;
  }

  /** Remembers the pid of one that has ended. */
  void addGone(long pid) {
    if (find(pid) < 0 && add(pid, -1)) {
      markGone(find(pid));
    }
  }

  void markGone(int slot) {
    states[slot] |= GONE;
    gone++;
  }

  void forgetGone() {
    for (int slot = 0; gone > 0 && slot < pids.length; ) {
      if ((states[slot] & GONE) != 0) {
        // Another one may come to stand here.
        remove(slot);
      } else {
        slot++;
      }
    }
  }

  void remove(int slot) {
    size--;
    gone -= (states[slot] & GONE) == 0 ? 0 : 1;
    int hole = slot;
    int mask = pids.length - 1;
    for (int next = hole + 1 & mask; pids[next] != 0; next = next + 1 & mask) {
      // Whoever would not be found any more, with the hole in the way, moves into it.
      if ((next - home(pids[next]) & mask) >= (next - hole & mask)) {
        copy(pids[next], startTimes[next], states[next], scores[next], hole);
        hole = next;
      }
    }
    copy(0, 0, 0, 0, hole);
  }

  private void grow() {
    int[] oldPids = pids;
    long[] oldTimes = startTimes;
    byte[] oldStates = states;
    short[] oldScores = scores;
    allocate(2 * oldPids.length);
    size = 0;
    for (int slot = 0; slot < oldPids.length; slot++) {
      if (oldPids[slot] != 0) {
        put(oldPids[slot], oldTimes[slot], oldStates[slot], oldScores[slot]);
      }
    }
  }

  private void put(long pid, long startTime, int state, int score) {
    copy((int) pid, startTime, state, score, slotFor(pid));
    size++;
  }

  private void copy(int pid, long startTime, int state, int score, int slot) {
    pids[slot] = pid;
    startTimes[slot] = startTime;
    states[slot] = (byte) state;
    scores[slot] = (short) score;
  }

  private int slotFor(long pid) {
    int slot = home((int) pid);
    while (pids[slot] != 0 && pids[slot] != pid) {
      slot = slot + 1 & pids.length - 1;
    }
    return slot;
  }

  /** Scattered: a long row of neighbours would have to be walked through at every removal. */
  private int home(int pid) {
    return pid * SCATTER >>> Integer.numberOfLeadingZeros(pids.length) + 1;
  }
}
