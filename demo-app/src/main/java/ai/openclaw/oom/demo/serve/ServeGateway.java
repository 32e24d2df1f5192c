package ai.openclaw.oom.demo.serve;

import ai.openclaw.oom.demo.serve.child.Children;
import ai.openclaw.oom.demo.serve.child.Kinds;
import ai.openclaw.oom.demo.serve.watch.Accounting;
import ai.openclaw.oom.demo.serve.watch.Machine;
import ai.openclaw.oom.demo.serve.watch.OwnGroup;
import ai.openclaw.oom.demo.serve.watch.Watch;
import ai.openclaw.oom.demo.serve.web.Door;
import ai.openclaw.oom.demo.serve.web.Feed;
import ai.openclaw.oom.demo.serve.web.LiveSocket;
import ai.openclaw.oom.demo.serve.web.Pages;
import ai.openclaw.oom.demo.serve.web.SessionSocket;
import ai.openclaw.oom.demo.serve.web.Sessions;
import ai.openclaw.oom.demo.serve.web.Web;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The gateway's role: holds the sessions, starts the children, and tells the pages of both, until
 * its input ends. What it says to {@link GatewayRun} are lines: {@code port N} once it serves, and
 * {@code kill KILLER KEPT OF VICTIM|TEXT} for each kill. What it is told are the lines of its own
 * agent.
 */
public final class ServeGateway {
  /** As an argument, that there is one; as the killer, that it was not the kernel. */
  static final String GUARD = "guard";

  private ServeGateway() {}

  /**
   * Serves. The first line of the input is the port that the page comes from and the key, which is
   * no business of who lists processes.
   *
   * @param args the limit of the memory group that it runs in, in MB, 0 for none; and {@link
   *     #GUARD} if the agent was asked to keep a guard
   * @return the exit code
   * @throws Exception if the server cannot be started
   */
  public static int serve(List<String> args) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String admission = in.readLine();
    if (admission == null) {
      return 0;
    }
    String[] told = admission.split(" ");
    int limitMb = Integer.parseInt(args.get(0));
    Accounting accounting = limitMb == 0 ? Machine.read() : OwnGroup.find(limitMb);
    Web web = new Web(0);
    Door door = new Door(web.port(), Integer.parseInt(told[0]), told[1]);
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    Feed feed = new Feed();
    Sessions sessions = new Sessions();
    URI scene = URI.create("http://127.0.0.1:" + web.port() + "/scene.html");
    Children children = new Children(Kinds.all(scene), () -> left(accounting), feed, clock);
    Watch watch =
        new Watch(accounting, args.contains(GUARD), feed, sessions::count, ServeGateway::say);
    clock.scheduleAtFixedRate(watch, 0, Watch.PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    web.start(
        door,
        Pages.ofChild(),
        List.of(),
        Map.of(
            "/live", () -> new LiveSocket(feed, children::handle),
            "/session", () -> new SessionSocket(sessions)));
    System.out.println("port " + web.port());
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      watch.hear(line);
    }
    return 0;
  }

  private static long left(Accounting accounting) throws IOException {
    return accounting.limited()
        ? Math.max(1, accounting.totalKb() - accounting.usage().heldKb())
        : 0;
  }

  private static void say(boolean isByGuard, String victim, int kept, int of, String text) {
    String killer = isByGuard ? GUARD : "kernel";
    System.out.println("kill " + killer + " " + kept + " " + of + " " + victim + "|" + text);
  }
}
