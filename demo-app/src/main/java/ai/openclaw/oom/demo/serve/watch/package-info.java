/** What the kernel says of the gateway and its children: memory, ranking, kills. */
package ai.openclaw.oom.demo.serve.watch;
