/** The agent's image: what it holds, how it is copied out, and a service that uses it. */
package ai.openclaw.oom.it.image;
