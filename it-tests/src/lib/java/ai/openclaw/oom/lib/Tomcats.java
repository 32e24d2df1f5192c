package ai.openclaw.oom.lib;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** Tomcat with an application that starts processes, and is undeployed. */
public final class Tomcats {

  private static final int REAPERS = 4;

  private Tomcats() {}

  public static void main(String[] args) throws Exception {
    haveIdleReapers();
    Path application = Files.createDirectories(Path.of("application"));
    Path classes = Files.createDirectories(application.resolve("WEB-INF/classes"));
    copyTo(classes);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createDirectories(Path.of("base")).toString());
    tomcat.setPort(0);
    tomcat.getConnector();
    tomcat.start();
    System.out.println("undeployed, and collected: " + lives(tomcat, application));
    tomcat.stop();
    tomcat.destroy();
  }

  /**
   * A thread of the JDK's that waits for a child keeps the application by which it was started,
   * with or without an agent. So there are some already, which are used again; the agent is to have
   * nothing to do with their children.
   */
  private static void haveIdleReapers() throws Exception {
    List<Process> children = new ArrayList<>();
    for (int i = 0; i < REAPERS; i++) {
      ProcessBuilder builder = new ProcessBuilder("cat");
      builder.environment().put("OPENCLAW_CHILD_OOM_SCORE_ADJ", "off");
      children.add(builder.start());
    }
    for (Process child : children) {
      child.getOutputStream().close();
      child.waitFor();
    }
    while (idleReapers() < REAPERS) {
      Thread.sleep(10);
    }
  }

  private static long idleReapers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("process reaper"))
        .filter(thread -> thread.getState() == Thread.State.TIMED_WAITING)
        .count();
  }

  /** The application is to be found in its own folder, by its own loader. */
  private static void copyTo(Path classes) throws IOException {
    String name = Spawning.class.getName().replace('.', '/') + ".class";
    Path copy = classes.resolve(name);
    Files.createDirectories(copy.getParent());
    try (InputStream in = Spawning.class.getClassLoader().getResourceAsStream(name)) {
      Files.copy(in, copy);
    }
  }

  private static boolean lives(Tomcat tomcat, Path application) throws Exception {
    WeakReference<ClassLoader> loader = deployAndAsk(tomcat, application);
    while (loader.get() != null) {
      System.gc();
      Thread.sleep(20);
    }
    return true;
  }

  private static WeakReference<ClassLoader> deployAndAsk(Tomcat tomcat, Path application)
      throws Exception {
    Context context = tomcat.addContext("", application.toAbsolutePath().toString());
    context.getLoader().setDelegate(false);
    Tomcat.addServlet(context, "spawning", Spawning.class.getName());
    context.addServletMapping("/", "spawning");
    URI address = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/");
    HttpClient client = HttpClient.newHttpClient();
    for (int i = 0; i < 2; i++) {
      HttpRequest request = HttpRequest.newBuilder(address).build();
      System.out.print(client.send(request, BodyHandlers.ofString()).body());
    }
    WeakReference<ClassLoader> loader = new WeakReference<>(context.getLoader().getClassLoader());
    context.stop();
    tomcat.getHost().removeChild(context);
    context.destroy();
    return loader;
  }

  /** The application. */
  public static final class Spawning extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      ProcessBuilder builder = new ProcessBuilder("cat", "-", "/proc/self/oom_score_adj");
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      String score = new String(process.getInputStream().readAllBytes());
      String own = getClass().getClassLoader().getClass().getSimpleName();
      response.getWriter().print("waited-score=" + score + "by " + own + "\n");
    }
  }
}
