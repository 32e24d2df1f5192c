/** What {@code demo-app/kubernetes} says to a cluster, as far as it can be tried without one. */
package ai.openclaw.oom.it.kubernetes;
