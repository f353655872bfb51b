import Protocols

/// What is known of a flow's server.
enum ServerStanding: Hashable, Sendable {
  /// Nothing names it.
  case unnamed
  /// It has a name that the policy does not know.
  case named
  /// It is an endpoint of the policy.
  case endpoint
}

/// What a hello offers, compared with what its server accepts.
struct OfferAssessment: Sendable {
  var frame: UInt32
  var version: ProtocolVersion
  /// False when the hello was cut where it may offer more than ``version``.
  var isVersionProven: Bool
  /// The lowest version that the server accepts, known or assumed.
  var minimum: ProtocolVersion
  var isComplete: Bool
  var suites: SuiteFit

  /// A number under SSL 2.0 stands for a version that was cut off: it proves nothing.
  var isTooOld: Bool { version >= .ssl20 && version < minimum }
}

extension OfferAssessment {
  /// Compares the hello of a frame with what the server accepts.
  init(_ hello: ClientHello, of frame: UInt32, taken: ServerTerms) {
    self.frame = frame
    version = hello.provenHighestVersion ?? hello.clientVersion ?? ProtocolVersion(rawValue: 0)
    isVersionProven = hello.provenHighestVersion != nil
    minimum = taken.minimumVersion
    isComplete = hello.isComplete
    suites = taken.fit(hello)
  }
}
