package ai.openclaw.oom.hold;

import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;
import ai.openclaw.oom.linux.Scores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Processes that are only written down, and a clock that only moves when something is done. */
final class Machine implements Scores, Processes {
  static final long MICRO = 1000;

  /** The first pid that is given out. */
  static final long ROOT = 100;

  static final long OWN = 999_999;

  final Map<Long, ProcessEntry> processes = new TreeMap<>();
  final Map<Long, Integer> scores = new HashMap<>();
  final Map<Long, Integer> reads = new HashMap<>();
  final long limit = 100_000;
  long now;
  long last = ROOT - 1;
  long told = -1;
  long scoreNanos = 5 * MICRO;
  long environLength = 4096;
  long environBytes;
  long started;
  int opened;
  int listings;
  boolean lastPidOurs = true;
  boolean ownNamespace = true;
  Raise answer = Raise.DONE;
  ProcessEntry own = new ProcessEntry(OWN, 1, 7, 7, 0);

  /** By pid; who is not in it does not tell. */
  final Map<Long, String> executables = new HashMap<>();

  final Map<Long, String> commandLines = new HashMap<>();
  final Map<Long, String> optOuts = new HashMap<>();
  final Set<Long> jvmsWithAgent = new HashSet<>();
  final List<Long> raised = new ArrayList<>();

  void start(long pid, long parent) {
    start(pid, parent, 1, 1);
  }

  ProcessEntry start(long pid, long parent, long group, long session) {
    ProcessEntry entry = new ProcessEntry(pid, parent, group, session, ++started);
    processes.put(pid, entry);
    scores.put(pid, 1000);
    last = pid;
    return entry;
  }

  @Override
  public int placeOwn(int score) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String obstacle() {
    return null;
  }

  @Override
  public String executableOf(long pid) {
    return executables.get(pid);
  }

  @Override
  public String commandLineOf(long pid) {
    return commandLines.get(pid);
  }

  @Override
  public boolean hasMapped(long pid, String name) {
    return name.equals("/libinstrument.so") && jvmsWithAgent.contains(pid);
  }

  @Override
  public boolean mayLowerAnything() {
    return false;
  }

  @Override
  public int scoreOf(long pid) {
    now += scoreNanos;
    reads.merge(pid, 1, Integer::sum);
    return scores.getOrDefault(pid, UNKNOWN);
  }

  @Override
  public Raise raise(long pid, long startTime, int score) {
    now += 4 * scoreNanos;
    if (answer == Raise.DONE) {
      scores.put(pid, score);
    }
    raised.add(pid);
    return answer;
  }

  @Override
  public long lastPid() {
    return told < 0 ? last : told;
  }

  @Override
  public boolean isLastPidOurs() {
    return lastPidOurs;
  }

  @Override
  public boolean isOwnNamespace() {
    return ownNamespace;
  }

  @Override
  public long pidLimit() {
    return limit;
  }

  @Override
  public long[] pids() {
    now += 2 * MICRO * processes.size();
    listings++;
    return processes.keySet().stream().mapToLong(pid -> pid).toArray();
  }

  @Override
  public ProcessEntry process(long pid) {
    now += 2 * MICRO;
    opened++;
    return processes.get(pid);
  }

  @Override
  public ProcessEntry child(long pid) {
    ProcessEntry entry = process(pid);
    return entry != null && entry.parent == OWN ? entry : null;
  }

  @Override
  public ProcessEntry own() {
    return own;
  }

  @Override
  public String environmentOf(long pid, String name) {
    now += 20 * MICRO;
    environBytes += environLength;
    return optOuts.get(pid);
  }

  @Override
  public long environmentBytes() {
    return environBytes;
  }

  @Override
  public int ownScore() {
    return 0;
  }

  @Override
  public int recentOwnScore() {
    return 0;
  }

  @Override
  public Raise raise(long pid, Process process, int score) {
    throw new UnsupportedOperationException();
  }
}
