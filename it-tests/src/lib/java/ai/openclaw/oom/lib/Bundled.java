package ai.openclaw.oom.lib;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;

/** Felix, with a bundle that starts processes when it is started. */
public final class Bundled {

  private Bundled() {}

  public static void main(String[] args) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("org.osgi.framework.storage", Path.of("storage").toAbsolutePath().toString());
    Framework framework = new FrameworkFactory().newFramework(settings);
    framework.start();
    Bundle bundle = framework.getBundleContext().installBundle(bundle().toUri().toString());
    bundle.start();
    bundle.uninstall();
    framework.stop();
    framework.waitForStop(0);
  }

  private static Path bundle() throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Bundle-ManifestVersion", "2");
    attributes.putValue("Bundle-SymbolicName", "spawning");
    attributes.putValue("Bundle-Activator", Activator.class.getName());
    attributes.putValue("Import-Package", "org.osgi.framework");
    String name = Activator.class.getName().replace('.', '/') + ".class";
    Path jar = Path.of("bundle.jar").toAbsolutePath();
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream in = Bundled.class.getClassLoader().getResourceAsStream(name)) {
      out.putNextEntry(new JarEntry(name));
      in.transferTo(out);
    }
    return jar;
  }

  /** The bundle. */
  public static final class Activator implements BundleActivator {

    @Override
    public void start(BundleContext context) throws IOException {
      for (int i = 0; i < 2; i++) {
        ProcessBuilder builder = new ProcessBuilder("cat", "-", "/proc/self/oom_score_adj");
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        System.out.print("waited-score=" + new String(process.getInputStream().readAllBytes()));
      }
      try {
        new ProcessBuilder("/none").start();
      } catch (IOException e) {
        System.out.println(e);
      }
      System.out.println("by " + getClass().getClassLoader().getClass().getSimpleName());
    }

    @Override
    public void stop(BundleContext context) {}
  }
}
