import Diagnosis

extension English {
  func heading(_ heading: Heading) -> Phrase {
    switch heading {
    case .walkthrough(let flow): "Walkthrough of flow \(flow)"
    case .flow(let id): "Flow \(id)"
    case .whatToDo: "What to do"
    case .toBeSurer: "To be surer"
    case .decision: "What the server's files say"
    case .notes: "Notes"
    case .findings(let count): Self.counted(count, "finding", "findings")
    case .flowsOfInterest(let listed, let all):
      "Flows to update endpoints, and flows that failed (\(count: listed) of \(count: all); --all-flows lists all)"
    case .allFlows(let count): "All flows (\(count: count))"
    case .chosenFlows(let count): "Flows to update endpoints (\(count: count))"
    case .clientHello(let frame): "ClientHello of frame \(frame)"
    case .serverHello(let frame): "ServerHello of frame \(frame)"
    case .certificate(let frame): "Certificate of frame \(frame)"
    case .onTheWire: "On the wire"
    case .why: "Why"
    case .offeredAndTaken: "What was offered, and what the endpoint takes"
    case .term(let term): self.term(term)
    }
  }

  func remark(_ remark: Remark) -> Phrase {
    switch remark {
    case .packets(let count): Self.counted(count, "packet", "packets")
    case .tcpFlows(let count): Self.counted(count, "TCP flow", "TCP flows")
    case .period(let from, let to, let duration): "\(from) to \(to) UTC (\(duration))"
    case .policy(let file, let date): "Endpoint policy: \(file ?? "built-in"), as of \(date)."
    case .emptyCapture: "The capture holds no packet."
    case .noTCP(nil): "The capture holds no TCP connection: a filter or the wrong interface, perhaps."
    case .noTCP(let cause?): "The capture holds no TCP connection that can be followed: \(cause)."
    case .noFlow(let id, 0): "There is no flow \(id): the capture has none."
    case .noFlow(let id, let flows): "There is no flow \(id): the capture's flows are 0 to \(flows - 1)."
    case .noFailure(let flows): "No failure in \(Self.counted(flows, "flow", "flows"))."
    case .noTLS(let flows): "No failure and no TLS in \(Self.counted(flows, "flow", "flows"))."
    case .noEndpointFlow:
      "No flow to an update endpoint was captured: was an import or synchronisation running meanwhile?"
    case .provesNothing(let incomplete, let unfinished): provesNothing(incomplete, unfinished)
    case .captureAgain:
      "Capture again: start before the import or synchronisation, keep whole packets, stop after it failed."
    case .moreFindings(let count):
      "\(Self.counted(count, "more finding", "more findings")); --format json holds them all."
    case .unlistedFlows(let count):
      "\(Self.counted(count, "flow more", "flows more")): --all-flows and --format json list every flow."
    case .otherFlows(let counts, let isAll): otherFlows(counts, isAll: isAll)
    case .succeeds(let flows): flows == 1 ? "1 flow succeeds" : "\(count: flows) flows succeed"
    case .moreServers(let count):
      "\(Self.counted(count, "more pair", "more pairs")) of client and endpoint with flows that succeed."
    case .sameAsFinding(let number): "The same as for finding \(number)."
    case .appliesTo(let systems): "(\(systems.map(\.rawValue).joined(separator: ", ")))"
    case .later(let duration): "\(duration) later"
    case .beforeServerHello: "before any ServerHello"
    case .takenByEndpoint: "* the endpoint takes it"
    case .wholeLists: "--flow shows all of a flow: wsuscap explain tells what a verdict means."
    case .offered(let count): "offered (\(count: count))"
    case .taken(let count, let date):
      date.map { "taken (\(count: count), as of \($0))" } ?? "taken (\(count: count))"
    case .more(let count): "and \(count: count) more (--flow shows all)"
    case .yes: "yes"
    case .no: "no"
    }
  }

  private func provesNothing(_ incomplete: Int, _ unfinished: Int) -> Phrase {
    var parts: [String] = []
    if incomplete > 0 {
      parts.append("what would decide is missing from \(Self.counted(incomplete, "flow", "flows").text)")
    }
    if unfinished > 0 {
      parts.append("\(Self.counted(unfinished, "flow was", "flows were").text) still open when it ended")
    }
    return "This capture proves nothing about an update endpoint: \(parts.joined(separator: ", "))."
  }

  private func otherFlows(_ counts: [(verdict: Verdict, count: Int)], isAll: Bool) -> Phrase {
    let total = counts.reduce(0) { $0 + $1.count }
    let list = counts.map { ("\(count: $0.count) \(label($0.verdict))" as Phrase).text }
      .joined(separator: ", ")
    return isAll
      ? "\(Self.counted(total, "flow", "flows")) (--all-flows lists all): \(list)"
      : "\(Self.counted(total, "other flow", "other flows")): \(list)"
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
    case 1..<60:
      // Rounded, lest 3.9996 s read 3.9 s next to times that show 4.
      let tenths = (size + 50_000_000) / 100_000_000
      return "\(tenths / 10).\(tenths % 10) s"
    case 60..<3600: return "\(seconds / 60) min \(seconds % 60) s"
    case 3600..<86_400: return "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    default: return "\(seconds / 86_400) d \(seconds % 86_400 / 3600) h"
    }
  }
}
