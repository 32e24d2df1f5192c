package com.zaxxer.nuprocess.linux;

import java.util.Arrays;
import java.util.List;

/**
 * Stands in for a version of NuProcess that has changed its spawn method: the name is the one that
 * the agent knows, the descriptor is not.
 */
public final class LinuxProcess {

  private LinuxProcess() {}

  public static void main(String[] args) throws Exception {
    List<String> command = Arrays.asList("sh", "-c", "exit 3");
    System.out.println("exit " + new LinuxProcess().prepareProcess(command));
  }

  private int prepareProcess(List<String> command) throws Exception {
    return new ProcessBuilder(command).start().waitFor();
  }
}
