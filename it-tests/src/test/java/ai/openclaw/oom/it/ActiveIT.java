package ai.openclaw.oom.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.probe.Active;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What {@code openclaw.oom.active} says, and whether it is so. */
class ActiveIT {
  /** The classes that a spawn needs. */
  private static final String ROOMS = "ai/openclaw/oom/rooms";

  @EachJdk
  void isTrueWhereChildrenAreRaised(Jdk jdk) throws Exception {
    assertThat(new JavaRun(jdk).agent("").main(Active.class).run())
        .succeeded()
        .printed("true\nchild 1000\ntrue\n")
        .saidNothing();
  }

  @Test
  void isNotThereWithoutTheAgent() throws Exception {
    String expected = "null\nchild " + Score.OWN + "\nnull\n";
    assertThat(new JavaRun(Jdks.running()).agent("enabled=no").main(Active.class).run())
        .succeeded()
        .printed(expected);
  }

  /** A parent JVM that hands its properties on must not switch the agent off. */
  @Test
  void isNotTakenFromAParent() throws Exception {
    JavaRun run = new JavaRun(Jdks.running()).options("-Dopenclaw.oom.active=true");
    assertThat(run.agent("").main(Active.class).run())
        .succeeded()
        .printed("true\nchild 1000\ntrue\n")
        .saidNothing();
  }

  /** As the jar was that the build left beside the real one. */
  @EachJdk
  void isFailedWhereNothingCouldBeWoven(Jdk jdk) throws Exception {
    JavaRun run = new JavaRun(jdk);
    Path jar = run.directory().resolve("broken.jar");
    copyWithoutRooms(jar);
    run.options(JavaRun.agentOption(jar, "")).main(Active.class);
    assertThat(run.run())
        .succeeded()
        .printed("true\nchild " + Score.OWN + "\nfailed\n")
        .saidOnce("\\[openclaw-oom] .*ProcessImpl is left alone, its children are not raised: .*");
  }

  private static void copyWithoutRooms(Path jar) throws IOException {
    try (ZipFile in = new ZipFile(Places.agent().toFile());
        OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (ZipEntry entry : Collections.list(in.entries())) {
        if (!entry.getName().equals(ROOMS)) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          try (InputStream content = in.getInputStream(entry)) {
            content.transferTo(out);
          }
        }
      }
    }
  }
}
