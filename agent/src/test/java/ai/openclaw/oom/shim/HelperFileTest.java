package ai.openclaw.oom.shim;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Needs;
import ai.openclaw.oom.Run;
import ai.openclaw.oom.log.Log;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which files are taken for the native helper. */
class HelperFileTest {
  private static final String OS_ARCH = System.getProperty("os.arch");
  private static final String ARCH = OS_ARCH.equals("aarch64") ? "aarch64" : "x86_64";
  private static final String NAME = "oom-shim-" + ARCH;
  private static final String TMP = System.getProperty("java.io.tmpdir");

  private static final int SOMEBODY = 65534;
  private static final List<String> AS_SOMEBODY =
      List.of("/usr/bin/setpriv", "--reuid=" + SOMEBODY, "--regid=" + SOMEBODY, "--clear-groups");

  /** Moves the file, its folder or that one's folder away, and puts a script in its place. */
  private static final String EXCHANGE =
      """
      file=$0 folder=${0%/*}
      mv "$file" "$file.old" || mv "$folder" "$folder.old" \
          || mv "${folder%/*}" "${folder%/*}.old" || exit 1
      mkdir -p "$folder" && echo '#!/bin/sh
      echo "a script of somebody else, run by user $(id -u)"' > "$file" && chmod 755 "$file"
      """;

  @TempDir private Path folder;
  private Path beside;
  private HelperFile file;

  @BeforeEach
  void layOut() throws IOException {
    byte[] helper = Files.readAllBytes(Path.of("src/main/native", NAME));
    Path jar = folder.resolve("agent.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("ai/openclaw/oom/shim/" + NAME));
      out.write(helper);
    }
    beside = Files.write(folder.resolve(NAME), helper);
    permit(beside, "rwxr-xr-x");
    permit(folder, "rwxr-xr-x");
    file = new HelperFile(jar.toFile());
  }

  @AfterEach
  void restore() {
    System.setProperty("java.io.tmpdir", TMP);
    System.setProperty("os.arch", OS_ARCH);
    Log.setLevel("warn");
  }

  @Test
  void anIntactOneBesideTheJarIsTaken() throws IOException {
    assertThat(file.beside(false)).isEqualTo(beside.toRealPath().toString());
    assertThat(file.installed(beside.toString(), true)).isEqualTo(beside.toRealPath().toString());
  }

