package ai.openclaw.oom.it.diff;

import ai.openclaw.oom.it.diff.Spawn.Api;
import ai.openclaw.oom.it.diff.Spawn.Ending;
import ai.openclaw.oom.it.diff.Stage.Variables;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes spawns: mostly such that start, of every sort that an application may come up with, and
 * some of every sort that fails. The same seed and index give the same spawn.
 */
final class Generator {
  private final long seed;
  private final String root;
  private final Failing failing;

  /**
   * @param root the fixture's folder
   */
  Generator(long seed, String root) {
    this.seed = seed;
    this.root = root;
    this.failing = new Failing(root);
  }

  /**
   * Gives the spawn of that number.
   *
   * @param hasPath whether the JVM has a {@code PATH}; without one the system's own programs would
   *     be found
   */
  Spawn spawn(int index, boolean hasPath) {
    Dice dice = new Dice(seed, index);
    Api api =
        dice.of(Api.RUNTIME, Api.PIPELINE, Api.BUILDER, Api.BUILDER, Api.BUILDER, Api.BUILDER);
    List<Stage> stages = new ArrayList<>();
    int count = api == Api.PIPELINE ? 2 + dice.below(2) : 1;
    for (int i = 0; i < count; i++) {
      stages.add(stage(dice, api, i == 0, i == count - 1, hasPath));
    }
    int last = dice.below(100);
    Ending ending =
        last < 80 ? Ending.BY_ITSELF : last < 92 ? Ending.DESTROY : Ending.DESTROY_FORCIBLY;
    int mode = Spawn.STAY;
    if (ending == Ending.BY_ITSELF) {
      mode = dice.below(4) | (dice.chance(10) ? Spawn.SIGNAL : 0);
      // A pipeline is read to its end, or chance would decide how much each of it could write.
      mode |= api == Api.PIPELINE ? Spawn.ECHO : 0;
    }
    int code = dice.chance(66) ? 0 : dice.below(256);
    if ((mode & Spawn.SIGNAL) != 0) {
      code = dice.of(1, 2, 6, 9, 15);
    }
    return new Spawn(index, api, stages, ending, mode, code);
  }

  private Stage stage(Dice dice, Api api, boolean first, boolean last, boolean hasPath) {
    if (api == Api.BUILDER && dice.chance(2)) {
      List<String> command = List.of(dice.of(root + "/bin/probe", "probe"), filling(dice));
      return new Stage(null, command, null, Variables.INHERITED, "pipe", "pipe", "pipe");
    }
    String directory = dice.chance(35) ? directory(dice) : null;
    List<String> command = new ArrayList<>();
    Failing.Way way = dice.chance(16) ? failing.way(dice) : null;
    if (way != null) {
      command.addAll(way.command());
      directory = way.directory() == null ? directory : way.directory();
      if (way.takesArguments()) {
        Arguments.add(dice, command);
      }
    } else {
      directory = running(dice, command, directory, hasPath);
      if (dice.chance(97)) {
        Arguments.add(dice, command);
      } else {
        Arguments.addLong(dice, command);
      }
    }
    return redirected(dice, api, first, last, way, command, directory);
  }

  private Stage redirected(
      Dice dice,
      Api api,
      boolean first,
      boolean last,
      Failing.Way way,
      List<String> command,
      String directory) {
    String in = "pipe";
    String out = "pipe";
    String err = "pipe";
    if (api != Api.RUNTIME) {
      in = first ? dice.of("pipe", "pipe", "file", "inherit") : in;
      out = last ? dice.of("pipe", "pipe", "pipe", "file", "append", "inherit", "discard") : out;
      err = dice.of("pipe", "pipe", "pipe", "merge", "file", "append", "inherit", "discard");
    }
    String sort = way == null ? null : way.sort();
    if (api == Api.BUILDER && way == null && dice.chance(3)) {
      boolean input = dice.chance(50);
      in = input ? "missing" : in;
      out = input ? out : "missing";
      sort = input ? "input file missing" : "output folder missing";
    }
    return new Stage(sort, command, directory, Environments.of(dice, root), in, out, err);
  }

  private static String filling(Dice dice) {
    return Filling.MARK + (dice.below(1000) - 200);
  }

  private String directory(Dice dice) {
    return dice.of(
        root, root + "/bin", root + "/a dir", "/", root + "/bin/../other", ".", "..", root + "/");
  }

  /** Adds the name of something that runs, and gives the directory to run it in. */
  private String running(Dice dice, List<String> command, String directory, boolean hasPath) {
    int way = dice.below(100);
    if (way < 22) {
      command.add(root + "/bin/" + dice.of(Fixture.NAMES));
    } else if (way < 58) {
      command.add(dice.of(hasPath ? Fixture.NAMES : Fixture.OWN_NAMES));
    } else if (way < 62) {
      command.add(dice.of("only-other", "denied-first", "only-percent", "linked"));
    } else if (way < 72) {
      command.add(
          dice.of("./probe", "../bin/kill", ".//probe", "../other/true", "./-dash", "../bin/a=b"));
      return dice.of(root + "/bin", root + "/a dir");
    } else if (way < 75) {
      command.add("bin/" + dice.of(Fixture.NAMES));
      return root;
    } else if (way < 77) {
      // Relative to the JVM's own directory, or to none if another is given.
      command.add("../bin/probe");
    } else if (way < 84) {
      command.add(root + "/links/" + dice.of(Fixture.LINKS));
    } else if (way < 93) {
      command.add(root + "/scripts/" + dice.of(Fixture.SCRIPTS));
    } else if (way < 95) {
      command.add(dice.of("probe-by-sh", "probe-headless"));
    } else if (way < 97) {
      command.add(root + "//bin/./" + dice.of(Fixture.NAMES));
    } else if (way < 98) {
      command.add(root + "/setuid/probe");
    } else if (way < 99) {
      command.add(root + "/unreadable/probe");
    } else {
      command.add(dice.of("/proc/self/exe", root + "/links/self", "/proc/self/cwd/../bin/probe"));
    }
    return directory;
  }
}
