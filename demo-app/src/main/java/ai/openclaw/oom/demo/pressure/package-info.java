/** The demo on the terminal: a pair of runs, without the agent and with it, and the table. */
package ai.openclaw.oom.demo.pressure;
