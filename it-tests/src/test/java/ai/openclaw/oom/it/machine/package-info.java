/**
 * What this machine cannot show because of its kernel, its memory groups or the capabilities it
 * grants: a machine of our own under emulation.
 */
package ai.openclaw.oom.it.machine;
