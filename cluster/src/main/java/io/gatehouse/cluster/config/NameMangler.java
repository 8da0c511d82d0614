package io.gatehouse.cluster.config;

import io.gatehouse.cluster.config.NameSource.DistinguishedName;
import io.gatehouse.cluster.config.NameSource.Email;
import io.gatehouse.cluster.config.NameSource.Fqdn;
import io.gatehouse.cluster.config.NameSource.LoginGroup;
import io.gatehouse.cluster.config.NameSource.UserName;
import java.util.List;
import java.util.Optional;

/**
 * {@code crypto ikev2 name-mangler}: makes the name of an authorization policy from an identity.
 *
 * @param rules at most one for each kind of source
 */
public record NameMangler(String name, List<Rule> rules) {
  public NameMangler {
    rules = List.copyOf(rules);
  }

  /**
   * The mangled name, never empty text.
   *
   * @return empty when no rule is for this kind of source, or when the rule finds nothing: then the
   *     authorization fails
   */
  public Optional<String> mangle(NameSource source) {
    return rule(source)
        .flatMap(rule -> rule.apply(source.text()))
        .filter(mangled -> !mangled.isEmpty());
  }

  public boolean hasRuleFor(NameSource source) {
    return rule(source).isPresent();
  }

  private Optional<Rule> rule(NameSource source) {
    return rules.stream().filter(rule -> rule.isFor(source)).findFirst();
  }

  /** One sub-command. */
  public sealed interface Rule {

    boolean isFor(NameSource source);

    /** Takes the wanted part out of {@code text}. */
    Optional<String> apply(String text);

    record Dn(DnField field) implements Rule {
      @Override
      public boolean isFor(NameSource source) {
        return source instanceof DistinguishedName;
      }

      @Override
      public Optional<String> apply(String text) {
        return field.in(text);
      }
    }

    record EapAll() implements Rule {
      @Override
      public boolean isFor(NameSource source) {
        return source instanceof UserName;
      }

      @Override
      public Optional<String> apply(String text) {
        return Optional.of(text);
      }
    }

    record EapPart(Part part, char delimiter) implements Rule {
      @Override
      public boolean isFor(NameSource source) {
        return source instanceof UserName;
      }

      @Override
      public Optional<String> apply(String text) {
        return part.of(text, delimiter);
      }
    }

    /** The user name is itself a distinguished name. */
    record EapDn(DnField field) implements Rule {
      @Override
      public boolean isFor(NameSource source) {
        return source instanceof UserName;
      }

      @Override
      public Optional<String> apply(String text) {
        return field.in(text);
      }
    }

    record GroupAll() implements Rule {
      @Override
      public boolean isFor(NameSource source) {
        return source instanceof LoginGroup;
      }

      @Override
      public Optional<String> apply(String text) {
        return Optional.of(text);
      }
    }

    record EmailPart(Part part) implements Rule {
      @Override
      public boolean isFor(NameSource source) {
        return source instanceof Email;
      }

      @Override
      public Optional<String> apply(String text) {
        return part.of(text, '@');
      }
    }

    record FqdnPart(Part part) implements Rule {
      @Override
      public boolean isFor(NameSource source) {
        return source instanceof Fqdn;
      }

      @Override
      public Optional<String> apply(String text) {
        return part.of(text, '.');
      }
    }
  }

  /** Which side of the first delimiter. Without a delimiter there are no sides. */
  public enum Part {
    ALL,
    PREFIX,
    SUFFIX;

    Optional<String> of(String text, char delimiter) {
      int at = text.indexOf(delimiter);
      return switch (this) {
        case ALL -> Optional.of(text);
        case PREFIX -> at < 0 ? Optional.empty() : Optional.of(text.substring(0, at));
        case SUFFIX -> at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1));
      };
    }
  }
}
