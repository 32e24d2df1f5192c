package ai.openclaw.oom.hold;

/** The pids of members that are looked at every time, in the order of their turns. */
final class Young {
  private int[] pids = new int[64];
  private int first;
  private int size;

  int size() {
    return size;
  }

  long first() {
    return pids[first];
  }

  void add(long pid) {
    if (size == pids.length) {
      int[] more = new int[2 * size];
      for (int i = 0; i < size; i++) {
        more[i] = pids[first + i & size - 1];
      }
      pids = more;
      first = 0;
    }
    pids[first + size++ & pids.length - 1] = (int) pid;
  }

  void removeFirst() {
    first = first + 1 & pids.length - 1;
    size--;
  }
}
