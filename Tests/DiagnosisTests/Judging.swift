import Diagnosis
import Packets
import PolicyFiles
import Protocols

/// One flow, judged under the built-in policy.
///
/// - Parameters:
///   - dns: What DNS calls the server; nil leaves the name to the hello or the tunnel.
///   - after: Milliseconds that the capture goes on after the flow's last frame.
func judged(
  _ line: String, dns: String? = nil, port: UInt16 = 443, after: Int64 = 0,
  policy: EndpointPolicy = .builtIn
) -> JudgedFlow {
  var script = FlowScript()
  let evidence = script.flow(line, port: port)
  return Judge(policy: policy).judge(
    evidence, store: script.store, dnsName: dns.map { DNSName($0) },
    captureEnd: evidence.end + after * 1_000_000)
}

/// `verdict/confidence` of a flow.
func verdict(
  _ line: String, dns: String? = nil, port: UInt16 = 443, after: Int64 = 0,
  policy: EndpointPolicy = .builtIn
) -> String {
  let judgement = judged(line, dns: dns, port: port, after: after, policy: policy).judgement
  return "\(judgement.verdict.rawValue)/\(judgement.confidence.rawValue)"
}

let sws = "sws.update.microsoft.com"
