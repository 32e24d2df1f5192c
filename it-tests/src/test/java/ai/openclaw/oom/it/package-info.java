/**
 * Real JVMs with the built jar: what the agent guarantees, on every JDK that is found.
 *
 * <p>{@link ai.openclaw.oom.it.BehaviourIT} is the heart: the same application runs without the
 * agent and with it, and nothing may differ but the scores of its children.
 */
package ai.openclaw.oom.it;
