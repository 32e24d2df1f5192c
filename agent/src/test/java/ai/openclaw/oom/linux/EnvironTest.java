package ai.openclaw.oom.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Needs;
import ai.openclaw.oom.Ready;
import ai.openclaw.oom.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Environments of real children, some of them no honest ones. */
@Timeout(120) // A child that does not get ready would hang these tests.
class EnvironTest {
  private static final String NAME = "OPENCLAW_CHILD_OOM_SCORE_ADJ";

  /** What {@code perl} has to know to point its environment at a text of so many megabytes. */
  private static final String HUGE =
      "my ($prctl, $brk, $megabytes) = @ARGV;"
          + " my $text = 'A' x ($megabytes << 20);"
          + " open my $file, '<', '/proc/self/stat' or die;"
          + " my $line = <$file>; $line =~ s/^.*\\) //;"
          + " my @stat = split ' ', $line;"
          + " sub field { 0 + $stat[$_[0] - 3] }"
          + " my $at = unpack 'J', pack 'P', $text;"
          + " my $map = pack 'Q12 L l', field(26), field(27), field(45), field(46), field(47),"
          + "   syscall(0 + $brk, 0), field(28), field(48), field(49), $at, $at + length $text,"
          + "   0, 0, -1;"
          + " $| = 1;"
          + " print syscall(0 + $prctl, 35, 14, $map, length $map, 0) ? \"$!\\n\" : \"ready\\n\";"
          + " <STDIN>;";

  @Test
  void findsAVariableWhereverItStands() throws Exception {
    for (int length : List.of(0, 8190, 8192, 100_000)) {
      Map<String, String> environment = Map.of("A", "x".repeat(length), NAME, " off ", "Z", "1");
      assertThat(valueIn(environment)).isEqualTo(" off ");
    }
  }

  @Test
  void findsNoOtherVariable() throws Exception {
    assertThat(valueIn(Map.of("X" + NAME, "off", NAME + "X", "off", "A", NAME + "=off"))).isNull();
    assertThat(valueIn(Map.of())).isNull();
    assertThat(valueIn(Map.of(NAME, "off" + " ".repeat(300)))).isNull();
    assertThat(valueIn(Map.of(NAME, ""))).isEmpty();
  }

  private static String valueIn(Map<String, String> environment) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", Ready.SCRIPT);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = Ready.start(builder);
    try {
      return new ProcProcesses().environmentOf(process.pid(), NAME);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** As a file shows them; the kernel's shows them like this. */
  @Test
  void readsUpToAValueAndNoFurther(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("environ");
    Environ environ = new Environ(NAME);
    Files.writeString(file, "A=1\0" + NAME + "=off\0Z=" + "z".repeat(20_000) + "\0");
    assertThat(environ.read(file.toString())).isEqualTo("off");
    assertThat(environ.length()).as("one piece").isEqualTo(8192);
    Environ longest = new Environ(NAME);
    Files.writeString(file, NAME + "=" + "v".repeat(256) + "\0");
    assertThat(longest.read(file.toString())).isEqualTo("v".repeat(256));
    Files.writeString(file, NAME + "=" + "v".repeat(257) + "\0");
    assertThat(new Environ(NAME).read(file.toString())).isNull();
    Files.writeString(file, NAME + "=off");
    assertThat(new Environ(NAME).read(file.toString())).as("without its end").isNull();
    assertThat(new Environ(NAME).read(folder + "/none")).isNull();
  }

  @Test
  void givesUpWhereNoHonestEnvironmentEnds(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("environ");
    String entry = "\0" + NAME + "=off\0";
    Files.writeString(file, "x".repeat(Environ.LONGEST - entry.length()) + entry);
    assertThat(new Environ(NAME).read(file.toString())).isEqualTo("off");
    Environ environ = new Environ(NAME);
    Files.writeString(file, "x".repeat(Environ.LONGEST) + entry);
    assertThat(environ.read(file.toString())).isNull();
    assertThat(environ.length()).isEqualTo(Environ.LONGEST);
  }

  /** A child of root's and one of nobody's; the JVM has far less memory than they show it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "setpriv --reuid 65534 --regid 65534 --clear-groups "})
  void readsNoMoreThanAnHonestEnvironmentCanHave(String become) throws Exception {
    Needs.that(Files.isExecutable(Path.of("/usr/bin/perl")), "perl");
    if (!become.isEmpty()) {
      Needs.root("to become nobody");
      Needs.that(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv");
    }
    List<String> arguments = new ArrayList<>();
    if (!become.isEmpty()) {
      arguments.addAll(List.of(become.trim().split(" ")));
    }
    arguments.addAll(List.of("perl", "-e", HUGE));
    arguments.addAll(List.of(isArm() ? "167" : "157", isArm() ? "214" : "12", "256"));
    Run run = Run.of(Run.java(Looks.class, List.of("-Xmx40m"), arguments.toArray(String[]::new)));
    Needs.that(!run.out().contains("not permitted"), "PR_SET_MM_MAP: " + run.out());
    assertThat(run).isEqualTo(new Run(0, "ready\nhuge\nnull\n", ""));
  }

  private static boolean isArm() {
    return System.getProperty("os.arch").equals("aarch64");
  }

  /** Starts a command, and looks for a variable of its environment. */
  static final class Looks {
    public static void main(String[] command) throws Exception {
      Process process = new ProcessBuilder(command).start();
      System.out.println(process.inputReader().readLine());
      System.out.println(isHuge(process.pid()) ? "huge" : "small");
      System.out.println(new ProcProcesses().environmentOf(process.pid(), NAME));
      process.destroyForcibly().waitFor();
    }

    private static boolean isHuge(long pid) throws IOException {
      try (var in = Files.newInputStream(Path.of("/proc/" + pid + "/environ"))) {
        return in.readNBytes(Environ.LONGEST + 1).length > Environ.LONGEST;
      }
    }
  }
}
