package ai.openclaw.oom.cli.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All processes that can be seen, at one moment, but this one, which soon ends. */
public final class Tasks {
  private final Map<Long, Task> byPid = new TreeMap<>();

  private Tasks() {}

  public static Tasks read(Machine machine) {
    Tasks tasks = new Tasks();
    long own = machine.ownPid();
    String[] names = machine.file("proc").list();
    for (String name : names == null ? new String[0] : names) {
      long pid = name.charAt(0) >= '0' && name.charAt(0) <= '9' ? Status.number(name) : -1;
      Task task = pid > 0 && pid != own ? Task.read(machine, pid) : null;
      if (task != null) {
        tasks.byPid.put(pid, task);
      }
    }
    return tasks;
  }

  /** By ascending pid. */
  public Collection<Task> all() {
    return byPid.values();
  }

  /** One of them; null if there is none of that pid. */
  public Task get(long pid) {
    return byPid.get(pid);
  }

  /** Those that a process has started and not lost. */
  public List<Task> childrenOf(long pid) {
    List<Task> children = new ArrayList<>();
    for (Task task : byPid.values()) {
      if (task.parent == pid) {
        children.add(task);
      }
    }
    return children;
  }

  /** Its children, theirs, and so on. */
  public List<Task> descendantsOf(long pid) {
    List<Task> found = new ArrayList<>();
    Deque<Long> open = new ArrayDeque<>();
    open.add(pid);
    while (!open.isEmpty() && found.size() < byPid.size()) {
      for (Task child : childrenOf(open.remove())) {
        found.add(child);
        open.add(child.pid);
      }
    }
    return found;
  }
}
