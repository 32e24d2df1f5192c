package ai.openclaw.oom.agent;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.AccessController;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.PermissionCollection;
import java.security.Permissions;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.security.SecureClassLoader;
import java.security.cert.Certificate;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * Loads the agent's inner rooms from its own jar, apart from the application's classes, and only
 * when the first spawn class is about to be woven.
 *
 * <p>Its classes hold every permission for good, so that a SecurityManager which the application
 * sets later, with a policy that has never heard of us, does not stop them. Its parent is the boot
 * loader: whatever the class path holds cannot get in between.
 *
 * <p>Not a {@code URLClassLoader}, which costs every start of a JVM what this one costs none: the
 * jar is opened when the first class is asked for.
 */
final class EngineLoader extends SecureClassLoader {
  private final URL jar;
  private JarFile open;

  EngineLoader(URL jar) {
    super(null);
    this.jar = jar;
  }

  @Override
  protected PermissionCollection getPermissions(CodeSource source) {
    Permissions all = new Permissions();
    all.add(new AllPermission());
    return all;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes;
    try {
      // Reading one's own jar is granted to every class, whatever the policy.
      bytes = AccessController.doPrivileged(new ReadEntry(name.replace('.', '/') + ".class"));
    } catch (PrivilegedActionException e) {
      throw new ClassNotFoundException(name, e.getCause());
    }
    // Not null, for which getPermissions() is never asked.
    CodeSource source = new CodeSource(null, (Certificate[]) null);
    return defineClass(name, bytes, 0, bytes.length, source);
  }

  private final class ReadEntry implements PrivilegedExceptionAction<byte[]> {
    private final String entry;

    ReadEntry(String entry) {
      this.entry = entry;
    }

    @Override
    public byte[] run() throws IOException, URISyntaxException {
      synchronized (EngineLoader.this) {
        if (open == null) {
          open = new JarFile(new File(jar.toURI()), false);
        }
      }
      ZipEntry found = open.getEntry(entry);
      if (found == null) {
        throw new IOException(jar + " has no " + entry);
      }
      try (InputStream in = open.getInputStream(found)) {
        byte[] bytes = new byte[(int) found.getSize()];
        new DataInputStream(in).readFully(bytes);
        return bytes;
      }
    }
  }
}
