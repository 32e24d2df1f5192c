/** The web server, who may come in, and what the pages are told. */
package ai.openclaw.oom.demo.serve.web;
