package ai.openclaw.oom.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Ready;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the real kernel, with real children; and what it says elsewhere, written down. */
@Timeout(60) // A child that does not get ready would hang these tests.
class ProcProcessesTest {
  private static final long OWN = ProcessHandle.current().pid();
  private static final int NOBODY = Integer.MAX_VALUE;

  private final ProcProcesses processes = new ProcProcesses();
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  /** A shell that is sure to have executed, with nothing but this environment. */
  private Process shell(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", Ready.SCRIPT, "sh"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = Ready.start(builder);
    started.add(process);
    return process;
  }

  private static long ownThread() throws IOException {
    String self = Files.readSymbolicLink(Path.of("/proc/thread-self")).toString();
    assertThat(self).startsWith(OWN + "/task/");
    return Long.parseLong(self.substring(self.lastIndexOf('/') + 1));
  }

  private static long lastPidOfLoad() throws IOException {
    String load = Files.readString(Path.of("/proc/loadavg")).trim();
    return Long.parseLong(load.substring(load.lastIndexOf(' ') + 1));
  }

  @Test
  void tellsTheLastPid() throws IOException {
    long before;
    long told;
    long after;
    do {
      before = lastPidOfLoad();
      told = processes.lastPid();
      after = lastPidOfLoad();
      // Else they have begun anew in between.
    } while (after < before);
    assertThat(told).isBetween(before, after);
    try (BufferedReader limit = Files.newBufferedReader(Path.of("/proc/sys/kernel/pid_max"))) {
      assertThat(processes.pidLimit()).isEqualTo(Long.parseLong(limit.readLine()));
    }
  }

