package ai.openclaw.oom.it.image;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.oom.it.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Opens the images as they are shipped. */
class ImageIT {
  private static final String FOLDER = "drwxr-xr-x ";
  private static final String PROGRAM = "-rwxr-xr-x ";
  private static final String FILE = "-rw-r--r-- ";

  @ParameterizedTest
  @ValueSource(strings = {"amd64", "arm64"})
  void holdsTheAgentAndNothingElse(String platform) throws IOException {
    assertThat(OciImage.of(platform).entries())
        .extracting(entry -> entry.mode() + " " + entry.name())
        .containsExactlyInAnyOrder(
            FOLDER + "bin/",
            PROGRAM + "bin/cp",
            PROGRAM + "bin/oom-copy",
            FOLDER + "licenses/",
            FILE + "licenses/LICENSE",
            FILE + "licenses/asm-LICENSE",
            FILE + "licenses/byte-buddy-LICENSE",
            FILE + "licenses/byte-buddy-NOTICE",
            FILE + "licenses/commons-cli-NOTICE",
            FOLDER + "openclaw/",
            PROGRAM + "openclaw/oom-guard-aarch64",
            PROGRAM + "openclaw/oom-guard-x86_64",
            PROGRAM + "openclaw/oom-shim-aarch64",
            PROGRAM + "openclaw/oom-shim-x86_64",
            FILE + "openclaw/openclaw-oom-agent.jar",
            FOLDER + "sbom/",
            FILE + "sbom/openclaw-oom-agent.cdx.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"amd64", "arm64"})
  void belongsToRootAndTellsNoTimeOfItsOwn(String platform) throws IOException {
    OciImage image = OciImage.of(platform);
    assertThat(image.entries()).extracting(OciImage.Entry::owner).containsOnly("0/0");
    assertThat(image.entries()).extracting(OciImage.Entry::time).hasSizeGreaterThan(9);
    List<String> times = image.entries().stream().map(OciImage.Entry::time).distinct().toList();
    assertThat(times).hasSize(1);
    String created = image.config().get("created").asString();
    assertThat(created.replace('T', ' ')).startsWith(times.get(0));
    assertThat(image.config().get("history"))
        .allSatisfy(step -> assertThat(step.get("created").asString()).isEqualTo(created));
  }

  @ParameterizedTest
  @ValueSource(strings = {"amd64", "arm64"})
  void saysWhatItIs(String platform) throws IOException {
    OciImage image = OciImage.of(platform);
    assertThat(image.manifest().get("mediaType").asString())
        .isEqualTo("application/vnd.oci.image.manifest.v1+json");
    assertThat(image.index().get("manifests")).hasSize(1);
    assertThat(image.config().get("os").asString()).isEqualTo("linux");
    assertThat(image.config().get("architecture").asString()).isEqualTo(platform);
    JsonNode container = image.config().get("config");
    assertThat(container.get("User").asString()).isEqualTo("65534:65534");
    assertThat(container.get("Entrypoint").toString()).isEqualTo("[\"/bin/oom-copy\"]");
    assertThat(container.get("Env").toString()).isEqualTo("[\"PATH=/bin\"]");
    assertThat(container.has("Cmd")).isFalse();
  }

  /** Who reads it trusts the digests; who pulls both platforms pulls the agent once. */
  @Test
  void blobsAreNamedByTheirDigestsAndTheAgentIsOneLayer() throws Exception {
    OciImage image = OciImage.of("amd64");
    for (Path blob : image.blobs()) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(blob));
      assertThat(HexFormat.of().formatHex(digest)).isEqualTo(blob.getFileName().toString());
    }
    List<String> layers = names(image);
    List<String> others = names(OciImage.of("arm64"));
    assertThat(layers).hasSize(2);
    assertThat(others).hasSize(2).first().isEqualTo(layers.get(0));
    assertThat(others.get(1)).isNotEqualTo(layers.get(1));
  }

  private static List<String> names(OciImage image) {
    return image.layers().stream().map(layer -> layer.getFileName().toString()).toList();
  }

  @ParameterizedTest
  @CsvSource({"amd64, x86_64", "arm64, aarch64"})
  void filesAreThoseThatWereBuilt(String platform, String architecture) throws IOException {
    Path root = Places.newDirectory("root");
    OciImage.of(platform).unpack(root);
    for (Path file : List.of(Places.agent(), Places.helper(), Places.guard())) {
      assertThat(root.resolve("openclaw").resolve(file.getFileName())).hasSameBinaryContentAs(file);
    }
    Path program = Places.REPOSITORY.resolve("agent/src/main/native/oom-copy-" + architecture);
    assertThat(root.resolve("bin/cp")).hasSameBinaryContentAs(program);
    assertThat(root.resolve("bin/oom-copy")).hasSameBinaryContentAs(program);
  }

  @Test
  void billOfMaterialsNamesWhatIsInTheJarAndNothingOfThisBuild() throws IOException {
    Path root = Places.newDirectory("root");
    OciImage.of("amd64").unpack(root);
    Path file = root.resolve("sbom/openclaw-oom-agent.cdx.json");
    JsonNode bill = new JsonMapper().readTree(file.toFile());
    List<String> components = new ArrayList<>();
    bill.get("components").forEach(one -> components.add(one.get("name").asString()));
    assertThat(components)
        .containsExactlyInAnyOrder("byte-buddy", "byte-buddy-agent", "commons-cli");
    assertThat(bill.at("/metadata/component/version").asString())
        .isEqualTo(bill.at("/metadata/component/purl").asString().replaceAll(".*@|\\?.*", ""));
    assertThat(bill.at("/metadata").has("timestamp")).isFalse();
    assertThat(file).content().doesNotContain(Places.REPOSITORY.toString());
  }
}
