package ai.openclaw.oom.probe;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/** One build, from checking out to cleaning up: each child of it must answer as expected. */
final class Build {

  /** Of so many builds one runs out of memory. */
  private static final int ONE_GROWS = 10;

  private static final int SCRIPTS = 8;
  private static final int TESTS = 100;

  private static final String RAISED = "score=1000\n";
  private static final String SOURCE = "Main.java";

  /** Sorts numbers, and has more written than the end of the pipeline cares to read. */
  private static final String SCRIPT =
      "seq 1 \"$1\" | sort -rn | head -n 3; yes \"$1\" | head -n 2000 | wc -l;"
          + " echo \"error $1\" >&2; exit $(($1 % 100))";

  /** It reads what it is given: whoever writes to an ended child is told so, or not, by chance. */
  private static final String TEST = "cat >/dev/null; echo \"$1\"; exit $(($1 % 256))";

  private final int number;
  private final File folder;
  private final File profile;
  private final ExecutorService testers;
  private final Ledger ledger;
  private final Doomed doomed;

  /**
   * @param number different builds do different things
   * @param executor what is kept between the builds of an executor has its name
   */
  Build(int number, String executor, ExecutorService testers, Ledger ledger, Doomed doomed) {
    this.number = number;
    this.folder = new File("build-" + number).getAbsoluteFile();
    this.profile = new File(executor).getAbsoluteFile();
    this.testers = testers;
    this.ledger = ledger;
    this.doomed = doomed;
  }

  void run() throws IOException, InterruptedException {
    Files.createDirectory(folder.toPath());
    checkOut();
    compile();
    for (int i = 0; i < SCRIPTS; i++) {
      script(3 + number + i);
    }
    test();
    page();
    ledger.check("cancelled", "143", Build::cancelled);
    if (number % ONE_GROWS == 0) {
      ledger.check("grown", "true", doomed::growsUntilKilled);
    }
    ledger.check("rm", silent(), () -> run("rm", "-r", folder.getPath()));
  }

  private void checkOut() throws IOException {
    String source =
        "public class Main {\n"
            + "  public static void main(String[] args) {\n"
            + "    int n = Integer.parseInt(args[0]);\n"
            + "    System.out.println(\"build \" + n * n);\n"
            + "    System.exit(n % 100);\n"
            + "  }\n"
            + "}\n";
    Files.write(new File(folder, SOURCE).toPath(), ascii("// " + number + "\n" + source));
    git("", "init", "-q");
    git("", "add", SOURCE);
    git("", "commit", "-q", "-m", "Build " + number);
    git("Build " + number + "\n", "log", "--format=%s");
    git("// " + number + "\n" + source, "show", "HEAD:" + SOURCE);
  }

  private void git(String out, String... arguments) {
    List<String> command = new ArrayList<>(Arrays.asList("git", "-c", "init.defaultBranch=main"));
    // Else some commit at some time starts a maintenance that goes on behind it.
    command.addAll(Arrays.asList("-c", "gc.auto=0", "-c", "maintenance.auto=false"));
    command.addAll(Arrays.asList("-c", "user.name=agent", "-c", "user.email=agent@localhost"));
    command.addAll(Arrays.asList(arguments));
    ledger.check("git", expected(out, "", 0), () -> run(command.toArray(new String[0])));
  }

  /** With a compiler, and a JVM for what came out, as small as they can be. */
  private void compile() {
    String bin = System.getProperty("java.home") + "/bin/";
    String[] flags = {"-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};
    List<String> compiler = new ArrayList<>(Arrays.asList(bin + "javac"));
    Arrays.asList(flags).forEach(flag -> compiler.add("-J" + flag));
    compiler.add(SOURCE);
    ledger.check("javac", silent(), () -> run(compiler.toArray(new String[0])));
    List<String> program = new ArrayList<>(Arrays.asList(bin + "java"));
    program.addAll(Arrays.asList(flags));
    program.addAll(Arrays.asList("Main", "" + number));
    String out = "build " + number * number + "\n";
    ledger.check(
        "java", expected(out, "", number % 100), () -> run(program.toArray(new String[0])));
  }

  private void script(int n) {
    String out = RAISED + n + "\n" + (n - 1) + "\n" + (n - 2) + "\n2000\n";
    String expected = expected(out, "error " + n + "\n", n % 100);
    ledger.check("script", expected, () -> Child.run(Child.shell(SCRIPT, "" + n)));
  }

  private void test() throws InterruptedException {
    List<Callable<Void>> tests = new ArrayList<>();
    for (int i = 0; i < TESTS; i++) {
      int n = number * TESTS + i;
      tests.add(
          () -> {
            test(n);
            return null;
          });
    }
    testers.invokeAll(tests);
  }

  private void test(int n) {
    String input = String.join("", Collections.nCopies(n % 500, "input " + n + "\n"));
    if (n % 4 == 0) {
      ledger.check("cat", expected(input, "", 0), () -> run(input, new ProcessBuilder("cat")));
    } else if (n % 4 == 1) {
      ledger.check("expr", expected(n + 1 + "\n", "", 0), () -> run("expr", "" + n, "+", "1"));
    } else if (n % 4 == 2) {
      ledger.check("missing", "not there", () -> missing("not-there-" + n % 7));
    } else {
      String expected = expected(RAISED + n + "\n", "", n % 256);
      ledger.check("sh", expected, () -> run(input, Child.shell(TEST, "" + n)));
    }
  }

  private static String missing(String program) throws Exception {
    try {
      return Child.run(program).toString();
    } catch (IOException e) {
      return "not there";
    }
  }

  /** What the page's own script has made of it. */
  private void page() {
    String script = "<script>document.write(\"<p>\"+" + number + "*2+\"</p>\")</script>";
    String dom = "<p>" + number * 2 + "</p>";
    ProcessBuilder builder =
        Chromium.headless(profile, "--no-sandbox", "--dump-dom", "data:text/html," + script);
    // It complains about each thing that a machine without a desktop does not have.
    builder.redirectError(new File(profile + ".stderr"));
    String html = "<html><head>" + script + "</head><body>" + dom + "</body></html>\n";
    ledger.check("page", expected(html, "", 0), () -> Child.run(builder));
  }

  /** Its exit code. */
  private static int cancelled() throws Exception {
    Worker worker = new Worker();
    worker.send("started");
    worker.receive();
    return worker.cancel();
  }

  private Child run(String... command) throws Exception {
    return Child.run(new ProcessBuilder(command).directory(folder));
  }

  private static Child run(String input, ProcessBuilder builder) throws Exception {
    Process child = builder.start();
    try (OutputStream in = child.getOutputStream()) {
      in.write(ascii(input));
    }
    return Child.of(child);
  }

  private static String silent() {
    return expected("", "", 0);
  }

  private static String expected(String out, String err, int exit) {
    return Child.text(ascii(out), ascii(err), exit);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
