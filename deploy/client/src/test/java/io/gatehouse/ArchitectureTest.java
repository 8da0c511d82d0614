package io.gatehouse;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.gatehouse.cluster.session.SessionNumber;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;

/** What the modules may know of each other and of the world. */
@AnalyzeClasses(packages = "io.gatehouse", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String PROTOCOL = "io.gatehouse.protocol..";
  private static final String CLUSTER = "io.gatehouse.cluster..";
  private static final String NODE = "io.gatehouse.node..";

  @ArchTest
  static final ArchRule modulesPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("protocol")
          .definedBy(PROTOCOL)
          .layer("cluster")
          .definedBy(CLUSTER)
          .layer("node")
          .definedBy(NODE)
          .layer("deploy")
          .definedBy("io.gatehouse.client..")
          .whereLayer("deploy")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("node")
          .mayOnlyBeAccessedByLayers("deploy")
          .whereLayer("cluster")
          .mayOnlyBeAccessedByLayers("node", "deploy");

  @ArchTest
  static final ArchRule theProtocolHasNoInputAndOutput =
      noClasses()
          .that()
          .resideInAPackage(PROTOCOL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.pekko..", "io.netty..", "java.nio.channels..", "java.util.concurrent..")
          .orShould()
          .dependOnClassesThat(
              new DescribedPredicate<JavaClass>("sockets or threads") {
                @Override
                public boolean test(JavaClass type) {
                  return type.isAssignableTo(Thread.class)
                      || (type.getPackageName().equals("java.net")
                          && type.getSimpleName().matches(".*(Socket|Datagram\\w+)$"));
                }
              });

  @ArchTest
  static final ArchRule theProtocolHasNoClockAndNoRandomnessOfItsOwn =
      noClasses()
          .that()
          .resideInAPackage(PROTOCOL)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callConstructor(SecureRandom.class);

  @ArchTest
  static final ArchRule theClusterHasNoNetty =
      noClasses()
          .that()
          .resideInAPackage(CLUSTER)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  @ArchTest
  static final ArchRule onePlaceParsesXml =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.gatehouse.protocol.eap.anyconnect.XmlParser")
          .and()
          // Writes a document, and reads none.
          .doNotHaveFullyQualifiedName("io.gatehouse.node.ClientProfile")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.xml..", "org.xml..", "org.w3c..");

  @ArchTest
  static final ArchRule namesSayWhatThingsAre =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameEndingWith("Base")
          .orShould()
          .haveSimpleNameStartingWith("Abstract");

  @ArchTest
  static final ArchRule onlyLoggersSpeak =
      noClasses()
          .that()
          .resideInAnyPackage(PROTOCOL, CLUSTER)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging..")
          .orShould()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule everyPackageIsNullMarked =
      classes()
          .that()
          .areNotAnonymousClasses()
          .and()
          .doNotHaveModifier(JavaModifier.SYNTHETIC)
          .should(
              new ArchCondition<>("be in a package that is @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                  events.add(
                      new SimpleConditionEvent(type, marked, "the package of " + type.getName()));
                }
              });

  @ArchTest
  static final ArchRule protocolPackagesHaveNoCycles =
      slices().matching("io.gatehouse.protocol.(**)").should().beFreeOfCycles();

  /** A session's number is its name: whoever keeps something for a session has it. */
  @ArchTest
  static final ArchRule clusterPackagesHaveNoCycles =
      slices()
          .matching("io.gatehouse.cluster.(**)")
          .should()
          .beFreeOfCycles()
          .ignoreDependency(DescribedPredicate.alwaysTrue(), type(SessionNumber.class));

  @ArchTest
  static final ArchRule nodePackagesHaveNoCycles =
      slices().matching("io.gatehouse.node.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule clientPackagesHaveNoCycles =
      slices().matching("io.gatehouse.client.(**)").should().beFreeOfCycles();
}
