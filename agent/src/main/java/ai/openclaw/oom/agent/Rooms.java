package ai.openclaw.oom.agent;

import java.net.URL;

/**
 * Loads the agent's inner rooms from its own jar, apart from the application's classes, and only
 * when the first spawn class is about to be woven.
 *
 * <p>Made at the JVM's start, because a SecurityManager that the application sets later lets nobody
 * make a loader; what finds the classes, {@link RoomsFile}, is not loaded before it is needed.
 *
 * <p>Its classes hold every permission for good, so that such a SecurityManager, with a policy that
 * has never heard of us, does not stop them. Its parent is the boot loader: whatever the class path
 * holds cannot get in between.
 */
final class Rooms extends ClassLoader {
  private final URL jar;

  /** Guarded by this. */
  private RoomsFile file;

  Rooms(URL jar) {
    super(null);
    this.jar = jar;
  }

  /**
   * A new object of one of the inner classes.
   *
   * @param <T> of {@code java.*} only: the inner rooms have their own copies of all else
   */
  @SuppressWarnings("unchecked")
  <T> T make(String className) throws ReflectiveOperationException {
    return (T) Class.forName(className, true, this).getConstructor().newInstance();
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    synchronized (this) {
      try {
        if (file == null) {
          file = new RoomsFile(jar);
        }
        return define(name, file.find(name));
      } catch (Exception e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  /**
   * Some agents let a class's parents be loaded whenever one is about to be defined, and these come
   * by here: what has been read must not be theirs to write over.
   */
  private Class<?> define(String name, int length) {
    byte[] read = file.takeBuffer();
    try {
      return defineClass(name, read, 0, length, file.domain);
    } finally {
      file.giveBack(read);
    }
  }
}
