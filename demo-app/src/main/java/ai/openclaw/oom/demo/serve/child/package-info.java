/** The children of the gateway with a page, and those who talk to them. */
package ai.openclaw.oom.demo.serve.child;
