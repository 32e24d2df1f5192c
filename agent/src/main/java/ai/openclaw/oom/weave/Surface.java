package ai.openclaw.oom.weave;

/**
 * The table of spawn surfaces: which methods start processes. A new surface is a new row here and
 * an adapter of the same name in the hook room.
 */
public enum Surface {
  /** Every spawn of the JDK itself; the signature is the same in JDK 8 to 27. */
  PROCESS_IMPL(
      "java/lang/ProcessImpl",
      "start",
      "([Ljava/lang/String;Ljava/util/Map;Ljava/lang/String;"
          + "[Ljava/lang/ProcessBuilder$Redirect;Z)Ljava/lang/Process;");

  private static final Surface[] ALL = values();

  final String owner;
  final String className;
  final String method;
  final String descriptor;

  Surface(String owner, String method, String descriptor) {
    this.owner = owner;
    this.className = owner.replace('/', '.');
    this.method = method;
    this.descriptor = descriptor;
  }

  /**
   * The surface that a class holds.
   *
   * @param internalName the class's name with slashes
   * @return null for a class that starts no processes, which is nearly every class
   */
  public static Surface of(String internalName) {
    for (Surface surface : ALL) {
      if (surface.owner.equals(internalName)) {
        return surface;
      }
    }
    return null;
  }

  /**
   * Whether a loaded class holds a surface.
   *
   * @param className the class's name with dots, so that hundreds of names need not be rewritten
   */
  public static boolean isIn(String className) {
    for (Surface surface : ALL) {
      if (surface.className.equals(className)) {
        return true;
      }
    }
    return false;
  }
}
