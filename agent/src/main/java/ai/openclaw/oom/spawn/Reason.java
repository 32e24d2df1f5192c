package ai.openclaw.oom.spawn;

/** Why a spawn is not carried by a shim. */
public enum Reason {
  CHOSEN_BY_OPTION("the option shim=parent"),
  SHIM_FAILED("the start failed with the shim"),
  NOT_REPEATABLE("a redirection may not be opened a second time, should the start fail"),
  NO_HELPER("there is no usable native helper"),
  NO_SHELL("there is no /bin/sh"),
  UNKNOWN_SHELL("/bin/sh is a shell that changes too much, or is not known"),
  RELATIVE_COMMAND("a shell does not execute a relative path as it is"),
  LEADING_DASH("a shell may take a command that begins with - for an option"),
  OTHER_NAME("a shell cannot give the command another argv[0] than its path"),
  COMMAND_NOT_KNOWN("looking at the file does not tell how it starts"),
  COMMAND_JUST_WRITTEN("a shell would tell in its own words if somebody still writes the command"),
  COMMAND_NOT_ASCII("the command's path may not survive decoding"),
  COMMAND_IS_SELF("/proc/self would mean the shim"),
  TOO_LONG("argv and environment are near the kernel's limit"),
  NO_WORKING_DIRECTORY("a shell complains of a deleted working directory"),
  ENVIRONMENT_NAME("a shell drops a variable whose name is no identifier"),
  ENVIRONMENT_ACTED_ON("a shell or its loader acts on a variable"),
  ENVIRONMENT_WITHOUT_PATH("busybox adds a PATH where there is none"),
  LOCALE("bash complains of a locale that is not there"),
  ENVIRONMENT_NOT_WHOLE("a shell drops doubled names and entries without ="),
  ENVIRONMENT_NOT_DECODABLE("a variable may not survive decoding");

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
