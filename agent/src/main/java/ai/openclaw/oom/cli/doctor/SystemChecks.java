package ai.openclaw.oom.cli.doctor;

import ai.openclaw.oom.cli.machine.Task;
import ai.openclaw.oom.group.GroupValue;

/** Whatever else on the machine has a say. */
final class SystemChecks {
  private SystemChecks() {}

  static Finding kernel(Patient patient) {
    String panic = value(patient, "panic_on_oom");
    String allocating = value(patient, "oom_kill_allocating_task");
    boolean limited = patient.groups.tightestLimit().state() == GroupValue.State.NUMBER;
    if (panic.equals("2") || panic.equals("1") && !limited) {
      return Finding.bad(
          "kernel",
          "vm.panic_on_oom " + panic,
          "the kernel does not kill anybody when memory runs out, it stops the machine",
          "sysctl vm.panic_on_oom=0");
    }
    if (!allocating.equals("0") && !allocating.isEmpty()) {
      String because =
          "where the whole machine runs out the kernel takes whoever asks, whatever the scores";
      String remedy = "sysctl vm.oom_kill_allocating_task=0";
      String text = "vm.oom_kill_allocating_task " + allocating;
      return limited
          ? Finding.limited("kernel", text, because, remedy)
          : Finding.bad("kernel", text, because, remedy);
    }
    return null;
  }

  private static String value(Patient patient, String name) {
    String text = patient.machine.text("proc/sys/vm/" + name);
    return text == null ? "" : text.trim();
  }

  static Finding killer(Patient patient) {
    for (Task task : patient.tasks.all()) {
      switch (task.name) {
        case "systemd-oomd":
          return Finding.limited(
              "killer",
              "systemd-oomd runs (pid " + task.pid + ")",
              "systemd-oomd kills whole groups, the JVM with its children, where a unit asks for it",
              "ManagedOOMSwap=auto and ManagedOOMMemoryPressure=auto for the unit and its slices, as"
                  + " oomctl shows");
        case "earlyoom":
        case "nohang":
          return Finding.note(
              "killer",
              task.name + " runs (pid " + task.pid + ")",
              "it goes by oom_score, as the kernel does, but may come first");
        default:
      }
    }
    return null;
  }

  static Finding proc(Patient patient) {
    String mounts = patient.machine.text("proc/self/mountinfo");
    String found = null;
    for (String line : mounts == null ? new String[0] : mounts.split("\n")) {
      String[] fields = line.split(" ");
      if (fields.length > 5 && fields[4].equals("/proc")) {
        found = line;
      }
    }
    if (found == null) {
      return null;
    }
    String options = found.split(" ")[5] + "," + found.substring(found.lastIndexOf(' ') + 1);
    StringBuilder how = new StringBuilder();
    for (String option : options.split(",")) {
      boolean hides =
          option.startsWith("hidepid=") && !option.endsWith("=0") && !option.endsWith("=off");
      if (option.equals("ro") || hides) {
        how.append(' ').append(option);
      }
    }
    if (how.length() == 0) {
      return null;
    }
    return Finding.note(
        "proc",
        "/proc" + how,
        how.indexOf(" ro") >= 0
            ? "no score can be written where /proc is read-only"
            : "processes of other users are not to be seen");
  }

  static Finding privileges(Patient patient) {
    Task task = patient.task;
    StringBuilder value = new StringBuilder();
    value.append(task.noNewPrivileges() == 1 ? "no_new_privs" : "");
    value.append(task.seccomp() > 0 ? (value.length() > 0 ? ", " : "") + "seccomp filter" : "");
    return value.length() == 0
        ? null
        : Finding.note("privileges", value.toString(), "neither keeps a child from raising itself");
  }

  static Finding unit(Patient patient) {
    if (!patient.machine.file("run/systemd/system").exists()) {
      return null;
    }
    String unit = unitOf(patient);
    if (unit == null) {
      return null;
    }
    String policy = patient.oomPolicy.apply(unit);
    if (policy == null || policy.isEmpty()) {
      return Finding.unknown(
          "unit",
          unit + ", OOMPolicy not told",
          "systemd's OOMPolicy for " + unit + " is not known");
    }
    return policy.equals("continue")
        ? Finding.ok("unit", unit + ", OOMPolicy=continue")
        : Finding.bad(
            "unit",
            unit + ", OOMPolicy=" + policy,
            "systemd stops " + unit + " when the kernel takes one of its processes",
            "OOMPolicy=continue in the unit");
  }

  private static String unitOf(Patient patient) {
    String groups =
        patient.machine.text(
            "proc/" + (patient.isRunning() ? patient.task.pid : "self") + "/cgroup");
    for (String line : groups == null ? new String[0] : groups.split("\n")) {
      if (line.startsWith("0::") || line.contains(":name=systemd:")) {
        String[] names = line.substring(line.lastIndexOf(':') + 1).split("/");
        for (int i = names.length - 1; i >= 0; i--) {
          if (names[i].endsWith(".service")) {
            return names[i];
          }
        }
      }
    }
    return null;
  }
}
