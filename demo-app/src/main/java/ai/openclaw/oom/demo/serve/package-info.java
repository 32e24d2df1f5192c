/**
 * The demo's gateway with a web page. The rest of the demo does not load it, nor the libraries that
 * it is built on, so that the pressure demo stays as small as it is.
 */
package ai.openclaw.oom.demo.serve;
