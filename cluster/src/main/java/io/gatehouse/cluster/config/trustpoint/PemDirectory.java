package io.gatehouse.cluster.config.trustpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Files on disk, named relative to a directory or absolutely.
 *
 * @param directory usually the one in which the configuration lies
 */
public record PemDirectory(Path directory) implements PemFiles {

  @Override
  public Content read(String file) {
    try (InputStream stream = Files.newInputStream(directory.resolve(file))) {
      byte[] octets = stream.readNBytes(MAXIMUM_OCTETS + 1);
      return octets.length > MAXIMUM_OCTETS
          ? new Content.Unreadable("it is longer than " + MAXIMUM_OCTETS + " octets")
          : new Content.Text(new String(octets, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return new Content.Unreadable("there is no " + directory.resolve(file));
    } catch (AccessDeniedException e) {
      return new Content.Unreadable("no permission for " + directory.resolve(file));
    } catch (InvalidPathException e) {
      return new Content.Unreadable("it is no file name");
    } catch (IOException e) {
      return new Content.Unreadable(String.valueOf(e.getMessage()));
    }
  }
}
