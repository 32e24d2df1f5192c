package ai.openclaw.oom.linux;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.concurrent.TimeUnit;

/** The real scores, through {@code /proc}. */
public final class ProcScores implements Scores {
  private static final String SCORE = "/oom_score_adj";
  private static final String OWN = "/proc/self" + SCORE;
  private static final long RECENT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private volatile int recentScore = UNKNOWN;
  private volatile long recentAt;

  @Override
  public int ownScore() {
    return score(OWN);
  }

  @Override
  public int recentOwnScore() {
    long now = System.nanoTime();
    if (recentScore == UNKNOWN || now - recentAt > RECENT_NANOS) {
      recentScore = ownScore();
      recentAt = now;
    }
    return recentScore;
  }

  @Override
  public int placeOwn(int score) {
    try (RandomAccessFile file = new RandomAccessFile(OWN, "rw")) {
      ScoreText.write(file, score);
    } catch (IOException e) {
      // Said by what is read.
    }
    recentScore = UNKNOWN;
    return ownScore();
  }

  @Override
  public String obstacle() {
    try {
      new RandomAccessFile(OWN, "rw").close();
      return null;
    } catch (IOException e) {
      // "/proc/self/oom_score_adj (Read-only file system)", or whatever a security module says.
      return e.getMessage();
    }
  }

  @Override
  public int scoreOf(long pid) {
    return score("/proc/" + pid + SCORE);
  }

  // A child that has ended may have been reaped, and its pid given to somebody else's process; and
  // /proc may be that of another pid namespace, where our children have other pids and strangers
  // have theirs. Once open, the file stays one process's own: whose, is asked afterwards. The JDK
  // notes the end of a child a moment after it has given the pid back, so it cannot tell.
  @Override
  public Raise raise(long pid, Process process, int score) {
    // Often it has, and a failing open is dear.
    if (hasEnded(process)) {
      return Raise.GONE;
    }
    try (RandomAccessFile file = new RandomAccessFile("/proc/" + pid + SCORE, "rw")) {
      ProcessEntry seen = ProcessEntry.of(pid);
      if (seen == null || !seen.isOurChild()) {
        // While it is being reaped it is there, and has no parent any more.
        boolean isGone = seen == null || seen.parent == 0;
        return isGone || process == null ? Raise.GONE : Raise.REFUSED;
      }
      if (hasEnded(process)) {
        return Raise.GONE;
      }
      // Nothing can be lowered where nothing is higher.
      return score < MOST && ScoreText.read(file) >= score ? Raise.DONE : write(file, score);
    } catch (IOException e) {
      return hasEnded(process) ? Raise.GONE : notWritten(pid, score);
    }
  }

  private static boolean hasEnded(Process process) {
    return process != null && !process.isAlive();
  }

  @Override
  public Raise raise(long pid, long startTime, int score) {
    try (RandomAccessFile file = new RandomAccessFile("/proc/" + pid + SCORE, "rw")) {
      ProcessEntry now = ProcessEntry.of(pid);
      if (now == null || now.startTime != startTime) {
        return Raise.GONE;
      }
      // Read as late as can be: a shim may just have raised it, and nothing is lowered.
      return ScoreText.read(file) >= score ? Raise.DONE : write(file, score);
    } catch (IOException e) {
      return notWritten(pid, score);
    }
  }

  private static Raise write(RandomAccessFile file, int score) throws IOException {
    ScoreText.write(file, score);
    file.seek(0);
    return ScoreText.read(file) >= score ? Raise.DONE : Raise.REFUSED;
  }

  private Raise notWritten(long pid, int score) {
    int now = scoreOf(pid);
    return now >= score ? Raise.DONE : now == UNKNOWN ? Raise.GONE : Raise.REFUSED;
  }

  private static int score(String path) {
    try (RandomAccessFile file = new RandomAccessFile(path, "r")) {
      return ScoreText.read(file);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}
