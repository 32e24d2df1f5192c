package ai.openclaw.oom.demo.serve;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.util.Map;

/** A child of the gateway's, in the hands of the page. */
interface Child {

  /** Starts one kind of child. */
  interface Starter {
    /**
     * Starts a child.
     *
     * @throws IOException with a text for the user if it cannot be started
     */
    Child start(Page page) throws IOException;
  }

  /** Where a child's output goes; any thread may call it. */
  interface Page {
    void tell(Map<String, ?> message);
  }

  Process process();

  /**
   * Takes what the page sends it.
   *
   * @throws IOException if the child does not take it
   */
  default void take(JsonObject request) throws IOException {}

  /** Ends it at the user's wish. */
  default void end() {
    process().destroy();
  }
}
