package ai.openclaw.oom.demo.group;

import ai.openclaw.oom.group.GroupPlace;
import ai.openclaw.oom.group.GroupValue;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the demo asks the kernel of groups, with an exception where there is no answer. */
public final class KernelGroup {
  private KernelGroup() {}

  /**
   * The folders in which this process might make a group, the highest first: the higher, the fewer
   * foreign limits.
   *
   * @param version 1 or 2
   * @throws IOException if no such hierarchy is in sight
   */
  static List<Path> parents(int version) throws IOException {
    GroupPlace place = GroupPlace.find(new File("/"), "self", version);
    if (place.folders().isEmpty()) {
      return List.of(mountPoint(place));
    }
    List<Path> parents = new ArrayList<>(place.folders().stream().map(File::toPath).toList());
    Collections.reverse(parents);
    return parents;
  }

  /**
   * Where the unified hierarchy is mounted.
   *
   * @throws IOException if it is not
   */
  static Path unified() throws IOException {
    return mountPoint(GroupPlace.find(new File("/"), "self", 2));
  }

  private static Path mountPoint(GroupPlace place) throws IOException {
    if (place.mountPoint() == null) {
      throw new IOException(place.problem().why());
    }
    return place.mountPoint().toPath();
  }

  /**
   * The folder of a process's own group.
   *
   * @throws IOException if it is not in sight
   */
  public static Path own(GroupPlace place) throws IOException {
    if (!place.ownInSight()) {
      throw new IOException(place.problem().toString());
    }
    return place.folders().get(0).toPath();
  }

  /**
   * A number.
   *
   * @throws IOException with the file and the reason if it is not known
   */
  public static long number(GroupValue value) throws IOException {
    if (!value.isNumber()) {
      throw new IOException(value.toString());
    }
    return value.number();
  }
}
