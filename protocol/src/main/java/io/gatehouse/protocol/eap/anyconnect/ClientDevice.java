package io.gatehouse.protocol.eap.anyconnect;

import io.gatehouse.protocol.text.PrintableLine;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a client says of itself at the head of each document. Nothing of it is proved.
 *
 * @param version of the client's software
 * @param platform such as {@code win}, {@code mac-intel} or {@code linux-64}
 */
public record ClientDevice(
    Optional<String> version,
    Optional<String> platform,
    Optional<String> computerName,
    Optional<String> platformVersion) {

  public ClientDevice {
    version = version.flatMap(ClientDevice::printable);
    platform = platform.flatMap(ClientDevice::printable);
    computerName = computerName.flatMap(ClientDevice::printable);
    platformVersion = platformVersion.flatMap(ClientDevice::printable);
  }

  /** One line, or nothing when the client said nothing. */
  Optional<String> description() {
    return Optional.of(
            Stream.of(version, platform, platformVersion, computerName)
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" ")))
        .filter(line -> !line.isEmpty());
  }

  private static Optional<String> printable(String text) {
    return Optional.of(PrintableLine.of(text.strip(), PrintableLine.SHORT))
        .filter(line -> !line.isEmpty());
  }
}
