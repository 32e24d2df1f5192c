package ai.openclaw.oom.hold;

import ai.openclaw.oom.linux.ProcessEntry;
import ai.openclaw.oom.linux.Processes;

/** The real processes, but for what is said of the last pid. */
final class SeenProcesses implements Processes {
  private final Processes real;
  private final boolean lastPidOurs;

  SeenProcesses(Processes real, boolean lastPidOurs) {
    this.real = real;
    this.lastPidOurs = lastPidOurs;
  }

  @Override
  public long lastPid() {
    return real.lastPid();
  }

  @Override
  public boolean isLastPidOurs() {
    return lastPidOurs;
  }

  @Override
  public boolean isOwnNamespace() {
    return real.isOwnNamespace();
  }

  @Override
  public long pidLimit() {
    return real.pidLimit();
  }

  @Override
  public long[] pids() {
    return real.pids();
  }

  @Override
  public ProcessEntry process(long pid) {
    return real.process(pid);
  }

  @Override
  public ProcessEntry child(long pid) {
    return real.child(pid);
  }

  @Override
  public ProcessEntry own() {
    return real.own();
  }

  @Override
  public String executableOf(long pid) {
    return real.executableOf(pid);
  }

  @Override
  public String commandLineOf(long pid) {
    return real.commandLineOf(pid);
  }

  @Override
  public boolean hasMapped(long pid, String name) {
    return real.hasMapped(pid, name);
  }

  @Override
  public boolean mayLowerAnything() {
    return real.mayLowerAnything();
  }

  @Override
  public String environmentOf(long pid, String name) {
    return real.environmentOf(pid, name);
  }

  @Override
  public long environmentBytes() {
    return real.environmentBytes();
  }
}
