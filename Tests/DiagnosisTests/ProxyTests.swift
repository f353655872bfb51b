import Testing

@testable import Diagnosis

@Suite struct ProxyTests {
  @Test func theTunnelIsJudgedByTheSameTable() {
    let table: [(String, String)] = [
      ("tunnel >hello:1.2 \(VerdictTests.rest)", "success/certain"),
      ("tunnel >hello:1.0 <fin", "version_reject/certain"),
      ("tunnel >hello:1.0/nosni <fin", "version_reject/certain"),
      ("tunnel >hello:1.0 <rst", "version_reject/certain"),
      ("tunnel >hello:1.0 <fin >alert:fatal:50", "version_reject/certain"),
      ("tunnel >hello:1.2/rsa <fin", "no_common_cipher/certain"),
      ("tunnel >fin", "client_fin/certain"),
      ("tunnel >rst", "client_reset/certain"),
      ("tunnel:a.example.com:443 >fin", "client_fin/probable"),
      ("tunnel:192.0.2.9:443 >fin", "client_fin/probable"),
      ("tunnel >hello:1.2 <sh <certificate <done >alert:fatal:48", "certificate_rejected/certain"),
      ("tunnel >hello:1.2 <alert:fatal:80", "server_alert/certain"),
      ("tunnel >hello:1.2 <rst", "server_reset/certain"),
      ("tunnel >hello:1.2 <fin", "server_close/certain"),
      ("tunnel <fin", "server_close/probable"),
      ("tunnel >hello:1.2 +990 >again:hello >fin", "handshake_timeout/certain"),
      ("tunnel >hello:1.2 <sh <certificate <done >cke <fin", "handshake_aborted/probable"),
      ("tunnel >other <other", "not_tls/certain"),
      ("tunnel >gap:100 >fin", "incomplete_capture/certain"),
      ("tunnel >hello:1.2", "unfinished/certain"),
    ]
    for (line, expected) in table { #expect(verdict(line, port: 8080) == expected, "\(line)") }
  }

  @Test func theProxyItself() {
    let request = "open >connect:\(sws):443"
    #expect(verdict("\(request) <status:407 <fin", port: 8080) == "proxy_denied/certain")
    #expect(verdict("\(request) <status:403", port: 8080) == "unfinished/certain")
    #expect(verdict("\(request) <status:403", port: 8080, after: 10_000) == "proxy_denied/probable")
    #expect(verdict("\(request) >hello:1.2 <status:407 <fin", port: 8080) == "proxy_denied/certain")
    #expect(
      verdict("\(request) <status:407 >connect:\(sws):443 <status:200 >fin", port: 8080)
        == "client_fin/certain")
    #expect(verdict("\(request) <status:407 >connect:\(sws):443", port: 8080) == "unfinished/certain")
    #expect(verdict("\(request) <status:407 >connect:\(sws):443 <fin", port: 8080) == "proxy_denied/certain")
    #expect(
      verdict("\(request) <status:100 <status:200 >hello:1.0 <fin", port: 8080) == "version_reject/certain")
    #expect(verdict("\(request) <fin", port: 8080) == "server_close/probable")
    #expect(verdict("\(request) +30000 >fin", port: 8080) == "handshake_timeout/probable")
    #expect(verdict("\(request) +990 >again:connect >rst", port: 8080) == "handshake_timeout/probable")
    #expect(verdict("\(request) >fin", port: 8080) == "handshake_timeout/possible")
    // The answer to a second request is lost, or was not given.
    let second = "\(request) <status:407 >connect:\(sws):443"
    #expect(verdict("\(second) <gap:39 >hello:1.2 <fin", port: 8080) == "incomplete_capture/certain")
    #expect(verdict("\(second) <fin", port: 8080) == "proxy_denied/certain")
    #expect(verdict("\(second) >hello:1.2 <fin", port: 8080) == "proxy_denied/certain")
    #expect(verdict("\(request) <status:407 <gap:39 <fin", port: 8080) == "proxy_denied/certain")
    #expect(verdict("\(request) <gap:80 >hello:1.0 <fin", port: 8080) == "incomplete_capture/certain")
    #expect(verdict("\(request) >hello:1.0 <alert:fatal:70", port: 8080) == "version_reject/certain")
    #expect(verdict(request, port: 8080) == "unfinished/certain")
  }

  @Test func labelsNameTheProxyFirst() {
    #expect(judged("tunnel >hello:1.0 <fin").judgement.labels == ["proxy_connect", "version_reject"])
    #expect(judged("open >hello:1.0 <fin").judgement.labels == ["version_reject"])
  }
}
