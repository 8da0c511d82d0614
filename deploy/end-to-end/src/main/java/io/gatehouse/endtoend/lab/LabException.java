package io.gatehouse.endtoend.lab;

/** The laboratory itself failed: a command, a process or a file, not what is under test. */
public final class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LabException(String message) {
    super(message);
  }

  public LabException(String message, Throwable cause) {
    super(message, cause);
  }
}
