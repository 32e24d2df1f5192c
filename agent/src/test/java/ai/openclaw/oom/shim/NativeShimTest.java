package ai.openclaw.oom.shim;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Ended;
import ai.openclaw.oom.Ready;
import ai.openclaw.oom.linux.CommandWait;
import ai.openclaw.oom.linux.Executables.Executable;
import ai.openclaw.oom.linux.FakeLinux;
import ai.openclaw.oom.log.Log;
import ai.openclaw.oom.spawn.Decision;
import ai.openclaw.oom.spawn.Outcome;
import ai.openclaw.oom.spawn.Plan;
import ai.openclaw.oom.spawn.Policy;
import ai.openclaw.oom.spawn.Reason;
import ai.openclaw.oom.spawn.Request;
import ai.openclaw.oom.spawn.Search;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which spawns the helper carries and how; until when it is used. */
class NativeShimTest {
  private static final String HELPER = "/opt/helper";
  private static final String MECHANISM = "jdk.lang.Process.launchMechanism";

  private final FakeLinux linux = new FakeLinux();
  private final NativeShim shim = new NativeShim(HELPER, 900, linux);
  private final HelperStart start = new HelperStart(shim, new CommandWait());

  @BeforeEach
  void layOut() {
    Log.setLevel("off");
    linux.files.putAll(Map.of(HELPER, Executable.RUNS, "/bin/x", Executable.RUNS));
  }

  @AfterEach
  void restore() {
    Log.setLevel("warn");
    System.clearProperty(MECHANISM);
  }

  private Plan plan(Request request) {
    Policy policy = new Policy(900, true, "", "");
    return new Decision(policy, List.of(shim), linux, linux).decide(request);
  }

  private static Request ofLibrary(String program, Search search) {
    return Request.ofEntries(
        program, new String[] {"zero", "a b"}, new String[] {"PATH=/bin"}, null, search);
  }

  private static Request ofJdk(String program) {
    return new Request(new String[] {program, "a b"}, Map.of(), false, null, true);
  }

  @Test
  void isAheadOfTheCommandWithScoreAndPath() {
    Plan plan = plan(ofLibrary("x", Search.LIBC));
    assertThat(plan.outcome()).isEqualTo(Outcome.WRAPPED_NATIVE);
    assertThat(plan.argv()).containsExactly(HELPER, "900", "/bin/x", "zero", "a b");
    assertThat(plan.environmentChanges()).isEmpty();
    assertThat(shim.outcome()).isEqualTo(Outcome.WRAPPED_NATIVE);
    assertThat(shim.path()).isEqualTo(HELPER);
    assertThat(shim.helper()).isEqualTo(HELPER);
  }

  @Test
  void theJdkStartsItByItselfAsLongAsThatIsUsable() {
    Plan plan = plan(ofJdk("x"));
    assertThat(plan.isRelayed()).isTrue();
    assertThat(plan.outcome()).isEqualTo(Outcome.WRAPPED_NATIVE);
    assertThat(plan(ofLibrary("x", Search.LIBC)).isRelayed()).isFalse();
    start.relay().stop();
    assertThat(plan(ofJdk("x")).argv()).containsExactly(HELPER, "900", "/bin/x", "x", "a b");
  }

  /** A failed start of the JDK's is repeated without it, whatever the file was. */
  @ParameterizedTest
  @CsvSource({
    "RUNS,   LIBC,         WRAPPED_NATIVE, ",
    "RUNS,   POSIX_SPAWNP, WRAPPED_NATIVE, ",
    "UNSURE, LIBC,         WRAPPED_NATIVE, ",
    "UNSURE, POSIX_SPAWNP, LEFT_TO_PARENT, COMMAND_NOT_KNOWN",
    "FAILS,  LIBC,         LEFT_TO_PARENT, COMMAND_NOT_KNOWN",
    "FAILS,  POSIX_SPAWNP, LEFT_TO_PARENT, COMMAND_NOT_KNOWN",
  })
  void ofALibrarysCommandsItCarriesThoseThatStart(
      Executable file, Search search, Outcome outcome, Reason reason) {
    linux.files.put("/bin/x", file);
    Plan plan = plan(ofLibrary("x", search));
    assertThat(plan.outcome()).isEqualTo(outcome);
    assertThat(plan.reason()).isEqualTo(reason);
    start.relay().stop();
    assertThat(plan(ofJdk("x")).outcome()).isEqualTo(Outcome.WRAPPED_NATIVE);
  }

  @Test
  void whatIsAnotherFileToEveryProcessIsNotCarriedForALibrary() {
    linux.files.put("/proc/self/exe", Executable.UNSURE);
    assertThat(plan(ofLibrary("/proc/self/exe", Search.LIBC)).reason())
        .isEqualTo(Reason.COMMAND_IS_SELF);
    start.relay().stop();
    assertThat(plan(ofJdk("/proc/self/exe")).isWrapped()).isTrue();
  }