  @Test
  void aThreadThatHasJustBeenStartedHasNearlyTheLastPid() throws Exception {
    AtomicReference<Boolean> ours = new AtomicReference<>();
    AtomicReference<Boolean> expected = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              ours.set(processes.isLastPidOurs());
              try {
                long own = ownThread();
                expected.set(lastPidOfLoad() >= own && lastPidOfLoad() - own < 1000);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    thread.join();
    assertThat(ours.get()).isEqualTo(expected.get());
  }

  @ParameterizedTest
  @CsvSource({
    "100,   100,   true",
    "100,   2099,  true",
    "100,   2100,  false",
    "100,   99,    false",
    // The pids have begun anew.
    "32000, 1231,  true",
    "32000, 1232,  false",
    "1,     1,     true",
    "0,     0,     false",
    "-1,    0,     false",
  })
  void theLastPidIsOursIfItIsNotFarFromTheThreads(long own, long last, boolean ours) {
    assertThat(ProcProcesses.isJustBefore(own, last, 32768)).isEqualTo(ours);
  }

  @ParameterizedTest
  @CsvSource({
    "'Name:|x~NSpid:|4711~VmRSS:|1 kB~',      true",
    "'Name:|x~NSpid:|4711|12~VmRSS:|1 kB~',   false",
    "'Name:|x~NSpid:|4711|12|1~VmRSS:|1 kB~', false",
    "'Name:|x~VmRSS:|1 kB~',                  false",
    "'Name:|x~NSpid:|4711',                   false",
    "'',                                      false",
  })
  void itsNamespaceIsTheJvmsIfThatHasOnePid(String status, boolean own) {
    assertThat(ProcProcesses.hasOnePid(lines(status))).isEqualTo(own);
  }

  @ParameterizedTest
  @CsvSource({
    "'Name:|x~CapEff:|0000000001000000~Cap:|~', true",
    "'Name:|x~CapEff:|000001ffffffffff~Cap:|~', true",
    "'Name:|x~CapEff:|ffffffffffffffff~Cap:|~', true",
    "'Name:|x~CapEff:|000001fffeffffff~Cap:|~', false",
    "'Name:|x~CapEff:|0000000002800000~Cap:|~', false",
    "'Name:|x~CapEff:|0000000000000000~Cap:|~', false",
    "'Name:|x~CapEff:|0000000001000000',        false",
    "'Name:|x~',                                false",
  })
  void everythingMayBeLoweredWithOneCapability(String status, boolean may) {
    assertThat(ProcProcesses.hasSysResource(lines(status))).isEqualTo(may);
  }

  private static String lines(String text) {
    return text.replace('~', '\n').replace('|', '\t');
  }

  @Test
  void tellsItsOwnSurroundings() throws IOException {
    String status = Files.readString(Path.of("/proc/self/status"));
    assertThat(processes.isOwnNamespace()).isEqualTo(status.matches("(?s).*\nNSpid:\t\\d+\n.*"));
    String effective = status.replaceAll("(?s).*\nCapEff:\t(\\w+)\n.*", "$1");
    boolean bit = (Long.parseUnsignedLong(effective, 16) & 1L << 24) != 0;
    assertThat(processes.mayLowerAnything()).isEqualTo(bit);
  }

  @Test
  void listsAllProcessesInTheirOrder() throws IOException {
    shell(Map.of());
    TreeSet<Long> before = numbersInProc();
    long[] pids = processes.pids();
    TreeSet<Long> after = numbersInProc();
    TreeSet<Long> always = new TreeSet<>(before);
    always.retainAll(after);
    TreeSet<Long> ever = new TreeSet<>(before);
    ever.addAll(after);
    assertThat(pids).isSorted().doesNotHaveDuplicates();
    List<Long> listed = LongStream.of(pids).boxed().toList();
    assertThat(listed).containsAll(always).contains(OWN, started.get(0).pid());
    // What came and went between the two looks may be there, too, but nobody else.
    assertThat(listed).filteredOn(pid -> pid <= ever.last()).hasSizeLessThan(ever.size() + 100);
  }

  private static TreeSet<Long> numbersInProc() throws IOException {
    TreeSet<Long> pids = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("[0-9]+"))
          .forEach(name -> pids.add(Long.parseLong(name)));
    }
    return pids;
  }

  @Test
  void knowsAProcessFromAThreadAndFromNobody() throws Exception {
    Process child = shell(Map.of());
    ProcessEntry entry = processes.process(child.pid());
    assertThat(entry.pid).isEqualTo(child.pid());
    assertThat(entry.parent).isEqualTo(OWN);
    assertThat(entry.name).isEqualTo("sh");
    assertThat(entry.resident()).isGreaterThan(10_000);
    assertThat(processes.process(NOBODY)).isNull();
    AtomicReference<Long> own = new AtomicReference<>();
    AtomicReference<ProcessEntry> seen = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                own.set(ownThread());
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
              seen.set(processes.process(own.get()));
            });
    thread.start();
    thread.join();
    assertThat(seen.get()).isNull();
  }

  @Test
  void knowsItsOwnChildrenAndItself() throws IOException {
    Process child = shell(Map.of());
    assertThat(processes.child(child.pid()).isSameAs(processes.process(child.pid()))).isTrue();
    assertThat(processes.child(1)).isNull();
    assertThat(processes.child(OWN)).isNull();
    assertThat(processes.child(NOBODY)).isNull();
    ProcessEntry own = processes.own();
    assertThat(own.pid).isEqualTo(OWN);
    assertThat(own.startTime).isLessThanOrEqualTo(processes.child(child.pid()).startTime);
  }

  @Test
  void countsWhatItReadsOfEnvironments() throws IOException {
    Process one = shell(Map.of("A", "1"));
    Process other = shell(Map.of("B", "22", "C", ""));
    assertThat(processes.environmentOf(one.pid(), "A")).isEqualTo("1");
    assertThat(processes.environmentOf(one.pid(), "X")).isNull();
    assertThat(processes.environmentBytes()).isEqualTo(8);
    assertThat(processes.environmentOf(other.pid(), "X")).isNull();
    assertThat(processes.environmentBytes()).isEqualTo(16);
    assertThat(processes.environmentOf(NOBODY, "X")).isNull();
    assertThat(processes.environmentBytes()).isEqualTo(16);
  }

  @Test
  void tellsExecutableAndArguments() throws IOException {
    String longest = "x".repeat(20_000);
    Process child = shell(Map.of(), "a b", longest, "é");
    assertThat(processes.executableOf(child.pid()))
        .isEqualTo(Path.of("/bin/sh").toRealPath().toString());
    assertThat(processes.commandLineOf(child.pid()))
        .startsWith("/bin/sh\0-c\0echo; read x\0sh\0a b\0" + longest + "\0")
        .endsWith("\u00c3\u00a9\0");
    assertThat(processes.executableOf(NOBODY)).isNull();
    assertThat(processes.commandLineOf(NOBODY)).isNull();
  }

  @Test
  void ofEndlessArgumentsItReadsTheBeginning() throws IOException {
    String large = "x".repeat(100_000);
    Process child = shell(Map.of(), large, large, large);
    assertThat(processes.commandLineOf(child.pid())).hasSize(256 * 1024);
  }

  @Test
  void knowsWhoHasMappedWhat() throws IOException {
    Process child = shell(Map.of());
    String shell = "/" + Path.of("/bin/sh").toRealPath().getFileName();
    assertThat(processes.hasMapped(child.pid(), shell)).isTrue();
    assertThat(processes.hasMapped(child.pid(), "/libjvm.so")).isFalse();
    assertThat(processes.hasMapped(OWN, "/libjvm.so")).isTrue();
    assertThat(processes.hasMapped(OWN, "/libjvm")).as("its path ends in it").isFalse();
    assertThat(processes.hasMapped(OWN, shell)).isFalse();
    assertThat(processes.hasMapped(NOBODY, "/libjvm.so")).isFalse();
  }
}
