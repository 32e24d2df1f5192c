package ai.openclaw.oom.it.diff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Ways in which a start fails, or in which only {@code /bin/sh} can make something of a file. */
final class Failing {

  /**
   * One of them.
   *
   * @param sort what it shows, in words
   * @param directory null if any will do
   */
  record Way(String sort, List<String> command, String directory, boolean takesArguments) {}

  /** The one that only the kernel knows: whether somebody else holds a file open for writing. */
  static final String BUSY = "program open for writing";

  private final List<Way> ways = new ArrayList<>();
  private final String root;

  /**
   * @param root the fixture's folder
   */
  Failing(String root) {
    this.root = root;
    names();
    files();
    interpreters();
    directories();
    lengths();
    arguments();
  }

  Way way(Dice dice) {
    return dice.of(ways);
  }

  private void names() {
    fails("missing, by its path", root + "/bin/missing");
    fails("missing, by its name", "missing");
    fails("missing, by a relative path", "./missing");
    fails("only not executable in PATH", "denied-only");
    fails("empty name", "");
    fails("blank name", " ");
    fails("line break as name", "\n");
    fails("NUL in the name", "with\u0000nul");
    fails("slash after a file", root + "/bin/probe/");
    fails("slash and dot after a file", root + "/bin/probe/.");
    fails("below a file", root + "/bin/probe/below");
    fails("symbolic link to itself", root + "/links/loop");
    fails("symbolic link to nothing", root + "/links/nowhere");
  }

  private void files() {
    fails("a folder", root + "/a dir");
    fails("a folder, with a slash", root + "/a dir/");
    fails("the root", "/");
    fails("the current folder", ".");
    fails("not executable", root + "/bad/no-x");
    fails("loader missing", root + "/bad/no-loader");
    fails(BUSY, root + "/bad/busy");
    fails("a device", "/dev/null");
    fails("a pipe", root + "/bad/fifo");
    fails("in a closed folder", root + "/secret/probe");
    for (String name : List.of("truncated", "short", "foreign", "empty", "null", "text", "old")) {
      fails("no program: " + name, root + "/bad/" + name);
    }
  }

  private void interpreters() {
    fails("interpreter missing", root + "/scripts/bad-missing");
    fails("interpreter not executable", root + "/scripts/bad-no-x");
    fails("interpreter is the script itself", root + "/scripts/bad-loop");
    fails("interpreter is a folder", root + "/scripts/bad-directory");
    fails("interpreters too deep", root + "/scripts/bad-deep");
    fails("no interpreter named", root + "/scripts/bad-empty");
    fails("interpreter ends in CR", root + "/scripts/bad-crlf");
    fails("interpreter's name too long", root + "/scripts/bad-long");
    fails("interpreter is relative", root + "/scripts/bad-relative");
  }

  private void directories() {
    fails("folder missing", root + "/missing", List.of("probe"));
    fails("folder is a file", root + "/bin/probe", List.of(root + "/bin/probe"));
    fails("folder closed", root + "/secret", List.of(root + "/bin/probe"));
    fails("folder's name empty", "", List.of("probe"));
    fails("NUL in the folder's name", root + "/no\u0000where", List.of("probe"));
  }

  private void lengths() {
    fails("name too long", "n".repeat(256));
    fails("name too long in a path", root + "/bad/" + "n".repeat(256));
    fails("path too long", root + "/d".repeat(2100));
    fails("one argument too long", null, List.of("probe", "x".repeat(131_072)));
    List<String> tooLong = new ArrayList<>(List.of("probe"));
    // More than the kernel takes in all, where the stack's limit is the usual 8 MiB.
    tooLong.addAll(Collections.nCopies(17, "x".repeat(131_000)));
    fails("all arguments too long", null, tooLong);
  }

  private void arguments() {
    fails("NUL in an argument", null, List.of("probe", "nul\u0000in argument"));
    List<String> nothing = new ArrayList<>(List.of("probe"));
    nothing.add(null);
    fails("null as argument", null, nothing);
    fails("no command", null, List.of());
  }

  private void fails(String sort, String command) {
    ways.add(new Way(sort, List.of(command), null, true));
  }

  private void fails(String sort, String directory, List<String> command) {
    ways.add(new Way(sort, command, directory, false));
  }
}
