package ai.openclaw.oom.weave;

import ai.openclaw.oom.log.Log;
import java.util.function.BiFunction;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Weaves the spawn method of one class. In: the class's name, the class itself if it is loaded
 * already, and its bytes. Out: woven bytes, or null, after a line that says why.
 */
public final class Weaver implements BiFunction<Object[], byte[], byte[]> {
  private static final int MINOR_AND_MAJOR = 4;
  private static final int PID_SINCE = Opcodes.V9;
  private static final int NEWEST_KNOWN = Opcodes.V28;

  /** Whoever transforms the JDK's class again must find it with the same members. */
  private volatile boolean jdkHasMembers;

  /** For the transformer, which reaches this class by its name. */
  public Weaver() {}

  @Override
  public byte[] apply(Object[] nameAndLoaded, byte[] original) {
    String name = (String) nameAndLoaded[0];
    try {
      return weave(Surface.of(name), nameAndLoaded[1] != null, original);
    } catch (Throwable t) {
      Log.warn(name.replace('/', '.') + " is left alone, its children are not raised: " + t);
      return null;
    }
  }

  /**
   * @throws IllegalStateException if the class has no spawn method of the expected descriptor
   */
  byte[] weave(Surface surface, boolean isLoaded, byte[] original) {
    boolean hasMembers = surface.isOfJdk && (!isLoaded || jdkHasMembers);
    int version = major(original);
    // ASM refuses class files newer than itself. What we weave has not changed since JDK 8, and a
    // file that really is different makes the reader throw, which leaves the class alone.
    byte[] readable = original;
    if (version > NEWEST_KNOWN) {
      readable = original.clone();
      setMajor(readable, NEWEST_KNOWN);
    }
    ClassReader reader = new ClassReader(readable);
    // The reader goes along so that constant pool and all other methods are copied as they are.
    ClassWriter writer = new ClassWriter(reader, 0);
    Finder finder =
        new Finder(writer, surface, hasMembers, surface.isOfJdk && version >= PID_SINCE);
    reader.accept(finder, 0);
    if (!finder.found) {
      throw new IllegalStateException("it has no " + surface.method + surface.descriptor);
    }
    byte[] woven = writer.toByteArray();
    setMajor(woven, version);
    jdkHasMembers |= hasMembers;
    return woven;
  }

  private static int major(byte[] classFile) {
    return (classFile[MINOR_AND_MAJOR + 2] & 0xff) << 8 | classFile[MINOR_AND_MAJOR + 3] & 0xff;
  }

  private static void setMajor(byte[] classFile, int major) {
    classFile[MINOR_AND_MAJOR + 2] = (byte) (major >> 8);
    classFile[MINOR_AND_MAJOR + 3] = (byte) major;
  }

  private static final class Finder extends ClassVisitor {
    private final Surface surface;
    private final boolean hasMembers;
    private final boolean tellsPid;
    boolean found;

    Finder(ClassVisitor next, Surface surface, boolean hasMembers, boolean tellsPid) {
      super(Opcodes.ASM9, next);
      this.surface = surface;
      this.hasMembers = hasMembers;
      this.tellsPid = tellsPid;
    }

    /**
     * Who transforms a loaded class again and goes by what it has now may have declared ours: Byte
     * Buddy does so with fields. There is a place for one of each, behind all others.
     */
    private boolean isDeclaredAtTheEnd(String name) {
      return hasMembers && GateMembers.isOne(name);
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      return isDeclaredAtTheEnd(name)
          ? null
          : super.visitField(access, name, descriptor, signature, value);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      if (isDeclaredAtTheEnd(name)) {
        return null;
      }
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      if (surface.isOfJdk && name.equals("<init>")) {
        return new LaunchMethod(next, surface, hasMembers);
      }
      if (!surface.is(name, descriptor)
          || (access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) != 0) {
        return next;
      }
      found = true;
      return new SpawnMethod(next, surface, descriptor, hasMembers, tellsPid, access);
    }

    @Override
    public void visitEnd() {
      if (hasMembers) {
        GateMembers.declare(cv, surface);
      }
      super.visitEnd();
    }
  }
}
