package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** RADIUS does not answer, with an EAP client. */
class RadiusFailureTest {
  @RegisterExtension static final Laboratory LABORATORY = Laboratory.withClients(1);

  @Test
  void aUserIsRefusedWhileRadiusIsSilentAndServedWhenItSpeaks() {
    Scene scene = LABORATORY.scene();
    scene.radius().fallSilent();
    try (ObservedClient observed = ObservedClient.on(scene, scene.site().withEap(Site.ALICE))) {
      assertThat(observed.client().tryToConnect().succeeded()).isFalse();
    } finally {
      scene.radius().speakAgain();
    }
    try (ObservedClient observed = ObservedClient.on(scene, scene.site().withEap(Site.ALICE))) {
      observed.connectAndUseTunnel();
      observed.client().disconnect();
      observed.dissect();
    }
  }
}
