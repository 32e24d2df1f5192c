package ai.openclaw.oom.demo.group;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Chooses the kind of memory group, and closes those that are open if the demo is interrupted. */
public final class Groups {
  private final GroupRequest request;
  private final List<String> refusals = new ArrayList<>();
  private GroupKind kind;
  private String description;
  private boolean limited;
  private final List<MemoryGroup> open = new ArrayList<>();
  private boolean closed;

  public Groups(GroupRequest request) {
    this.request = request;
  }

  /**
   * Chooses the first of the kinds asked for that can be made here. A group made on trial is closed
   * before {@link #shutDown} can go on.
   *
   * @throws IOException with the last kind's reason if none can be made
   */
  public synchronized void choose() throws IOException {
    IOException last = null;
    for (GroupKind candidate : request.kinds()) {
      try (MemoryGroup trial = candidate.open(request)) {
        kind = candidate;
        description = trial.describe();
        limited = trial.limited();
        return;
      } catch (IOException refused) {
        refusals.add(candidate.option() + ": " + refused.getMessage());
        last = refused;
      }
    }
    throw last;
  }

  public String description() {
    return description;
  }

  public boolean limited() {
    return limited;
  }

  /** Why the kinds before the chosen one were not taken, a line each. */
  public List<String> refusals() {
    return refusals;
  }

  /** Makes a new group, which the caller closes. */
  public synchronized MemoryGroup open() throws IOException {
    if (closed) {
      throw new IOException("interrupted");
    }
    MemoryGroup made = kind.open(request);
    open.add(made);
    return made;
  }

  /** Closes the open groups for good; a second close by their user does no harm. */
  public synchronized void shutDown() {
    closed = true;
    open.forEach(MemoryGroup::close);
  }
}
