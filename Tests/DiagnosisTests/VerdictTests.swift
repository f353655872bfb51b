import PolicyFiles
import Protocols
import Testing

@testable import Diagnosis

/// Each verdict and its nearest neighbours: one line of flow, one verdict with its confidence.
@Suite struct VerdictTests {
  static let flight = "<sh <certificate <ske <done"
  static let rest = "\(flight) >cke >ccs >finished <ccs <finished"
  static let full = "open >hello:1.2 \(rest)"
  static let flight13 = "open >hello:1.3 <sh:1.3 <ccs <data:2000"

  @Test func success() {
    #expect(verdict(Self.full) == "success/certain")
    #expect(verdict("open >hello:1.2 <sh <ccs <finished >ccs >finished >data <data") == "success/certain")
    #expect(verdict("\(Self.full) >rst") == "success/certain")
    #expect(verdict("\(Self.full) <rst") == "success/certain")
    #expect(verdict("\(Self.full) >encalert >fin <fin") == "success/certain")
    #expect(verdict("open >hello:1.0 <sh:1.0 <done >cke >ccs >finished <ccs <finished") == "success/certain")
    // One side never finished, or never changed its keys.
    #expect(verdict("open >hello:1.2 \(Self.flight) >cke >ccs >finished") == "unfinished/certain")
    #expect(verdict("open >hello:1.2 \(Self.flight) >cke >finished <finished") == "unfinished/certain")
    #expect(
      verdict("open >hello:1.2 \(Self.flight) >cke >ccs >finished <fin") == "handshake_aborted/probable")
  }

  @Test func successOfTLS13() {
    #expect(verdict("\(Self.flight13) >ccs >data:58 >goeson:100") == "unfinished/certain")
    #expect(verdict("\(Self.flight13) >data:58 >goeson:19 >fin") == "success/probable")
    #expect(verdict("\(Self.flight13) >data:58 <sgoeson:250") == "success/certain")
    #expect(verdict("\(Self.flight13) >data:58 +40 >goeson:100") == "success/probable")
    #expect(verdict("\(Self.flight13) >data:58 >goeson:100 <fin") == "handshake_aborted/probable")
    #expect(verdict("\(Self.flight13) >data:58 >fin") == "success/probable")
    #expect(verdict("\(Self.flight13) >data:58") == "unfinished/certain")
    #expect(verdict("\(Self.flight13) >data:58 <fin >goeson:100") == "handshake_aborted/probable")
    #expect(verdict("\(Self.flight13) >data:58 <sgoeson:19 <fin") == "server_alert/probable")
    #expect(verdict("\(Self.flight13)") == "unfinished/certain")
    // Early data: the client's first records are older than the ServerHello.
    let early = "open >hello:1.3 <sh:1.3:resumed <data:200"
    #expect(verdict("\(early) >data:58 <sgoeson:200") == "success/certain")
    #expect(verdict(early) == "unfinished/certain")
    let retried = "open >hello:1.3 <hrr >hello:1.3 <sh:1.3 <data:2000 >data:58"
    #expect(verdict("\(retried) <sgoeson:90") == "success/certain")
  }

  @Test func successThatTheRestProves() {
    #expect(verdict("@nostart >ccs >finished <ccs <finished") == "success/certain")
    #expect(verdict("open >hello:1.2 <sh <gap:900 <finished >finished") == "success/certain")
    #expect(verdict("open >hello:1.2 <sh <gap:900 >data <data") == "success/probable")
    #expect(verdict("open >hello:1.2 <sh <gap:900 >data") == "incomplete_capture/certain")
    #expect(verdict("@nostart >data <data") == "incomplete_capture/certain")
    #expect(verdict("open >hello:1.2 <sh:2.0 >other <other >fin") == "success/possible")
  }

  @Test func versionReject() {
    #expect(verdict("open >hello:1.0 <rst") == "version_reject/certain")
    #expect(verdict("open >hello:1.1 <fin") == "version_reject/certain")
    #expect(verdict("open >hello:1.0 <alert:warning:0 <fin") == "version_reject/certain")
    #expect(verdict("open >hello:1.0 <alert:fatal:70 <fin") == "version_reject/certain")
    #expect(verdict("open >hello:1.0 <alert:fatal:40") == "version_reject/certain")
    #expect(verdict("open >hello:1.0 <alert:fatal:71") == "version_reject/certain")
    #expect(verdict("open >hello:1.0/v2 <rst") == "version_reject/certain")
    #expect(verdict("open >hello:1.0/name=a.example.com <rst") == "version_reject/probable")
    #expect(verdict("open >hello:1.0/nosni <rst") == "version_reject/possible")
    #expect(verdict("open >hello:1.0/cut <rst", dns: sws) == "version_reject/possible")
    // Whatever the suites; whatever the policy, when the alert says it.
    #expect(verdict("open >hello:1.0/rsa <rst") == "version_reject/certain")
    #expect(verdict("open >hello:1.2/nosni <alert:fatal:70") == "version_reject/certain")
    // Other alerts, other ends, other endpoints.
    #expect(verdict("open >hello:1.0 <alert:fatal:80") == "server_alert/certain")
    #expect(verdict("open >hello:1.0 >rst") == "handshake_timeout/possible")
    #expect(verdict("open >hello:1.0/name=sws1.update.microsoft.com <rst") == "server_reset/probable")
    #expect(verdict("open >hello:1.2 <rst") == "server_reset/certain")
    #expect(verdict("open >hello:1.0 <gap:5 <fin") == "incomplete_capture/certain")
    #expect(verdict("open >hello:1.0 <gap:5 <alert:fatal:70") == "version_reject/certain")
    #expect(verdict("open >hello:1.0 <sh:1.0 <rst") == "handshake_aborted/probable")
  }

  @Test func noCommonCipher() {
    #expect(verdict("open >hello:1.2/rsa <rst") == "no_common_cipher/certain")
    #expect(verdict("open >hello:1.2/rsa <fin") == "no_common_cipher/certain")
    #expect(verdict("open >hello:1.2/rsa <alert:fatal:40") == "no_common_cipher/certain")
    #expect(verdict("open >hello:1.2/ecdsa <rst") == "no_common_cipher/certain")
    #expect(verdict("open >hello:1.2/dh <rst") == "no_common_cipher/certain")
    #expect(verdict("open >hello:1.2/rsa/short <rst") == "no_common_cipher/possible")
    #expect(verdict("open >hello:1.2/nosni <alert:fatal:71") == "no_common_cipher/certain")
    #expect(verdict("open >hello:1.2/name=a.example.com <alert:fatal:40") == "no_common_cipher/probable")
    // A shared suite, an unknown server, a truncated list, another alert, a late one.
    #expect(verdict("open >hello:1.2 <alert:fatal:40") == "server_alert/certain")
    #expect(verdict("open >hello:1.2/rsa/name=a.example.com <rst") == "server_reset/probable")
    #expect(verdict("open >hello:1.2/cut <rst", dns: sws) == "incomplete_capture/certain")
    #expect(verdict("open >hello:1.2/rsa <alert:fatal:80") == "server_alert/certain")
    #expect(verdict("open >hello:1.2/rsa <sh <alert:fatal:40") == "server_alert/certain")
  }

  @Test func groupsOfThePolicyCount() {
    var policy = EndpointPolicy.builtIn
    (policy.endpoints[0].groups, policy.endpoints[0].areGroupsComplete) = ([.x25519], true)
    #expect(verdict("open >hello:1.2 <rst", policy: policy) == "no_common_cipher/certain")
    #expect(verdict("open >hello:1.2/x25519 <rst", policy: policy) == "server_reset/certain")
    policy.endpoints[0].hasRSACertificate = false
    #expect(verdict("open >hello:1.2/x25519 <rst", policy: policy) == "no_common_cipher/certain")
  }

  @Test func clientLeaves() {
    #expect(verdict("open >fin", dns: sws) == "client_fin/certain")
    #expect(verdict("open >fin <fin", dns: "a.example.com") == "client_fin/probable")
    #expect(verdict("open >fin <rst") == "client_fin/possible")
    #expect(verdict("open >rst", dns: sws) == "client_reset/certain")
    #expect(verdict("open +5000 >rst", dns: "a.example.com") == "client_reset/probable")
    #expect(verdict(">syn <synack >rst", dns: sws) == "unfinished/certain")
    #expect(verdict("open >fin", dns: sws, port: 4433) == "client_fin/certain")
    // Who was first, what was lost, what was said.
    #expect(verdict("open <fin >fin", dns: sws) == "server_close/probable")
    #expect(verdict("@nostart <synack >fin", dns: sws) == "incomplete_capture/certain")
    #expect(verdict("open >gap:10 >fin", dns: sws) == "incomplete_capture/certain")
    #expect(verdict("open >hello:1.2 >fin") == "handshake_timeout/possible")
    #expect(verdict("open >other >fin", dns: sws) == "not_tls/certain")
    #expect(verdict("open", dns: sws) == "unfinished/certain")
    #expect(verdict("open >ack @only:client >fin", dns: sws) == "incomplete_capture/certain")
  }

  @Test func notTLS() {
    #expect(verdict("open >other <other >fin <fin", port: 80) == "not_tls/certain")
    #expect(verdict("open <other >fin", port: 25) == "not_tls/certain")
    #expect(verdict("open <other >fin", dns: sws) == "client_fin/certain")
    #expect(verdict("tunnel <other <fin") == "server_close/probable")
    #expect(verdict("open >other <alert:fatal:70 <fin", dns: sws) == "not_tls/certain")
    #expect(verdict("open >fin", port: 3389) == "not_tls/probable")
    #expect(verdict("open <rst", port: 445) == "not_tls/probable")
    #expect(verdict("open >fin", dns: sws, port: 80) == "not_tls/probable")
    #expect(verdict("open >fin", dns: "download.windowsupdate.com", port: 8000) == "not_tls/probable")
    #expect(verdict("@nostart >other <other", port: 445) == "not_tls/possible")
    #expect(verdict("@nostart >other <other", dns: sws) == "incomplete_capture/certain")
    #expect(verdict("open", port: 3389) == "unfinished/certain")
    // STARTTLS: what follows the first words counts.
    #expect(verdict("open <other >other >hello:1.2 \(Self.rest)", port: 25) == "success/certain")
    #expect(
      verdict("open <other >other >hello:1.0/nosni <alert:fatal:70", port: 25) == "version_reject/certain")
  }

  @Test func certificateRejected() {
    for alert in [42, 43, 44, 45, 46, 48, 49] {
      #expect(
        verdict("open >hello:1.2 \(Self.flight) >alert:fatal:\(alert) >fin") == "certificate_rejected/certain"
      )
    }
    #expect(verdict("\(Self.flight13) >alert:fatal:48") == "certificate_rejected/certain")
    #expect(verdict("\(Self.flight13) >alert:warning:48") == "certificate_rejected/certain")
    #expect(
      verdict("open >hello:1.2 \(Self.flight) >alert:warning:46 >fin") == "certificate_rejected/certain")
    #expect(verdict("\(Self.flight13) >data:19 >fin") == "certificate_rejected/probable")
    #expect(verdict("\(Self.flight13) >data:24 <fin") == "certificate_rejected/probable")
    #expect(
      verdict("open >hello:1.2 \(Self.flight) >cke >ccs >encalert >rst") == "certificate_rejected/probable")
    #expect(verdict("open >hello:1.2 \(Self.flight) >fin") == "certificate_rejected/probable")
    #expect(
      verdict("open >hello:1.2 \(Self.flight) >alert:warning:0 >fin") == "certificate_rejected/probable")
    #expect(verdict("open >hello:1.2 \(Self.flight) >rst") == "certificate_rejected/probable")
    #expect(verdict("open >hello:1.2 <sh <certificate >rst") == "certificate_rejected/possible")
    #expect(verdict("\(Self.flight13) >rst") == "certificate_rejected/possible")
    // Another alert, no certificate, a key exchange, bytes that are missing, no end.
    #expect(verdict("open >hello:1.2 \(Self.flight) >alert:fatal:40") == "client_alert/certain")
    #expect(verdict("open >hello:1.2 <sh >rst") == "handshake_aborted/probable")
    #expect(verdict("open >hello:1.2 \(Self.flight) >cke >fin") == "handshake_aborted/probable")
    #expect(verdict("open >hello:1.2 \(Self.flight) >gap:9 >fin") == "incomplete_capture/certain")
    #expect(
      verdict("open >hello:1.3 <sh:1.3:resumed <data:200 >data:19 >fin") == "handshake_aborted/probable")
    #expect(verdict("\(Self.flight13) >data:19") == "unfinished/certain")
    #expect(verdict("open >hello:1.2 \(Self.flight) <fin >alert:fatal:48") == "handshake_aborted/probable")
  }

  @Test func serverEnds() {
    #expect(verdict("open >hello:1.2 <alert:fatal:112 <fin") == "server_alert/certain")
    #expect(verdict("@nostart <alert:fatal:80 <fin") == "server_alert/possible")
    #expect(verdict("open >hello:1.2 <alert:warning:112 <rst") == "server_reset/certain")
    #expect(verdict("open >hello:1.2 <rst") == "server_reset/certain")
    #expect(verdict("open >hello:1.2 <fin") == "server_close/certain")
    #expect(verdict("open >hello:1.2 <alert:warning:0") == "server_close/certain")
    #expect(verdict("open >hello:1.2/name=a.example.com <rst") == "server_reset/probable")
    #expect(verdict("open >hello:1.2/nosni <fin") == "server_close/possible")
    #expect(verdict("open >hello:1.2/short <rst", dns: sws) == "server_reset/possible")
    #expect(verdict("open >hello:1.2/cut <rst", dns: "a.example.com") == "server_reset/possible")
    #expect(verdict("open >hello:1.2/cut <rst") == "incomplete_capture/certain")
    #expect(verdict("open >hello:1.2/cut/noversion <rst", dns: sws) == "incomplete_capture/certain")
    #expect(verdict("open >hello:1.3 <hrr >hello:1.3 <rst") == "server_reset/certain")
    #expect(verdict("open >hello:1.3 <hrr <rst") == "handshake_aborted/probable")
    #expect(verdict("open <fin", dns: sws) == "server_close/probable")
    #expect(verdict("open <rst") == "server_reset/possible")
    #expect(verdict("open >gap:7 <rst", dns: sws) == "incomplete_capture/certain")
    #expect(verdict("open >hello:1.2 <other <fin") == "server_close/certain")
  }

  @Test func handshakeTimeout() {
    #expect(
      verdict("open >hello:1.2 +990 >again:hello +990 >again:hello", after: 10_000)
        == "handshake_timeout/certain")
    #expect(verdict("open >hello:1.2 +30000 >fin") == "handshake_timeout/probable")
    #expect(verdict("open >hello:1.2 +985 >rst") == "handshake_timeout/possible")
    #expect(verdict("open >hello:1.2 +990 >rst") == "handshake_timeout/probable")
    #expect(
      verdict("open >hello:1.3 <hrr >hello:1.3 +990 >again:hello", after: 10_000)
        == "handshake_timeout/certain")
    #expect(verdict("open >hello:1.2 +990 >again:hello", after: 9_999) == "unfinished/certain")
    #expect(verdict("open >hello:1.2", after: 10_000) == "handshake_timeout/probable")
    #expect(verdict("open >hello:1.2", after: 9_999) == "unfinished/certain")
    #expect(verdict("open >hello:1.2 >again:hello <sh") == "unfinished/certain")
    #expect(verdict("open @received >hello:1.2 <gap:1 +30000 >fin") == "incomplete_capture/certain")
    #expect(verdict("open >hello:1.2 @only:client >again:hello") == "incomplete_capture/certain")
    #expect(verdict("open >hello:1.2 >again:hello <rst") == "server_reset/certain")
    #expect(verdict("open >hello:1.2 <other +3000 >fin") == "handshake_aborted/possible")
    #expect(verdict("open <other >hello:1.2 +3000 >fin") == "handshake_aborted/possible")
    #expect(verdict("open <other >other >hello:1.2 +3000 >fin") == "handshake_timeout/probable")
  }

  @Test func connecting() {
    #expect(verdict(">syn <rst") == "connection_refused/certain")
    #expect(verdict(">syn >icmp:13") == "connection_refused/certain")
    #expect(verdict(">syn >icmp:1 >again:syn <synack >ack >fin", dns: sws) == "client_fin/certain")
    #expect(verdict(">syn +990 >again:syn", after: 2_501) == "connect_timeout/certain")
    #expect(verdict(">syn", after: 3000) == "connect_timeout/probable")
    #expect(verdict(">syn +990 >again:syn", after: 2_500) == "unfinished/certain")
    #expect(verdict(">syn +40 >again:syn", after: 2_900) == "unfinished/certain")
    #expect(verdict(">syn", after: 2999) == "unfinished/certain")
    #expect(verdict(">syn >ack >hello:1.2 >again:hello @only:client") == "incomplete_capture/certain")
    #expect(verdict(">syn <stray +990 >again:syn", after: 3_000) == "connect_timeout/certain")
    #expect(verdict("@nostart <rst") == "incomplete_capture/certain")
  }

  @Test func incompleteCapture() {
    #expect(verdict("@nostart >data <data >fin") == "incomplete_capture/certain")
    #expect(verdict("<synack <fin @only:server") == "incomplete_capture/certain")
    #expect(verdict("open >cut:60 <cut:60 >fin", dns: sws) == "incomplete_capture/certain")
    #expect(verdict("open >hello:1.2 <cut:1400 >rst") == "incomplete_capture/certain")
    // What the rest proves still counts.
    #expect(verdict("@nostart >hello:1.0 <rst") == "version_reject/certain")
    #expect(verdict("\(Self.full) <gap:100 >cut:5 <rst") == "success/certain")
    #expect(verdict("open >hello:1.2 <sh <gap:10 >alert:fatal:48") == "certificate_rejected/certain")
    #expect(verdict("") == "incomplete_capture/certain")
  }
}
