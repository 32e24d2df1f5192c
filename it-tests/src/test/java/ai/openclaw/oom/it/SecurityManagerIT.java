package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.Guarded;
import java.nio.file.Files;
import java.nio.file.Path;

/** A policy that lets the application start one program, and the agent's jar nothing at all. */
class SecurityManagerIT {

  private static final String GONE = "no SecurityManager since 24";

  @EachJdk(to = 23, otherwise = GONE)
  void inForceFromTheStart(Jdk jdk) throws Exception {
    compare(jdk, "-Djava.security.manager");
  }

  @EachJdk(to = 23, otherwise = GONE)
  void setLater(Jdk jdk) throws Exception {
    // Before 12 it may always be set, and the value would be taken for the name of a class.
    compare(jdk, jdk.major() < 12 ? "-Dnothing" : "-Djava.security.manager=allow");
  }

  private static void compare(Jdk jdk, String manager) throws Exception {
    Outcome without = run(new JavaRun(jdk), manager);
    Outcome with = run(new JavaRun(jdk).agent(""), manager);
    assertThat(without)
        .hasScores(Score.OWN, Score.OWN)
        .out()
        .contains("access denied (\"java.io.FilePermission\" \"/bin/ls\"");
    assertThat(with).hasScores(Score.TARGET, Score.TARGET);
    assertThat(Outcome.withoutScores(with.out())).isEqualTo(Outcome.withoutScores(without.out()));
    assertThat(withoutSharingWarning(with.err())).isEqualTo(without.err());
  }

  /** The price of a manager in force: the agent then has to be on the boot class path. */
  private static String withoutSharingWarning(String err) {
    return err.replaceAll(
        ".* VM warning: Sharing is only supported for boot loader classes.*\n", "");
  }

  private static Outcome run(JavaRun run, String manager) throws Exception {
    Path policy =
        Files.writeString(
            run.directory().resolve("policy"),
            """
            grant codeBase "file:%s/it-tests/target/classes/" {
              permission java.io.FilePermission "/bin/cat", "execute";
              permission java.io.FilePermission "/no/such/command", "execute";
              permission java.lang.RuntimePermission "setSecurityManager";
            };
            """
                .formatted(Places.REPOSITORY));
    run.unmeasured().options(manager, "-Djava.security.policy==" + policy);
    return run.main(Guarded.class).run().successful();
  }
}
