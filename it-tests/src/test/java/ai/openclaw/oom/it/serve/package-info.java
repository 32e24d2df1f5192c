/** The demo's gateway with its web page, in a real browser. */
package ai.openclaw.oom.it.serve;
