package ai.openclaw.oom.demo.serve.child;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.util.Map;

/** A child of the gateway's, in the hands of the page. */
public interface Child {

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

    /** The child grows no longer, though it has not ended. */
    default void calm() {}
  }

  Process process();

  /**
   * Takes what the page sends it.
   *
   * @throws IOException if the child does not take it
   */
  default void take(JsonObject request) throws IOException {}

  /**
   * Makes it take memory, 4 MB after 4 MB, until the kernel kills somebody.
   *
   * @param periodMillis from one step to the next
   * @throws IOException if it is of a kind that does not, or does not hear
   */
  default void grow(int periodMillis) throws IOException {
    throw new IOException("it is not made to grow");
  }

  /**
   * Ends its growth, and gives back what it took.
   *
   * @throws IOException if it does not hear
   */
  default void shrink() throws IOException {}

  /** Ends it at the user's wish. */
  default void end() {
    process().destroy();
  }
}
