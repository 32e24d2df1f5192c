package ai.openclaw.oom.demo.serve.web;

import java.util.concurrent.atomic.AtomicInteger;

/** The clients' sessions of a gateway. */
public final class Sessions {
  private final AtomicInteger last = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  /** How many are open. */
  public int count() {
    return open.get();
  }

  /** Opens one, and gives its number. */
  int open() {
    open.incrementAndGet();
    return last.incrementAndGet();
  }

  void close() {
    open.decrementAndGet();
  }
}
