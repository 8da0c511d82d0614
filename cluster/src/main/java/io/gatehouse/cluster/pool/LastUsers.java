package io.gatehouse.cluster.pool;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who had which address last. One user for each place: an older one must not come back while the
 * newer is in quarantine.
 */
final class LastUsers {

  private final Map<String, Integer> lastPlaceOfUser = new HashMap<>();
  private final Map<Integer, String> lastUserOfPlace = new HashMap<>();

  void remember(int place, String user) {
    String before = lastUserOfPlace.put(place, user);
    if (before != null) {
      lastPlaceOfUser.remove(before, place);
    }
    lastPlaceOfUser.put(user, place);
  }

  void forget(int place) {
    String user = lastUserOfPlace.remove(place);
    if (user != null) {
      lastPlaceOfUser.remove(user, place);
    }
  }

  OptionalInt placeOf(String user) {
    return Optional.ofNullable(lastPlaceOfUser.get(user)).stream().mapToInt(i -> i).findFirst();
  }
}
