package ai.openclaw.oom.shim;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.Needs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HashSet;
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

/** Which files are taken for the native helper. */
class HelperFileTest {
  private static final String ARCH =
      System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
  private static final String NAME = "oom-shim-" + ARCH;
  private static final String TMP = System.getProperty("java.io.tmpdir");

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
  }

  @Test
  void anIntactOneBesideTheJarIsTaken() throws IOException {
    assertThat(file.beside()).isEqualTo(beside.toRealPath().toString());
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
    assertThat(file.beside()).isNull();
    assertThat(file.installed(beside.toString(), true)).isNull();
  }

  @Test
  void otherContentsAreNotTaken() throws IOException {
    try (OutputStream out = Files.newOutputStream(beside, StandardOpenOption.APPEND)) {
      out.write(0);
    }
    assertThat(file.beside()).isNull();
  }

  @Test
  void oneThatOthersMayWriteToIsNotTaken() throws IOException {
    permit(beside, "rwxr-xrwx");
    assertThat(file.beside()).isNull();
    permit(beside, "rwxrwxr-x");
    assertThat(file.beside()).isNull();
    permit(beside, "rwxr-xr-x");
    permit(folder, "rwxr-xrwx");
    assertThat(file.beside()).isNull();
  }

  @Test
  void oneThatCannotBeExecutedIsNotTaken() throws IOException {
    permit(beside, "rw-r--r--");
    assertThat(file.beside()).isNull();
  }

  @Test
  void oneOfAnotherUserIsNotTaken() throws IOException {
    Needs.root("to give a file to somebody else");
    Files.setAttribute(beside, "unix:uid", 12345);
    assertThat(file.beside()).isNull();
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
