package ai.openclaw.oom.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Chooses the kind of memory group, and closes the open one if the demo is interrupted. */
final class Groups {
  private final Options options;
  private final List<String> refusals = new ArrayList<>();
  private GroupKind kind;
  private String description;
  private boolean limited;
  private MemoryGroup current;
  private boolean closed;

  Groups(Options options) {
    this.options = options;
  }

  /**
   * Chooses the first kind that can be made here, or the one that the user named. A group made on
   * trial is closed before {@link #shutDown} can go on.
   *
   * @throws IOException if that one cannot be made
   */
  synchronized void choose() throws IOException {
    kind = options.group() != null ? options.group() : firstAllowed();
    try (MemoryGroup trial = kind.open(options)) {
      description = trial.describe();
      limited = trial.limited();
    }
  }

  private GroupKind firstAllowed() {
    for (GroupKind candidate : GroupKind.values()) {
      try {
        candidate.open(options).close();
        return candidate;
      } catch (IOException refused) {
        refusals.add(candidate.option() + ": " + refused.getMessage());
      }
    }
    return GroupKind.NONE;
  }

  String description() {
    return description;
  }

  boolean limited() {
    return limited;
  }

  /** Why the kinds before the chosen one were not taken, a line each. */
  List<String> refusals() {
    return refusals;
  }

  /** Makes a new group, which the caller closes. */
  synchronized MemoryGroup open() throws IOException {
    if (closed) {
      throw new IOException("interrupted");
    }
    current = kind.open(options);
    return current;
  }

  /** Closes the open group for good; a second close by its user does no harm. */
  synchronized void shutDown() {
    closed = true;
    if (current != null) {
      current.close();
    }
  }
}
