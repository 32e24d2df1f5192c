package com.zaxxer.nuprocess.internal;

/** Stands for NuProcess up to version 3, which calls the JDK's native start through this class. */
public final class LibJava10 {
  private LibJava10() {}
}
