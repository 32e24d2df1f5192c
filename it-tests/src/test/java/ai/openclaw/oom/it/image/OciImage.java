package ai.openclaw.oom.it.image;

import ai.openclaw.oom.it.Places;
import ai.openclaw.oom.it.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An image that was built, unpacked as the specification has it: an index, and blobs named by their
 * digests.
 */
record OciImage(Path directory, JsonNode index, JsonNode manifest, JsonNode config) {
  private static final JsonMapper JSON = new JsonMapper();

  /** As GNU tar lists one: type and mode, owner, size, time, name. */
  private static final Pattern LISTED =
      Pattern.compile(
          "(?m)^(\\S{10}) (\\d+/\\d+) +\\d+ (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d) (.*)$");

  /** A file or folder of a layer. */
  record Entry(String mode, String owner, String time, String name) {}

  /**
   * @param platform {@code amd64} or {@code arm64}
   */
  static OciImage of(String platform) throws IOException {
    Path tar =
        Places.REPOSITORY.resolve("agent/image/target/openclaw-oom-agent-" + platform + ".tar");
    Path directory = Places.newDirectory("image-" + platform);
    Tool.run("tar", "-xf", tar.toString(), "-C", directory.toString());
    JsonNode index = JSON.readTree(directory.resolve("index.json").toFile());
    JsonNode manifest = read(directory, index.get("manifests").get(0));
    return new OciImage(directory, index, manifest, read(directory, manifest.get("config")));
  }

  private static JsonNode read(Path directory, JsonNode descriptor) {
    return JSON.readTree(blob(directory, descriptor).toFile());
  }

  private static Path blob(Path directory, JsonNode descriptor) {
    return directory
        .resolve("blobs")
        .resolve(descriptor.get("digest").asString().replace(':', '/'));
  }

  List<Path> blobs() throws IOException {
    try (var files = Files.list(directory.resolve("blobs/sha256"))) {
      return files.toList();
    }
  }

  List<Path> layers() {
    List<Path> layers = new ArrayList<>();
    manifest.get("layers").forEach(layer -> layers.add(blob(directory, layer)));
    return layers;
  }

  List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Path layer : layers()) {
      String list = Tool.said("env", "TZ=UTC", "tar", "-tvzf", layer.toString(), "--numeric-owner");
      LISTED.matcher(list).results().map(OciImage::entry).forEach(entries::add);
    }
    return entries;
  }

  private static Entry entry(MatchResult line) {
    return new Entry(line.group(1), line.group(2), line.group(3), line.group(4));
  }

  /** Lays one layer upon the other, as a container's root; owners only where that is allowed. */
  void unpack(Path root) throws IOException {
    for (Path layer : layers()) {
      Tool.run("tar", "-xpzf", layer.toString(), "--numeric-owner", "-C", root.toString());
    }
  }
}
