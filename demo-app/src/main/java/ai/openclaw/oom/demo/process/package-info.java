/** The demo's own processes: their command lines, what they print, how large they are. */
package ai.openclaw.oom.demo.process;
