package import Protocols

/// Who asks a WSUS server for what.
package enum WSUSPurpose: UInt8, CaseIterable, Hashable, Sendable {
  /// A downstream server, for updates and approvals ([MS-WSUSSS]).
  case synchronization
  /// A client, for the updates that it needs, or to report ([MS-WUSP]).
  case client
  /// The console or a script.
  case administration
  /// Files of updates, by clients and downstream servers alike.
  case content

  package init(_ service: WSUSService, _ operation: WSUSOperation) {
    switch service {
    case .serverSync, .dssAuth: self = .synchronization
    case .reporting: self = operation.isRollup ? .synchronization : .client
    case .client, .simpleAuth, .selfUpdate: self = .client
    case .administration: self = .administration
    case .content: self = .content
    }
  }
}

/// What a verdict rests on: see ``Reason/wsusTraffic(request:service:purpose:failure:)``.
struct WSUSSummary: Sendable {
  var service = WSUSService.client
  var purpose = WSUSPurpose.client
  var failure: UInt32 = 0
}

/// The ports of WSUS ([MS-WUSP], section 2.1): 80 and 443 belong to every website.
package enum WSUSPort {
  package static let http: UInt16 = 8530
  package static let https: UInt16 = 8531
}

/// A request to a WSUS server and its answer.
package struct WSUSExchange: Hashable, Sendable {
  package var service: WSUSService
  package var operation: WSUSOperation
  package var answer: WSUSAnswer
  package var requestFrame: UInt32
  package var responseFrame: UInt32
  /// Of the answer, in nanoseconds since 1970 (UTC).
  package var time: Int64
  /// Of the answer; see ``FlowEvent/Payload/wsusResponse(_:quote:)``.
  package var quote: UInt16

  /// What was asked, as a key: a file of WSUS is as good as another.
  var subject: UInt16 { UInt16(service.rawValue) << 8 | UInt16(operation.rawValue) }
}

/// The exchanges of a flow with a WSUS server, as far as its events list them.
package struct WSUSTraffic: Sendable {
  package private(set) var purpose: WSUSPurpose
  package private(set) var firstService: WSUSService
  package private(set) var firstRequest: UInt32
  /// How many requests, the unlisted included.
  package private(set) var requests: UInt64 = 0
  /// The listed ones, in the order in which they were answered. At most as many as a flow has events.
  package private(set) var exchanges: [WSUSExchange] = []
  /// Some exchanges are only counted.
  package private(set) var hasUnlisted = false
  private var open: (event: FlowEvent, service: WSUSService, operation: WSUSOperation)?

  /// Nil for a flow without a request to a WSUS server. The events are in the order in which they were read.
  package init?(_ events: [FlowEvent]) {
    guard let first = events.first(where: { $0.kind == .wsusRequest }),
      case .wsusRequest(let service, let operation, _) = first.payload
    else { return nil }
    (purpose, firstService, firstRequest) = (WSUSPurpose(service, operation), service, first.frame)
    for event in events { note(event) }
  }

  private mutating func note(_ event: FlowEvent) {
    if case .wsusRequest(let service, let operation, _) = event.payload {
      open = (event, service, operation)
      requests += 1
    }
    if case .wsusExchanges(let count) = event.payload {
      requests += UInt64(count)
      hasUnlisted = true
    }
    guard case .wsusResponse(let answer, let quote) = event.payload, answer.isPaired, let request = open
    else {
      return
    }
    open = nil
    exchanges.append(
      WSUSExchange(
        service: request.service, operation: request.operation, answer: answer,
        requestFrame: request.event.frame, responseFrame: event.frame, time: event.time, quote: quote))
  }

  /// The errors that the client met, without those that it overcame on the same connection: a question for credentials
  /// by any other answer, another error by an answer to the same request without one.
  package var errors: [WSUSExchange] {
    exchanges.indices.filter { exchanges[$0].answer.isError && !hasLaterAnswer($0) }.map { exchanges[$0] }
  }

  var summary: WSUSSummary {
    let failure = errors.first { !$0.answer.isRenewal }
    return WSUSSummary(service: firstService, purpose: purpose, failure: failure?.responseFrame ?? 0)
  }

  private func hasLaterAnswer(_ index: Int) -> Bool {
    let error = exchanges[index]
    return exchanges[(index + 1)...].contains { later in
      later.subject == error.subject
        && (error.answer.isChallenge ? !later.answer.isChallenge : !later.answer.isError)
    }
  }
}
