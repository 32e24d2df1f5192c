package ai.openclaw.oom.weave;

import java.util.function.BiFunction;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Weaves the spawn method of one class. In: the class's name, the class itself if it is loaded
 * already, and its bytes. Out: woven bytes.
 */
public final class Weaver implements BiFunction<Object[], byte[], byte[]> {
  private static final int MINOR_AND_MAJOR = 4;
  private static final int PID_SINCE = Opcodes.V9;
  private static final int NEWEST_KNOWN = Opcodes.V28;

  /** Whoever transforms the JDK's class again must find it with the same fields. */
  private volatile boolean jdkHasField;

  /** For the transformer, which reaches this class by its name. */
  public Weaver() {}

  /**
   * @throws IllegalStateException if the class has no spawn method of the expected descriptor
   */
  @Override
  public byte[] apply(Object[] nameAndLoaded, byte[] original) {
    Surface surface = Surface.of((String) nameAndLoaded[0]);
    boolean hasField = surface.isOfJdk && (nameAndLoaded[1] == null || jdkHasField);
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
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    Finder finder = new Finder(writer, surface, hasField, surface.isOfJdk && version >= PID_SINCE);
    reader.accept(finder, 0);
    if (!finder.found) {
      throw new IllegalStateException("it has no " + surface.method + surface.descriptor);
    }
    byte[] woven = writer.toByteArray();
    setMajor(woven, version);
    jdkHasField |= hasField;
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
    private final boolean hasField;
    private final boolean tellsPid;
    private boolean initialized;
    boolean found;

    Finder(ClassVisitor next, Surface surface, boolean hasField, boolean tellsPid) {
      super(Opcodes.ASM9, next);
      this.surface = surface;
      this.hasField = hasField;
      this.tellsPid = tellsPid;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      if (surface.isOfJdk && name.equals("<init>")) {
        return new LaunchMethod(next, surface, hasField);
      }
      if (hasField && GateField.isInitializer(name)) {
        initialized = true;
        return GateField.inInitializer(next, surface.owner);
      }
      if (!surface.is(name, descriptor)
          || (access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) != 0) {
        return next;
      }
      found = true;
      return new SpawnMethod(next, surface, descriptor, hasField, tellsPid, access);
    }

    @Override
    public void visitEnd() {
      if (hasField) {
        GateField.declare(this);
        if (!initialized) {
          GateField.addInitializer(cv, surface.owner);
        }
      }
      super.visitEnd();
    }
  }
}
