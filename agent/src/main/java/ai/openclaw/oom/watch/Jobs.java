package ai.openclaw.oom.watch;

import java.util.List;

/**
 * Makes the jobs, on the watch's own thread: the first spawn does not wait for what only that
 * thread needs.
 */
public interface Jobs {
  List<Job> make();
}
