package ai.openclaw.oom.cli.doctor;

/** One thing that the doctor looks at. */
interface Check {
  /**
   * @return null where the question does not arise
   */
  Finding look(Patient patient);
}
