package ai.openclaw.oom.cli.doctor;

import java.util.ArrayList;
import java.util.List;

/** All findings, and what they come to. */
public final class Diagnosis {
  private static final Check[] CHECKS = {
    JvmChecks::jvm,
    JvmChecks::agent,
    ScoreChecks::own,
    new ShimCheck(Trial.Way.NATIVE),
    new ShimCheck(Trial.Way.SHELL),
    new ShimCheck(Trial.Way.PARENT),
    GroupChecks::place,
    GroupChecks::limit,
    ScoreChecks::margin,
    GroupChecks::together,
    GroupChecks::high,
    SystemChecks::kernel,
    SystemChecks::killer,
    SystemChecks::unit,
    SystemChecks::proc,
    SystemChecks::privileges,
  };

  private final List<Finding> findings = new ArrayList<>();
  private final Ranking ranking;
  private final Patient patient;

  private Diagnosis(Patient patient) {
    this.patient = patient;
    for (Check check : CHECKS) {
      add(check.look(patient));
    }
    for (Finding finding : JvmChecks.variables(patient)) {
      add(finding);
    }
    ranking = patient.isRunning() ? new Ranking(patient) : null;
    if (ranking != null) {
      add(ranking.finding());
    }
  }

  public static Diagnosis of(Patient patient) {
    return new Diagnosis(patient);
  }

  private void add(Finding finding) {
    if (finding != null) {
      findings.add(finding);
    }
  }

  public List<Finding> findings() {
    return findings;
  }

  /** Null for a JVM to come. */
  public Ranking ranking() {
    return ranking;
  }

  /** The worst of all; {@link Verdict#NOTE} is as good as {@link Verdict#OK}. */
  public Verdict verdict() {
    Verdict worst = Verdict.OK;
    for (Finding finding : findings) {
      worst = finding.verdict.compareTo(worst) > 0 ? finding.verdict : worst;
    }
    return worst == Verdict.NOTE ? Verdict.OK : worst;
  }

  /** The sentence that answers whether the JVM will be spared. */
  public String answer() {
    Verdict verdict = verdict();
    String reason = "";
    for (Finding finding : findings) {
      if (finding.verdict == verdict && finding.because != null && reason.isEmpty()) {
        reason = finding.because;
      }
    }
    String question = "Will the JVM be spared? ";
    switch (verdict) {
      case BAD:
        return question + "No: " + reason + ".";
      case LIMITED:
        return question + "In part: " + reason + ".";
      case UNKNOWN:
        return question + "That cannot be told: " + reason + ".";
      default:
        return question + "Yes, " + yes() + ".";
    }
  }

  private String yes() {
    boolean limited = patient.groups.tightestLimit().isNumber();
    return (patient.isRunning() ? "as long as" : "with the agent, as long as")
        + " a raised child is there to go first"
        + (limited
            ? ""
            : ", against its own children: no memory group limits it, and others of the"
                + " machine may ask for all that there is");
  }
}
