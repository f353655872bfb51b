import Protocols

enum ServerStanding: Hashable, Sendable {
  case unnamed
  case named
  case endpoint
}

struct OfferAssessment: Sendable {
  var frame: UInt32
  var version: ProtocolVersion
  /// False when the hello is truncated where it may offer more than ``version``.
  var isVersionProven: Bool
  /// Known or assumed.
  var minimum: ProtocolVersion
  var isComplete: Bool
  var suites: SuiteFit

  /// A number below SSL 2.0 means a truncated version: it proves nothing.
  /// All that it offers is newer than what the server accepts.
  var isTooNew = false
  var offersCurve = true

  /// The server is known to accept it.
  var isAcceptable: Bool { suites == .shared && !isTooNew && !isTooOld }

  var isTooOld: Bool { version >= .ssl20 && version < minimum }
}

extension OfferAssessment {
  init(_ hello: ClientHello, of frame: UInt32, taken: ServerTerms) {
    self.frame = frame
    version = hello.provenHighestVersion ?? hello.clientVersion ?? ProtocolVersion(rawValue: 0)
    isVersionProven = hello.provenHighestVersion != nil
    minimum = taken.minimumVersion
    isComplete = hello.isComplete
    suites = taken.fit(hello)
    offersCurve = hello.offersCurve
    let offered = hello.supportedVersions.filter { !$0.isGREASE }
    isTooNew = !offered.isEmpty && offered.allSatisfy { $0 > taken.maximumVersion }
  }
}
