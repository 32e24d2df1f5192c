package ai.openclaw.oom.weave;

/**
 * The table of spawn surfaces: which methods start processes. A new surface is a new row here and,
 * at the same place, in the outer loader's {@code Gate} and {@code SpawnTransformer}, and an
 * adapter of the same name in the surface room.
 */
enum Surface {
  /**
   * Every spawn of the JDK itself; the signature is the same in OpenJDK 8 to 27. SapMachine has had
   * one more parameter since 2024.
   */
  PROCESS_IMPL(
      "java/lang/ProcessImpl",
      "start",
      "([Ljava/lang/String;Ljava/util/Map;Ljava/lang/String;"
          + "[Ljava/lang/ProcessBuilder$Redirect;Z)Ljava/lang/Process;",
      true),

  /** pty4j 0.8 to 0.13: terminals. Those before 0.12.3 are known by their source only. */
  PTY4J(
      "com/pty4j/unix/NativePtyExecutor",
      "execPty",
      "(Ljava/lang/String;[Ljava/lang/String;[Ljava/lang/String;Ljava/lang/String;"
          + "Ljava/lang/String;ILjava/lang/String;IZ)I",
      false),

  /** NuProcess 2 to 4. Of 4, 4.0.0 was tried by hand: Maven Central does not have it. */
  NUPROCESS(
      "com/zaxxer/nuprocess/linux/LinuxProcess",
      "prepareProcess",
      "(Ljava/util/List;[Ljava/lang/String;Ljava/nio/file/Path;)V",
      false),

  /** jnr-posix 3.0.61 and newer, and so JRuby; before, the method had other parameters. */
  JNR_POSIX(
      "jnr/posix/BaseNativePOSIX",
      "posix_spawnp",
      "(Ljava/lang/String;Ljava/util/Collection;Ljava/util/Collection;"
          + "[Ljava/lang/CharSequence;[Ljava/lang/CharSequence;)J",
      false);

  final String owner;
  final String method;
  final String descriptor;

  /** Whether it is the JDK's own class: there is but one, and its constructor is woven too. */
  final boolean isOfJdk;

  Surface(String owner, String method, String descriptor, boolean isOfJdk) {
    this.owner = owner;
    this.method = method;
    this.descriptor = descriptor;
    this.isOfJdk = isOfJdk;
  }

  /**
   * The surface that a class holds.
   *
   * @param internalName the class's name with slashes
   * @throws IllegalArgumentException if it holds none
   */
  static Surface of(String internalName) {
    for (Surface surface : values()) {
      if (surface.owner.equals(internalName)) {
        return surface;
      }
    }
    throw new IllegalArgumentException(internalName);
  }

  /**
   * Whether a method is the surface's. One of the JDK's may have more parameters than OpenJDK's, of
   * its vendor's own: they come last.
   */
  boolean is(String name, String ofMethod) {
    int end = descriptor.indexOf(')');
    return name.equals(method)
        && (ofMethod.equals(descriptor)
            || isOfJdk
                && ofMethod.startsWith(descriptor.substring(0, end))
                && ofMethod.endsWith(descriptor.substring(end)));
  }
}
