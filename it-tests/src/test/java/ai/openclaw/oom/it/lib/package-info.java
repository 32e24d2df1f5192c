/**
 * The real libraries that start processes, each in JVMs of its own: they work with the agent as
 * they do without it, and what they start is raised.
 *
 * <p>{@code src/lib/libraries.xml} gets them, and compiles the drivers that use them.
 */
package ai.openclaw.oom.it.lib;