  /** What was given as it is stays as it is; what was found has been decoded on the way. */
  @ParameterizedTest
  @CsvSource({
    "é,      true,  true",
    "é,      false, false",
    "/bin/é, false, true",
    "x,      false, true",
  })
  void aPathThatWasFoundMustSurviveDecoding(String program, boolean utf8, boolean carried) {
    linux.files.put("/bin/é", Executable.RUNS);
    linux.isUtf8 = utf8;
    Plan plan = plan(ofLibrary(program, Search.LIBC));
    assertThat(plan.isWrapped()).isEqualTo(carried);
    assertThat(plan.reason()).isEqualTo(carried ? null : Reason.COMMAND_NOT_ASCII);
  }

  @Test
  void onceGivenUpItCarriesNothing() {
    shim.giveUp();
    assertThat(shim.path()).isNull();
    assertThat(plan(ofJdk("x")).reason()).isEqualTo(Reason.NO_HELPER);
    assertThat(plan(ofLibrary("x", Search.LIBC)).reason()).isEqualTo(Reason.NO_HELPER);
    assertThat(shim.giveUpIfUnusable()).as("a second time").isFalse();
    start.startFailed();
    start.startedWithout(true, new IOException("x"));
    assertThat(start.relay().isUsable()).isTrue();
  }

  @Test
  void isGivenUpOnceItCannotBeExecuted() {
    assertThat(shim.giveUpIfUnusable()).isFalse();
    start.startFailed();
    assertThat(shim.helper()).isEqualTo(HELPER);
    linux.files.put(HELPER, Executable.UNSURE);
    assertThat(shim.giveUpIfUnusable()).isTrue();
    assertThat(shim.helper()).isNull();
  }

  @Test
  void aFailedStartTellsThatItHasGone() {
    linux.files.remove(HELPER);
    start.startFailed();
    assertThat(shim.helper()).isNull();
  }

  /** As long as it has never been seen to work, the way ahead of jspawnhelper is to blame. */
  @Test
  void aStartThatSucceedsWithoutItTellsOfAPolicy() {
    start.startedWithout(true, new IOException("error=13, Permission denied"));
    assertThat(start.relay().isUsable()).isFalse();
    assertThat(shim.helper()).isEqualTo(HELPER);
    start.startedWithout(false, new IOException("error=13, Permission denied\nmore"));
    assertThat(shim.helper()).isNull();
  }

  @Test
  void ofAProvenWayItIsTheHelper() {
    assertThat(start.relay().isProven()).isFalse();
    start.relay().prove();
    assertThat(start.relay().isProven()).isTrue();
    start.startedWithout(true, new IOException("error=1, Operation not permitted"));
    assertThat(shim.helper()).isNull();
    assertThat(start.relay().isUsable()).isTrue();
  }

  /** It tells whether it was ended, and its streams whether they were closed. */
  private static final class Watched extends Ended {
    final List<String> calls = new ArrayList<>();

    Watched() {
      super(0);
    }

    @Override
    public Process destroyForcibly() {
      calls.add("destroyed");
      return this;
    }

    @Override
    public OutputStream getOutputStream() {
      return new ByteArrayOutputStream() {
        @Override
        public void close() throws IOException {
          calls.add("stdin");
          throw new IOException("its other end has gone");
        }
      };
    }

    @Override
    public InputStream getInputStream() {
      return stream("stdout");
    }

    @Override
    public InputStream getErrorStream() {
      return stream("stderr");
    }

    private InputStream stream(String name) {
      return new ByteArrayInputStream(new byte[0]) {
        @Override
        public void close() {
          calls.add(name);
        }
      };
    }
  }

  /** A shell in the place of the helper, which calls itself as that does when its exec fails. */
  @Test
  void whatCouldNotBeExecutedLeavesNothingBehind(@TempDir Path folder) throws Exception {
    Path helper = Files.copy(Path.of("/bin/sh").toRealPath(), folder.resolve("helper"));
    HelperStart real =
        new HelperStart(new NativeShim(helper.toString(), 900, linux), new CommandWait());
    Process failed = Ready.failedHelper(helper);
    Process command = new ProcessBuilder("sleep", "60").start();
    try {
      Watched watched = new Watched();
      assertThat(real.isCommandRunning(watched, command.pid())).isTrue();
      assertThat(watched.calls).isEmpty();
      assertThat(real.isCommandRunning(watched, failed.pid())).isFalse();
      assertThat(watched.calls).containsExactly("destroyed", "stdin", "stdout", "stderr");
      shim.giveUp();
      assertThat(start.isCommandRunning(watched, failed.pid())).isTrue();
    } finally {
      failed.destroyForcibly().waitFor();
      command.destroyForcibly().waitFor();
    }
  }
}
