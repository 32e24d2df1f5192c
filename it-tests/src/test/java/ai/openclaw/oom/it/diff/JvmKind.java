package ai.openclaw.oom.it.diff;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a whole JVM has in common, with which its children begin.
 *
 * @param start options of {@code start.c}; {@code @} stands for the run's own folder
 * @param environment its entries, in Latin-1, so that every byte can be said
 * @param path null for a JVM without {@code PATH}
 * @param pathIsPlain whether every shell would find in {@code PATH} what the JDK finds
 */
record JvmKind(
    String name,
    List<String> start,
    List<String> environment,
    String path,
    boolean pathIsPlain,
    List<String> options) {

  private static final String LAUNCH = "-Djdk.lang.Process.launchMechanism=";

  /** All kinds. Those that change the user need a root to start from. */
  static List<JvmKind> all(Path root) {
    String w = root.toString();
    String plain = w + "/missing:" + w + "/deny:" + w + "/bin:" + w + "/other:/usr/bin:/bin";
    String odd = ":" + w + "/deny/:" + w + "/pct%s::" + w + "/bin/:bin:" + w + "/other";
    JvmKind base =
        new JvmKind(
            "ordinary",
            List.of("-d", w + "/home"),
            List.of("HOME=" + w + "/home", "LC_ALL=C.UTF-8", "MARK=1", "USER=somebody"),
            plain,
            true,
            List.of());
    List<JvmKind> kinds = new ArrayList<>();
    kinds.add(base);
    kinds.add(base.named("vfork").with(LAUNCH + "VFORK"));
    kinds.add(base.named("nohup").from("-i", "1", "-i", "2", "-b", "10", "-b", "28"));
    kinds.add(
        base.named("limited")
            .from("-m", "077", "-n", "5", "-B", "-C", "-t", "70000", "-o", "300")
            .from(
                "-l",
                "7:500:700",
                "-l",
                "4:0:0",
                "-l",
                "3:4194304:8388608",
                "-l",
                "8:65536:65536"));
    kinds.add(base.named("session, no new privileges").from("-S", "-P"));
    kinds.add(base.named("nobody").from("-u", "65534"));
    kinds.add(
        base.named("environment not whole")
            .and(
                "DOUBLE=1",
                "DOUBLE=2",
                "no equals sign",
                "",
                "=x",
                "=C:=1",
                "1BAD=1",
                "LATIN=\u00e4"));
    kinds.add(base.named("environment in Latin-1").and("LATIN=\u00e4\u00ff", "M=\u00c3\u00a4"));
    kinds.add(
        base.named("environment acted on")
            .and(
                "ENV=" + w + "/rc",
                "BASH_ENV=" + w + "/rc",
                "CDPATH=/:/tmp",
                "SHLVL=3",
                "_=/x",
                "OLDPWD=/"));
    kinds.add(base.named("variables of the shell").and("IFS=:", "OPTIND=3", "PS4=$(echo no)"));
    kinds.add(base.named("PWD is right").and("PWD=" + w + "/home", "OLDPWD=" + w));
    kinds.add(base.named("PWD is wrong").and("PWD=/nowhere", "SHLVL=x"));
    kinds.add(base.searching("no PATH", null, false));
    kinds.add(base.searching("odd PATH", odd, false));
    kinds.add(base.searching("empty PATH", "", false));
    kinds.add(new JvmKind("no environment", base.start, List.of(), null, false, base.options));
    kinds.add(base.named("deleted directory").from("-d", "@/" + Driver.GONE));
    kinds.add(
        base.named("POSIX locale").without("LC_ALL=C.UTF-8").with("-Dfile.encoding=ISO-8859-1"));
    kinds.add(base.named("bogus locale").without("LC_ALL=C.UTF-8").and("LC_ALL=bogus"));
    kinds.add(base.named("odd directory").from("-d", w + "/a dir").and("PWD=" + w + "/home"));
    // By default the helper comes ahead of jspawnhelper, in all other launches inside of argv.
    for (JvmKind kind : List.copyOf(kinds)) {
      if (kind.options.stream().noneMatch(option -> option.startsWith(LAUNCH))) {
        kinds.add(kind.named(kind.name + ", fork").with(LAUNCH + "FORK"));
      }
    }
    return kinds;
  }

  boolean needsRoot() {
    return start.contains("-u");
  }

  private JvmKind named(String newName) {
    return new JvmKind(newName, start, environment, path, pathIsPlain, options);
  }

  private JvmKind from(String... more) {
    return new JvmKind(name, joined(start, more), environment, path, pathIsPlain, options);
  }

  private JvmKind with(String... more) {
    return new JvmKind(name, start, environment, path, pathIsPlain, joined(options, more));
  }

  private JvmKind and(String... more) {
    return new JvmKind(name, start, joined(environment, more), path, pathIsPlain, options);
  }

  private JvmKind without(String entry) {
    List<String> rest = environment.stream().filter(e -> !e.equals(entry)).toList();
    return new JvmKind(name, start, rest, path, pathIsPlain, options);
  }

  private JvmKind searching(String newName, String newPath, boolean plain) {
    return new JvmKind(newName, start, environment, newPath, plain, options);
  }

  private static List<String> joined(List<String> first, String... more) {
    List<String> joined = new ArrayList<>(first);
    joined.addAll(List.of(more));
    return joined;
  }

  /** Writes the environment as {@code start} reads it. */
  Path writeEnvironment(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    if (path != null) {
      text.append("PATH=").append(path).append('\0');
    }
    environment.forEach(entry -> text.append(entry).append('\0'));
    Path file = folder.resolve("environ");
    return Files.write(file, text.toString().getBytes(ISO_8859_1));
  }
}
