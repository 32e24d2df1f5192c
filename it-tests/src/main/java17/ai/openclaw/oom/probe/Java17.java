package ai.openclaw.oom.probe;

import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What JDKs from 17 on report about a start. */
public final class Java17 {

  private Java17() {}

  public static String flightRecorderShowsTheCommand() throws Exception {
    Path file = Files.createTempFile(Path.of(""), "recording", ".jfr");
    StringBuilder text = new StringBuilder();
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ProcessStart").withoutThreshold();
      recording.start();
      text.append(Child.run(Child.shell("exit 3", "an argument").directory(Path.of("/").toFile())));
      recording.stop();
      recording.dump(file);
    }
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      text.append('\n').append(event.getString("directory"));
      text.append(' ').append(event.getString("command"));
    }
    return text.toString();
  }
}
