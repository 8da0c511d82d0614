package io.gatehouse.cluster.config.meaning;

import io.gatehouse.cluster.config.AccountingList;
import io.gatehouse.cluster.config.AuthorizationPolicy;
import io.gatehouse.cluster.config.MethodList;
import io.gatehouse.cluster.config.NameMangler;
import io.gatehouse.cluster.config.trustpoint.Trustpoint;
import io.gatehouse.protocol.ike.policy.KeyringPeer;
import java.util.List;

/** Everything that an IKEv2 profile can refer to. */
record Definitions(
    Catalogue<Trustpoint> trustpoints,
    Catalogue<List<KeyringPeer>> keyrings,
    Catalogue<IpsecProfile> ipsecProfiles,
    VirtualTemplates virtualTemplates,
    Catalogue<MethodList> authentication,
    Catalogue<MethodList> authorization,
    Catalogue<AccountingList> accounting,
    Catalogue<AuthorizationPolicy> authorizationPolicies,
    Catalogue<NameMangler> manglers) {}
