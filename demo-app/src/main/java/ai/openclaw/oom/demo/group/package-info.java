/** How a memory group is made, and a gateway started in it. */
package ai.openclaw.oom.demo.group;
