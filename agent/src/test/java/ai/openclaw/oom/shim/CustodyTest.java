package ai.openclaw.oom.shim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.oom.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In whose hands a path is, level by level. */
class CustodyTest {
  private static final int SOMEBODY = 65534;

  @TempDir private Path temporary;
  private Path upper;
  private Path lower;
  private Path file;

  @BeforeEach
  void layOut() throws IOException {
    temporary = temporary.toRealPath();
    upper = Files.createDirectory(temporary.resolve("upper"));
    lower = Files.createDirectory(upper.resolve("lower"));
    file = Files.createFile(lower.resolve("file"));
    mode(upper, 0755);
    mode(lower, 0755);
    mode(file, 0755);
  }

  @Test
  void whatNobodyElseCanWriteToIsInGoodHands() throws IOException {
    assertThat(Custody.fault(file)).isNull();
    assertThat(Custody.fault(lower)).isNull();
    assertThat(Custody.fault(Path.of("/"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0775", "0757", "0777", "2775", "0722"})
  void aFolderThatOthersMayWriteToIsNot(String mode) throws IOException {
    for (Path folder : new Path[] {lower, upper}) {
      mode(folder, Integer.parseInt(mode, 8));
      assertThat(Custody.fault(file)).isEqualTo("others may write to " + folder);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1777", "1775", "3775"})
  void aStickyFolderMayBeWrittenTo(String mode) throws IOException {
    mode(upper, Integer.parseInt(mode, 8));
    mode(lower, Integer.parseInt(mode, 8));
    assertThat(Custody.fault(file)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0775", "0757", "1777"})
  void aFileThatOthersMayWriteToIsNot(String mode) throws IOException {
    mode(file, Integer.parseInt(mode, 8));
    assertThat(Custody.fault(file)).isEqualTo("others may write to " + file);
  }

  @ParameterizedTest
  @CsvSource({"upper, 0755", "upper, 1777", "upper/lower, 0755", "upper/lower, 1755"})
  void aFolderOfSomebodyElseIsNot(String folder, String mode) throws IOException {
    Needs.root("to give a folder to somebody else");
    give(temporary.resolve(folder), SOMEBODY);
    mode(temporary.resolve(folder), Integer.parseInt(mode, 8));
    assertThat(Custody.fault(file))
        .isEqualTo(
            temporary.resolve(folder) + " belongs to user 65534, neither root nor the JVM's");
  }

  @Test
  void aFileOfSomebodyElseIsNot() throws IOException {
    Needs.root("to give a file to somebody else");
    give(file, (int) 4294967294L);
    assertThat(Custody.fault(file))
        .isEqualTo(file + " belongs to user 4294967294, neither root nor the JVM's");
  }

  @Test
  void aLinkOnTheWayIsNot() throws IOException {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), upper);
    assertThat(Custody.fault(link.resolve("lower/file"))).isEqualTo(link + " is a link");
  }

  @Test
  void whatIsNotThereCannotBeLookedAt() {
    assertThatThrownBy(() -> Custody.fault(lower.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aPrivateFolderIsOpenToItsUserAlone() throws IOException {
    mode(lower, 0700);
    assertThat(Custody.isPrivateFolder(lower)).isTrue();
    mode(lower, 02700);
    assertThat(Custody.isPrivateFolder(lower)).isTrue();
    Path link = Files.createSymbolicLink(upper.resolve("link"), lower);
    assertThat(Custody.isPrivateFolder(link)).isFalse();
    mode(file, 0700);
    assertThat(Custody.isPrivateFolder(file)).isFalse();
    mode(lower, 0710);
    assertThat(Custody.isPrivateFolder(lower)).isFalse();
  }

  private static void mode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
  }

  private static void give(Path path, int user) throws IOException {
    Files.setAttribute(path, "unix:uid", user);
  }
}
