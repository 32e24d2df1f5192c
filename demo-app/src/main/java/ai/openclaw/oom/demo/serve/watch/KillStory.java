package ai.openclaw.oom.demo.serve.watch;

import ai.openclaw.oom.demo.process.GuardKill;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells of the kernel's kills, from the processes as they were seen last before one and the count
 * of kills after it. Whom of those who are missing the kernel chose is concluded: it takes the one
 * with the highest badness, and each choice counts once; who was below it followed. Of the guard's
 * kills the agent tells; here they are given a name and a number of sessions.
 */
final class KillStory {
  /** After so many looks a victim that was never seen is not going to be missed. */
  private static final int LOOKS = 10;

  /** Of processes that were seen: a victim of the guard's may be gone when its kill is told. */
  private static final int ROWS_KEPT = 500;

  private final long gateway;
  private long counted;
  private long pending;
  private int looks;
  private long before;
  private int sessionsBefore;
  private int sessions;
  private ProcessTable last = new ProcessTable(List.of());
  private final Map<Long, ProcessRow> seen = new LinkedHashMap<>();
  private final Set<Long> byGuard = new HashSet<>();

  /**
   * One kill.
   *
   * @param isByGuard whether it was the guard, and not the kernel
   * @param text for the user
   * @param victim the name of whom the kernel chose; empty if it was never seen
   * @param kept how many sessions are still open
   * @param of how many were open before
   */
  record Kill(boolean isByGuard, String text, String victim, int kept, int of) {}

  /**
   * @param gateway the gateway's pid
   * @param counted the kills before the first look
   */
  KillStory(long gateway, long counted) {
    this.gateway = gateway;
    this.counted = counted;
  }

  /**
   * Tells of a kill by the guard, before the look that would miss its victim.
   *
   * @param count the kernel's count of kills
   * @param open how many sessions are open
   */
  Kill tell(GuardKill kill, long count, int open) {
    byGuard.add(kill.pid());
    ProcessRow row = seen.get(kill.pid());
    String name = row == null ? kill.name() : row.name();
    String text =
        String.format(
            Locale.ROOT,
            "The guard killed %s: it held %,d MB, and the group had %,d MB left of %,d and lost %,d"
                + " MB/s; %d of %d sessions kept. (The group's counter is at %d.)",
            row == null ? name + " " + kill.pid() : named(row),
            kill.heldMib(),
            kill.leftMib(),
            kill.limitMib(),
            kill.rateMb(),
            open,
            sessions,
            count);
    return new Kill(true, text, name, open, sessions);
  }

  /**
   * Looks again.
   *
   * @param now the processes, read before the count
   * @param count the kernel's count of kills
   * @param open how many sessions are open
   */
  Optional<Kill> look(ProcessTable now, long count, int open) {
    if (count > counted) {
      if (pending == 0) {
        before = counted;
        sessionsBefore = sessions;
        looks = 0;
      }
      pending += count - counted;
      counted = count;
    }
    List<ProcessRow> gone =
        last.goneIn(now).stream().filter(row -> !byGuard.contains(row.pid())).toList();
    Optional<Kill> kill = Optional.empty();
    // A victim is counted when it is chosen, and may take a moment to vanish.
    if (pending > 0 && (!gone.isEmpty() || ++looks > LOOKS)) {
      kill = Optional.of(tell(gone, open));
      pending = 0;
    }
    last = now;
    sessions = open;
    now.rows().forEach(this::remember);
    return kill;
  }

  private void remember(ProcessRow row) {
    seen.remove(row.pid());
    seen.put(row.pid(), row);
    if (seen.size() > ROWS_KEPT) {
      seen.remove(seen.keySet().iterator().next());
    }
  }

  private Kill tell(List<ProcessRow> gone, int open) {
    List<ProcessRow> ranked = gone.stream().sorted(ProcessTable.NEXT_FIRST).toList();
    List<ProcessRow> chosen = ranked.subList(0, (int) Math.min(pending, ranked.size()));
    StringBuilder text = new StringBuilder();
    if (chosen.isEmpty()) {
      text.append("The kernel killed somebody who had come and gone between two looks");
    } else {
      text.append("The kernel killed ").append(named(chosen)).append(": badness ");
      text.append(
          chosen.stream().map(row -> mb(row.badnessKb())).collect(Collectors.joining(", ")));
      text.append(" MB when last seen");
      last.row(gateway)
          .ifPresent(row -> text.append(", against the gateway's ").append(mb(row.badnessKb())));
    }
    text.append("; ").append(open).append(" of ").append(sessionsBefore).append(" sessions kept.");
    text.append(followers(ranked, chosen));
    text.append(" (The group's counter rose from ").append(before);
    text.append(" to ").append(counted).append(".)");
    String victim = chosen.isEmpty() ? "" : chosen.get(0).name();
    return new Kill(false, text.toString(), victim, open, sessionsBefore);
  }

  private String followers(List<ProcessRow> gone, List<ProcessRow> chosen) {
    List<ProcessRow> followed = new ArrayList<>();
    List<ProcessRow> beside = new ArrayList<>();
    for (ProcessRow row : gone.subList(chosen.size(), gone.size())) {
      boolean below = chosen.stream().anyMatch(victim -> last.isBelow(row, victim.pid()));
      (below ? followed : beside).add(row);
    }
    return (followed.isEmpty() ? "" : " It was not chosen, but followed: " + named(followed) + ".")
        + (beside.isEmpty() ? "" : " Gone as well: " + named(beside) + ".");
  }

  private String named(List<ProcessRow> rows) {
    return rows.stream().map(this::named).collect(Collectors.joining(" and "));
  }

  /** A browser's process with its browser. */
  private String named(ProcessRow row) {
    String program = row.name().split(" ", 2)[0];
    String of =
        row.name().equals(program)
            ? ""
            : last.rows().stream()
                .filter(other -> other.name().equals(program) && last.isBelow(row, other.pid()))
                .map(other -> " of " + program + " " + other.pid())
                .findFirst()
                .orElse("");
    return row.name() + " " + row.pid() + of;
  }

  private static String mb(long kb) {
    return String.format(Locale.ROOT, "%,d", Math.round(kb / 1024.0));
  }
}
