package ai.openclaw.oom.demo;

import ai.openclaw.oom.demo.cli.ExitCode;
import ai.openclaw.oom.demo.pressure.Gateway;
import ai.openclaw.oom.demo.pressure.Pressure;
import ai.openclaw.oom.demo.pressure.PressureOptions;
import ai.openclaw.oom.demo.process.Grower;
import ai.openclaw.oom.demo.serve.Serve;
import ai.openclaw.oom.demo.serve.ServeGateway;
import ai.openclaw.oom.demo.serve.ServeOptions;
import ai.openclaw.oom.demo.serve.child.McpServer;
import ai.openclaw.oom.demo.serve.child.Worker;
import java.util.Arrays;
import java.util.List;

/** The door of the demo: which command was asked for. */
public final class Demo {
  static final String USAGE_TEXT =
      """
      Usage: java -jar openclaw-oom-demo.jar [pressure] [option...]
             java -jar openclaw-oom-demo.jar serve [option...]     (serve --help tells more)

      Runs a gateway of about 180 MB and a growing child in a memory group of 256 MB,
      without the agent and with it, and shows whom the kernel kills.

      %s
      Exit code: 0 what was shown is what was promised, 1 it is not, 2 wrong usage.
      """;

  private Demo() {}

  public static void main(String[] args) throws Exception {
    boolean isNamed = args.length > 0 && !args[0].startsWith("--");
    String command = isNamed ? args[0] : "pressure";
    List<String> rest = Arrays.asList(args).subList(isNamed ? 1 : 0, args.length);
    System.exit(
        switch (command) {
          case "pressure" -> pressure(rest);
          case "gateway" -> new Gateway(System.in, System.out).serve();
          case "serve" -> serve(rest);
          case "serve-gateway" -> ServeGateway.serve(rest);
          case "worker" -> Worker.work();
          case "mcp-server" -> McpServer.serve(System.in, System.out);
          case "child" -> new Grower(System.in, System.out).serve();
          default -> usage("no such command: " + command);
        });
  }

  private static int pressure(List<String> args) throws Exception {
    if (args.contains("--help")) {
      System.out.printf(USAGE_TEXT, PressureOptions.help());
      return ExitCode.SHOWN;
    }
    PressureOptions options;
    try {
      options = PressureOptions.parse(args);
    } catch (IllegalArgumentException e) {
      return usage(e.getMessage());
    }
    return new Pressure(options).show();
  }

  private static int serve(List<String> args) throws Exception {
    if (args.contains("--help")) {
      System.out.print(ServeOptions.help());
      return ExitCode.SHOWN;
    }
    ServeOptions options;
    try {
      options = ServeOptions.parse(args);
    } catch (IllegalArgumentException e) {
      return usage(e.getMessage());
    }
    return new Serve(options).run();
  }

  private static int usage(String problem) {
    System.err.println(problem);
    System.err.println("--help tells what there is");
    return ExitCode.USAGE;
  }
}
