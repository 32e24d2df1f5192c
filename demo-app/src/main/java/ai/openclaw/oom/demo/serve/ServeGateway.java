package ai.openclaw.oom.demo.serve;

import ai.openclaw.oom.demo.serve.child.Children;
import ai.openclaw.oom.demo.serve.child.Kinds;
import ai.openclaw.oom.demo.serve.watch.Accounting;
import ai.openclaw.oom.demo.serve.watch.Machine;
import ai.openclaw.oom.demo.serve.watch.OwnGroup;
import ai.openclaw.oom.demo.serve.watch.Watch;
import ai.openclaw.oom.demo.serve.web.Door;
import ai.openclaw.oom.demo.serve.web.Feed;
import ai.openclaw.oom.demo.serve.web.Pages;
import ai.openclaw.oom.demo.serve.web.Web;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The gateway's role with a web page: serves until its input ends. */
public final class ServeGateway {
  private static final int FAILED = 1;

  private ServeGateway() {}

  /**
   * Serves.
   *
   * @param args the port, 0 for a free one, and the limit of the memory group that it runs in, in
   *     MB, 0 for none
   * @return the exit code
   * @throws Exception if the server cannot be started
   */
  public static int serve(List<String> args) throws Exception {
    int limitMb = Integer.parseInt(args.get(1));
    Accounting accounting = limitMb == 0 ? Machine.read() : OwnGroup.find(limitMb);
    Web web;
    try {
      web = new Web(Integer.parseInt(args.get(0)));
    } catch (IOException e) {
      System.out.println(
          "127.0.0.1:"
              + args.get(0)
              + " cannot be served on: "
              + e.getMessage()
              + "; try --port 0");
      return FAILED;
    }
    Door door = new Door(web.port(), Door.newKey());
    URI address = URI.create("http://127.0.0.1:" + web.port() + "/");
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    Feed feed = new Feed();
    Children children =
        new Children(Kinds.all(address.resolve("scene.html")), accounting.limited(), feed, clock);
    clock.scheduleAtFixedRate(
        new Watch(accounting, feed), 0, Watch.PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    web.start(door, new Pages(), feed, children::handle);
    System.out.println("Open " + address + "#" + door.key());
    System.in.transferTo(OutputStream.nullOutputStream());
    return 0;
  }
}
