package ai.openclaw.oom.it.fault;

import static ai.openclaw.oom.it.fault.Way.AHEAD;
import static ai.openclaw.oom.it.fault.Way.IN_ARGV;

import ai.openclaw.oom.it.Tool;
import ai.openclaw.oom.probe.Steps;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Of the helper beside the jar, and of the jar. */
final class HelperFaults {
  private static final List<Way> NATIVE = List.of(AHEAD, IN_ARGV);
  private static final List<Way> ALL = List.of(Way.values());
  private static final String ENDED =
      "(watching children (ended|failed in part), .*|children are watched, but in part: )"
          + ".*NoClassDefFoundError: .*";
  private static final String CONTENTS = "its contents are not those that this agent carries";
  private static final String OTHERS = "others may write to .*";

  private HelperFaults() {}

  static List<Fault> all() {
    return Stream.of(helpers(), jars()).flatMap(List::stream).toList();
  }

  private static List<Fault> helpers() {
    return List.of(
        helper("is missing", "rm", "rm \"$1\""),
        notUsed("is truncated", "truncate", "truncate -s 500 \"$1\"", CONTENTS),
        notUsed("is empty", "truncate", "truncate -s 0 \"$1\"", CONTENTS),
        notUsed(
            "is altered",
            "one byte of it",
            "printf x | dd of=\"$1\" bs=1 seek=300 conv=notrunc",
            CONTENTS),
        notUsed("is another program", "a link to /bin/true", "ln -sf /bin/true \"$1\"", CONTENTS),
        helper(
            "lies elsewhere",
            "a link to a copy",
            "mkdir \"$1.d\" && mv \"$1\" \"$1.d/x\" && ln -s \"$1.d/x\" \"$1\""),
        helper("is a link to nowhere", "a link", "ln -sf /none \"$1\""),
        notUsed("may be written by others", "chmod 757", "chmod 757 \"$1\"", OTHERS),
        notUsed("is in a folder open to others", "chmod 777", "chmod 777 \"${1%/*}\"", OTHERS),
        notUsed(
            "belongs to somebody else",
            "chown 65534",
            "chown 65534 \"$1\"",
            ".* belongs to user 65534, neither root nor the JVM's"),
        notUsed(
            "may not be executed",
            "chmod 644",
            "chmod 644 \"$1\"",
            "it cannot be executed; is the file system mounted noexec\\?"),
        Fault.of(
                "the helper is open for writing",
                "a descriptor, from the second start on",
                scene ->
                    scene
                        .ownAgent()
                        .steps(Steps.CAT, "hold " + scene.helper())
                        .then(Steps.CAT, Steps.SCORE, "/none", Steps.CAT))
            .says(
                NATIVE,
                "the native helper .* is no longer used: .*Text file busy.*; sh is used .*"));
  }

  /** As root, on the helper's path. */
  private static Fault helper(String name, String made, String script) {
    return Fault.of(
        "the helper " + name,
        made,
        scene -> Tool.run("sh", "-ec", script, "sh", scene.ownAgent().helper().toString()));
  }

  private static Fault notUsed(String name, String made, String script, String why) {
    return helper(name, made, script)
        .says(NATIVE, "the native helper .* is not used: " + why + "; sh is used .*");
  }

  private static List<Fault> jars() {
    return List.of(
        jar("is deleted before the first start", "delete", false, HelperFaults::deleted)
            .says(NATIVE, "the native helper .* is not used: .*NoSuchFile.*; sh is used .*"),
        jar("is replaced before the first start", "rename", false, HelperFaults::replaced),
        jar("is overwritten before the first start", "write", false, HelperFaults::overwritten)
            .notRaised(Way.values())
            .says(ALL, "java.lang.ProcessImpl is left alone, its children are not raised: .*"),
        jar("is deleted after the first start", "delete", true, HelperFaults::deleted),
        jar("is replaced after the first start", "rename", true, HelperFaults::replaced),
        jar("is overwritten after the first start", "write", true, HelperFaults::overwritten)
            .says(ALL, ENDED)
            .atTimes(),
        jar("is emptied after the first start", "truncate", true, HelperFaults::emptied)
            .says(ALL, ENDED)
            .atTimes());
  }

  private interface Change {
    String step(Scene scene) throws Exception;
  }

  private static Fault jar(String name, String made, boolean isLate, Change change) {
    return Fault.of(
        "the jar " + name,
        made,
        scene -> {
          scene.ownAgent().steps(isLate ? new String[] {Steps.CAT} : new String[0]);
          scene.then(change.step(scene), Steps.CAT, Steps.SCORE, "ls /none", "/none", Steps.CAT);
        });
  }

  private static String deleted(Scene scene) {
    return Steps.delete(scene.jar().toString());
  }

  private static String replaced(Scene scene) throws IOException {
    return Steps.move(other(scene), scene.jar().toString());
  }

  private static String overwritten(Scene scene) throws IOException {
    return Steps.overwrite(other(scene), scene.jar().toString());
  }

  private static String emptied(Scene scene) {
    return Steps.overwrite("/dev/null", scene.jar().toString());
  }

  /** The same agent as another build of it: nothing lies where it did. */
  private static String other(Scene scene) throws IOException {
    Path other = scene.jar().resolveSibling("other.jar");
    try (ZipFile in = new ZipFile(scene.jar().toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(other))) {
      List<? extends ZipEntry> entries = new ArrayList<>(Collections.list(in.entries()));
      Collections.reverse(entries);
      for (ZipEntry entry : entries) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        try (InputStream content = in.getInputStream(entry)) {
          content.transferTo(out);
        }
      }
    }
    return other.toString();
  }
}