  @Test
  void aLinkIsFollowedToTheFileThatTheKernelShows() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), beside);
    assertThat(file.installed(link.toString(), true)).isEqualTo(beside.toRealPath().toString());
  }

  @Test
  void aMissingOneIsNotTaken() throws IOException {
    Files.delete(beside);
    assertThat(file.beside(false)).isNull();
    assertThat(file.installed(beside.toString(), true)).isNull();
  }

  @Test
  void otherContentsAreNotTaken() throws IOException {
    try (OutputStream out = Files.newOutputStream(beside, StandardOpenOption.APPEND)) {
      out.write(0);
    }
    assertThat(file.beside(false)).isNull();
  }

  @Test
  void oneThatOthersMayWriteToIsNotTaken() throws IOException {
    permit(beside, "rwxr-xrwx");
    assertThat(file.beside(false)).isNull();
    permit(beside, "rwxrwxr-x");
    assertThat(file.beside(false)).isNull();
    permit(beside, "rwxr-xr-x");
    permit(folder, "rwxr-xrwx");
    assertThat(file.beside(false)).isNull();
  }

  @Test
  void oneThatCannotBeExecutedIsNotTaken() throws IOException {
    permit(beside, "rw-r--r--");
    assertThat(file.beside(false)).isNull();
  }

  @Test
  void oneOfAnotherUserIsNotTaken() throws IOException {
    Needs.root("to give a file to somebody else");
    Files.setAttribute(beside, "unix:uid", 12345);
    assertThat(file.beside(false)).isNull();
  }

  @Test
  void saysWhyOneWouldNotBeUsed() throws IOException {
    assertThat(file.pathBeside()).isEqualTo(beside.toString());
    assertThat(file.faultOf(beside.toString())).isNull();
    assertThat(file.faultOf(folder + "/none")).isEqualTo(folder + "/none is not there");
    assertThat(file.faultOf(folder.toString())).isEqualTo("it is no file");
    permit(beside, "rw-r--r--");
    assertThat(file.faultOf(beside.toString())).startsWith("it cannot be executed");
    permit(beside, "rwxr-xr-x");
    byte[] content = Files.readAllBytes(beside);
    content[content.length - 1]++;
    Files.write(beside, content);
    assertThat(file.faultOf(beside.toString())).startsWith("its contents are not those");
    HelperFile jarless = new HelperFile(folder.resolve("none.jar").toFile());
    assertThat(jarless.faultOf(beside.toString())).contains("none.jar");
  }

  @Test
  void onAnotherArchitectureThereIsNone() {
    System.setProperty("os.arch", "riscv64");
    Log.setLevel("off");
    assertThat(file.pathBeside()).isNull();
    assertThat(file.beside(true)).isNull();
    assertThat(file.unpacked()).isNull();
    assertThat(file.installed(beside.toString(), true)).isNull();
    assertThat(file.faultOf(beside.toString())).isEqualTo("there is none for os.arch=riscv64");
  }

  @Test
  void eachArchitectureHasItsOwn() {
    for (String name : List.of("amd64", "x86_64", "aarch64")) {
      System.setProperty("os.arch", name);
      String expected = name.equals("aarch64") ? "oom-shim-aarch64" : "oom-shim-x86_64";
      assertThat(file.pathBeside()).isEqualTo(folder.resolve(expected).toString());
    }
  }

  /** A folder {@code way/folder} with the helper in it, as another user may find it. */
  private enum Layout {
    PLAIN(0755, 0, 0755, 0, true),
    STICKY(0755, 0, 01777, 0, true),
    BELOW_A_STICKY_ONE(01777, 0, 0755, 0, true),
    WRITABLE_BY_ALL(0755, 0, 0777, 0, false),
    WRITABLE_BY_THE_GROUP(0755, 0, 0775, 0, false),
    SOMEBODYS(0755, 0, 0755, SOMEBODY, false),
    STICKY_AND_SOMEBODYS(0755, 0, 01755, SOMEBODY, false),
    BELOW_ONE_WRITABLE_BY_ALL(0777, 0, 0755, 0, false),
    BELOW_ONE_WRITABLE_BY_THE_GROUP(0775, 0, 0755, 0, false),
    BELOW_SOMEBODYS(0755, SOMEBODY, 0755, 0, false);

    final int upperMode;
    final int upperOwner;
    final int lowerMode;
    final int lowerOwner;
    final boolean isSafe;

    Layout(int upperMode, int upperOwner, int lowerMode, int lowerOwner, boolean isSafe) {
      this.upperMode = upperMode;
      this.upperOwner = upperOwner;
      this.lowerMode = lowerMode;
      this.lowerOwner = lowerOwner;
      this.isSafe = isSafe;
    }

    Path make(Path parent) throws IOException {
      Path upper = Files.createDirectory(parent.resolve("way"));
      Path lower = Files.createDirectory(upper.resolve("folder"));
      for (Path folder : List.of(upper, lower)) {
        Files.setAttribute(folder, "unix:gid", SOMEBODY);
        Files.setAttribute(folder, "unix:uid", folder == upper ? upperOwner : lowerOwner);
        Files.setAttribute(folder, "unix:mode", folder == upper ? upperMode : lowerMode);
      }
      return lower;
    }
  }

  /** A thread that is being interrupted may be the first to spawn. */
  @Test
  void anInterruptCostsNothing() {
    System.setProperty("java.io.tmpdir", folder.toString());
    Thread.currentThread().interrupt();
    String unpacked = file.unpacked();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(unpacked).isNotNull();
  }

  private static void needSomebody() throws IOException {
    Needs.root("to give a folder to somebody else");
    Needs.that(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv");
  }

  @ParameterizedTest
  @EnumSource
  void nobodyElseCanExchangeAnInstalledOne(Layout layout) throws IOException {
    needSomebody();
    Path installed = Files.copy(beside, layout.make(folder).resolve(NAME));
    permit(installed, "rwxr-xr-x");
    assertNothingOfSomebodyElseRuns(layout, file.installed(installed.toString(), true), installed);
  }

  @ParameterizedTest
  @EnumSource
  void nobodyElseCanExchangeAnUnpackedOne(Layout layout) throws IOException {
    needSomebody();
    Path tmp = layout.make(folder);
    System.setProperty("java.io.tmpdir", tmp.toString());
    String unpacked = file.unpacked();
    if (unpacked != null) {
      assertNothingOfSomebodyElseRuns(layout, unpacked, Path.of(unpacked));
    } else {
      assertThat(layout.isSafe).isFalse();
      assertThat(tmp).as("nothing is put there").isEmptyDirectory();
    }
  }

  /** Between the check and the spawn another user does their worst. */
  private static void assertNothingOfSomebodyElseRuns(Layout layout, String taken, Path helper)
      throws IOException {
    List<String> exchanging = new ArrayList<>(AS_SOMEBODY);
    exchanging.addAll(List.of("sh", "-c", EXCHANGE, helper.toString()));
    Run exchange = Run.of(new ProcessBuilder(exchanging));
    List<String> command = List.of("/bin/echo", "the command");
    if (taken != null) {
      command = List.of(taken, "1000", "/bin/echo", "echo", "the command");
    }
    assertThat(Run.of(new ProcessBuilder(command))).isEqualTo(new Run(0, "the command\n", ""));
    assertThat(taken != null).as("the helper is taken").isEqualTo(layout.isSafe);
    assertThat(exchange.exit() != 0).as("it cannot be exchanged").isEqualTo(layout.isSafe);
  }

  @Test
  void theLineNamesTheFolderAndWhatIsWrongWithIt() throws IOException {
    Path at = Files.createDirectory(folder.resolve("open"));
    Files.setAttribute(at, "unix:mode", 0777);
    Path installed = Files.copy(beside, at.resolve(NAME));
    String jar = folder.resolve("agent.jar").toString();
    Path real = at.toRealPath();
    assertThat(Run.of(Run.java(Find.class, List.of(), jar, installed.toString())))
        .isEqualTo(
            new Run(
                0,
                "null",
                "[openclaw-oom] the native helper "
                    + installed
                    + " is not used: others may write to "
                    + real
                    + HelperFile.INSTEAD
                    + "\n"));
    Run unpacked = Run.of(Run.java(Find.class, List.of("-Djava.io.tmpdir=" + at), jar));
    assertThat(unpacked.out()).isEqualTo("null");
    assertThat(unpacked.err())
        .startsWith("[openclaw-oom] shim=native is not used: ")
        .endsWith("others may write to " + real + HelperFile.INSTEAD + "\n");
  }

  /** Prints what is found as the installed helper, or without a path as the unpacked one. */
  static final class Find {
    public static void main(String[] args) {
      HelperFile file = new HelperFile(new File(args[0]));
      System.out.print(args.length > 1 ? file.installed(args[1], true) : file.unpacked());
    }
  }

  @Test
  void aPrivateFolderIsMadeAndReused() throws IOException {
    System.setProperty("java.io.tmpdir", folder.toString());
    String unpacked = file.unpacked();
    Path helper = Path.of(unpacked);
    assertThat(permissions(helper.getParent())).isEqualTo("rwx------");
    assertThat(permissions(helper)).isEqualTo("r-x------");
    assertThat(helper).hasSameBinaryContentAs(beside);
    assertThat(file.unpacked()).isEqualTo(unpacked);
    assertThat(helper.getParent().toFile().list()).as("no part is left").hasSize(1);
  }

  @Test
  void manyMayMakeThePrivateFolderAtTheSameMoment() throws Exception {
    int count = 4;
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      for (int round = 0; round < 100; round++) {
        System.setProperty("java.io.tmpdir", Files.createTempDirectory(folder, "tmp").toString());
        CyclicBarrier barrier = new CyclicBarrier(count);
        Callable<String> unpacking =
            () -> {
              barrier.await();
              return file.unpacked();
            };
        Set<String> unpacked = new HashSet<>();
        for (Future<String> future : threads.invokeAll(Collections.nCopies(count, unpacking))) {
          unpacked.add(String.valueOf(future.get()));
        }
        assertThat(unpacked).hasSize(1);
        assertThat(Path.of(unpacked.iterator().next())).hasSameBinaryContentAs(beside);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aFolderThatIsNotPrivateIsNotUsed() throws IOException {
    System.setProperty("java.io.tmpdir", folder.toString());
    Path made = Path.of(file.unpacked()).getParent();
    permit(made, "rwxr-xr-x");
    assertThat(file.unpacked()).isNull();
    permit(made, "rwx------");
    Files.move(made, folder.resolve("elsewhere"));
    Files.createSymbolicLink(made, folder.resolve("elsewhere"));
    assertThat(file.unpacked()).isNull();
  }

  @Test
  void aTamperedOneInThePrivateFolderIsNotUsed() throws IOException {
    System.setProperty("java.io.tmpdir", folder.toString());
    Path helper = Path.of(file.unpacked());
    permit(helper, "rwx------");
    Files.write(helper, new byte[] {1});
    assertThat(file.unpacked()).isNull();
  }

  @Test
  void nothingIsPutWhereNothingCanBePut() {
    System.setProperty("java.io.tmpdir", "/proc");
    assertThat(file.unpacked()).isNull();
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
