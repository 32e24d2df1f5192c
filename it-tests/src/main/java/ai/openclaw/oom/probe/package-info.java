/**
 * An application that starts processes in every way that Java knows and prints what it saw.
 *
 * <p>It is run twice, without the agent and with it, and knows of neither. A case is a public
 * static method that returns a transcript. Both runs must give the same transcript, but for the
 * scores in it, which the children print as {@code score=N}.
 */
package ai.openclaw.oom.probe;
