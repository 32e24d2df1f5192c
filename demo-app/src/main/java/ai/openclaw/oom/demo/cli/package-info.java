/** The command line: its options and exit codes. */
package ai.openclaw.oom.demo.cli;
