import Diagnosis

extension English {
  func heading(_ heading: Heading) -> Phrase {
    switch heading {
    case .walkthrough(let flow): "Walkthrough of flow \(flow)"
    case .whatToDo: "What to do"
    case .toBeSurer: "To be surer"
    case .notes: "Notes"
    case .findings(let count): Self.counted(count, "finding", "findings")
    case .flowsOfInterest(let listed, let all):
      "Flows to update endpoints, and flows that failed (\(count: listed) of \(count: all); --all-flows lists all)"
    case .allFlows(let count): "All flows (\(count: count))"
    case .chosenFlows(let count): "Flows to update endpoints (\(count: count))"
    case .flow: "flow"
    case .client: "client"
    case .server: "server"
    case .verdict: "verdict"
    case .frames: "frames"
    case .confidence: "confidence"
    case .frame: "frame"
    case .time: "time"
    case .from: "from"
    }
  }

  func remark(_ remark: Remark) -> Phrase {
    switch remark {
    case .emptyCapture: "The capture holds no packet."
    case .noTCP: "The capture holds no TCP connection: a filter or the wrong interface, perhaps."
    case .noFlow(let id, let flows):
      flows == 0 ? "There is no flow \(id): the capture has none." : "There is no flow \(id): the capture's flows are 0 to \(flows - 1)."
    case .noFailure(let flows): "No failure in \(Self.counted(flows, "flow", "flows"))."
    case .noEndpointFlow: "No flow to an update endpoint was captured: was an import or synchronisation running meanwhile?"
    case .provesNothing(let incomplete, let unfinished): provesNothing(incomplete, unfinished)
    case .missingStart: "The beginning of the connection is missing: the capture was started too late."
    case .cutBySnapLength: "Packets were cut off by the snap length: the TLS messages are not whole."
    case .captureAgain:
      """
      Capture again: start before the import or synchronisation, keep whole packets, stop after it failed. For example: \
      pktmon start --capture --pkt-size 0 (then pktmon stop, and pktmon etl2pcap PktMon.etl), \
      or netsh trace start capture=yes, or tcpdump -s 0.
      """
    default: self.count(remark)
    }
  }

  private func count(_ remark: Remark) -> Phrase {
    switch remark {
    case .moreFindings(let count): "\(Self.counted(count, "more finding", "more findings")); --format json holds them all."
    case .otherFlows(let counts): otherFlows(counts)
    case .succeeds(let flows): flows == 1 ? "1 flow succeeds" : "\(count: flows) flows succeed"
    case .moreServers(let count): "\(Self.counted(count, "more pair", "more pairs")) of client and server with flows that succeed."
    case .decidedBy(let reason): self.reason(reason)
    case .tooManyEvents: "More happened on this flow than a report keeps."
    default: ""
    }
  }

  private func provesNothing(_ incomplete: Int, _ unfinished: Int) -> Phrase {
    var parts: [Phrase] = []
    if incomplete > 0 { parts.append("\(Self.counted(incomplete, "flow is", "flows are")) incomplete") }
    if unfinished > 0 { parts.append("\(Self.counted(unfinished, "flow was", "flows were")) still open when it ended") }
    let list = parts.map(\.text).joined(separator: ", ")
    return "This capture proves nothing about an update endpoint: \(list)."
  }

  private func otherFlows(_ counts: [(verdict: Verdict, count: Int)]) -> Phrase {
    let total = counts.reduce(0) { $0 + $1.count }
    let list = counts.map { "\($0.count) \(label($0.verdict).text)" }.joined(separator: ", ")
    return "\(Self.counted(total, "other flow", "other flows")): \(list)"
  }

  /// `20 Jul 2020`.
  func date(_ time: UTCTime) -> Phrase {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return "\(time.day) \(months[Int(max(1, min(12, time.month))) - 1]) \(time.year)"
  }

  /// `2 min 38 s`, `22 ms`, `3 h 5 min`.
  func duration(nanoseconds: Int64) -> Phrase {
    let size = max(0, nanoseconds)
    let seconds = size / 1_000_000_000
    switch seconds {
    case 0 where size < 1_000_000: return "\(size / 1_000) µs"
    case 0: return "\(size / 1_000_000) ms"
    case 1..<60: return "\(seconds) s"
    case 60..<3600: return "\(seconds / 60) min \(seconds % 60) s"
    case 3600..<86_400: return "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    default: return "\(seconds / 86_400) d \(seconds % 86_400 / 3600) h"
    }
  }
}
