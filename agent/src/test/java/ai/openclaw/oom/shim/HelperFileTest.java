package ai.openclaw.oom.shim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

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
    assertEquals(beside.toRealPath().toString(), file.beside());
    assertEquals(beside.toRealPath().toString(), file.installed(beside.toString(), true));
  }

  @Test
  void aLinkIsFollowedToTheFileThatTheKernelShows() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), beside);
    assertEquals(beside.toRealPath().toString(), file.installed(link.toString(), true));
  }

  @Test
  void aMissingOneIsNotTaken() throws IOException {
    Files.delete(beside);
    assertNull(file.beside());
    assertNull(file.installed(beside.toString(), true));
  }

  @Test
  void otherContentsAreNotTaken() throws IOException {
    try (OutputStream out = Files.newOutputStream(beside, StandardOpenOption.APPEND)) {
      out.write(0);
    }
    assertNull(file.beside());
  }

  @Test
  void oneThatOthersMayWriteToIsNotTaken() throws IOException {
    permit(beside, "rwxr-xrwx");
    assertNull(file.beside());
    permit(beside, "rwxrwxr-x");
    assertNull(file.beside());
    permit(beside, "rwxr-xr-x");
    permit(folder, "rwxr-xrwx");
    assertNull(file.beside());
  }

  @Test
  void oneThatCannotBeExecutedIsNotTaken() throws IOException {
    permit(beside, "rw-r--r--");
    assertNull(file.beside());
  }

  @Test
  void oneOfAnotherUserIsNotTaken() throws IOException {
    Needs.root("to give a file to somebody else");
    Files.setAttribute(beside, "unix:uid", 12345);
    assertNull(file.beside());
  }

  @Test
  void aPrivateFolderIsMadeAndReused() throws IOException {
    System.setProperty("java.io.tmpdir", folder.toString());
    String unpacked = file.unpacked();
    Path helper = Path.of(unpacked);
    assertEquals("rwx------", permissions(helper.getParent()));
    assertEquals("r-x------", permissions(helper));
    assertEquals(-1, Files.mismatch(beside, helper));
    assertEquals(unpacked, file.unpacked());
    assertEquals(1, helper.getParent().toFile().list().length, "no part is left");
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
        assertEquals(1, unpacked.size(), unpacked::toString);
        assertEquals(-1, Files.mismatch(beside, Path.of(unpacked.iterator().next())));
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
    assertNull(file.unpacked());
    permit(made, "rwx------");
    Files.move(made, folder.resolve("elsewhere"));
    Files.createSymbolicLink(made, folder.resolve("elsewhere"));
    assertNull(file.unpacked());
  }

  @Test
  void aTamperedOneInThePrivateFolderIsNotUsed() throws IOException {
    System.setProperty("java.io.tmpdir", folder.toString());
    Path helper = Path.of(file.unpacked());
    permit(helper, "rwx------");
    Files.write(helper, new byte[] {1});
    assertNull(file.unpacked());
  }

  @Test
  void nothingIsPutWhereNothingCanBePut() {
    System.setProperty("java.io.tmpdir", "/proc");
    assertNull(file.unpacked());
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
