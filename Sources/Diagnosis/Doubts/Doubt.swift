/// Why a verdict is not certain: something that is seen, or not seen, and that another cause would explain as well.
package enum Doubt: Hashable, Sendable {
  /// The end of the server cannot answer the hello.
  case endPrecedesHello(EndOfHello)
  /// A device on the path most likely sent the end.
  case endFromElsewhere(frame: UInt32, sign: OriginSign)
  /// The end came that many seconds after the hello.
  case lateEnd(frame: UInt32, seconds: UInt32)
  /// Another flow of the capture, or the endpoint's own choice, says otherwise.
  case contradicted(Contradiction)
  /// The policy does not state what the rule uses.
  case termsUnknown(Term)
  /// A list of the policy may not be that of the capture's day.
  case termsDated(Term)
  case nameUncertain(NameWeakness)
  /// A server with the endpoint's name has a private address.
  case privateAddress
  /// Bytes of that end that may have changed the answer, or are the answer, were not captured before that frame.
  case bytesMissing(frame: UInt32, from: Role)
  /// The hello of that frame was truncated.
  case offerTruncated(frame: UInt32)
  /// Bytes of that end were not kept, because a budget of memory was spent.
  case bytesGivenUp(from: Role)
  /// No endpoint of the policy names the server.
  case notInPolicy

  /// The raw value is the code in the report and never changes.
  package enum Code: String, CaseIterable, Hashable, Sendable {
    case endPrecedesHello = "end_precedes_hello"
    case endFromElsewhere = "end_from_elsewhere"
    case lateEnd = "late_end"
    case contradicted
    case termsUnknown = "terms_unknown"
    case termsDated = "terms_dated"
    case nameUncertain = "name_uncertain"
    case privateAddress = "private_address"
    case bytesMissing = "bytes_missing"
    case offerTruncated = "offer_truncated"
    case bytesGivenUp = "bytes_given_up"
    case notInPolicy = "not_in_policy"
  }

  /// Times in nanoseconds.
  package struct EndOfHello: Hashable, Sendable {
    package var hello: UInt32
    package var frame: UInt32
    /// It acknowledges less than the whole hello; else it came too soon.
    package var acknowledgesLess: Bool
    package var after: Int64
    package var roundTrip: Int64

    package init(hello: UInt32, frame: UInt32, acknowledgesLess: Bool, after: Int64, roundTrip: Int64) {
      self.hello = hello
      self.frame = frame
      self.acknowledgesLess = acknowledgesLess
      self.after = after
      self.roundTrip = roundTrip
    }
  }

  package enum OriginSign: Hashable, Sendable {
    /// Hop limits of the end and of the server's packets.
    case distance(hopLimit: UInt8, usual: UInt8)
    /// The same, where only the SYN/ACK of the server is known.
    case distanceOfSynAck(hopLimit: UInt8, usual: UInt8)
    /// The server went on after it.
    case serverWentOn
    /// Both ends were reset, each in the name of the other.
    case bothEnds(other: UInt32)
    /// That many RSTs with other sequence numbers came with it.
    case guesses(Int)
  }

  package enum Contradiction: Hashable, Sendable {
    /// An offer that is no better succeeded on that flow.
    case poorerOfferSucceeded(flow: Int)
    /// An offer that the endpoint must accept was ended the same way on that flow.
    case goodOfferRefused(flow: Int)
    /// The endpoint chose, on that flow, what its list does not hold.
    case choiceOutsideList(flow: Int)
  }

  package enum Term: Hashable, Sendable {
    case minimumVersion
    case cipherSuites
    case groups
    case signatureAlgorithms
  }
}

/// Why the name of a server may not be the one that the client meant.
package enum NameWeakness: Hashable, Sendable {
  /// The client asked DNS for several names that have this address.
  case severalNames
  /// Only another client asked DNS for it.
  case otherClient
  /// The DNS answer came after the flow had begun.
  case learntLater
  /// The server name differs from the authority of the CONNECT request.
  case differsFromAuthority
  /// The server name contains characters that no host name has.
  case impossibleCharacters
}

extension Doubt {
  package var code: Code {
    switch self {
    case .endPrecedesHello: .endPrecedesHello
    case .endFromElsewhere: .endFromElsewhere
    case .lateEnd: .lateEnd
    case .contradicted: .contradicted
    case .termsUnknown: .termsUnknown
    case .termsDated: .termsDated
    case .nameUncertain: .nameUncertain
    case .privateAddress: .privateAddress
    case .bytesMissing: .bytesMissing
    case .offerTruncated: .offerTruncated
    case .bytesGivenUp: .bytesGivenUp
    case .notInPolicy: .notInPolicy
    }
  }

  /// The highest confidence of a verdict that has the doubt.
  package var ceiling: Confidence {
    switch self {
    case .endPrecedesHello, .lateEnd, .contradicted, .bytesMissing, .offerTruncated, .bytesGivenUp: .possible
    case .endFromElsewhere(_, .distanceOfSynAck): .probable
    case .endFromElsewhere: .possible
    case .nameUncertain(.severalNames), .nameUncertain(.impossibleCharacters): .possible
    case .nameUncertain, .termsUnknown, .termsDated, .privateAddress, .notInPolicy: .probable
    }
  }

  /// The frames that show it; empty where it is not about frames.
  package var frames: [UInt32] {
    switch self {
    case .endPrecedesHello(let end): [end.hello, end.frame]
    case .endFromElsewhere(let frame, .bothEnds(let other)): [frame, other]
    case .endFromElsewhere(let frame, _), .lateEnd(let frame, _), .bytesMissing(let frame, _),
      .offerTruncated(let frame):
      [frame]
    case .contradicted, .termsUnknown, .termsDated, .nameUncertain, .privateAddress, .bytesGivenUp,
      .notInPolicy:
      []
    }
  }
}

extension Judgement {
  /// Another flow, the end itself or the name speaks against the cause.
  var isCauseDoubtful: Bool {
    doubts.contains { doubt in
      switch doubt {
      case .endPrecedesHello, .endFromElsewhere, .lateEnd, .contradicted, .nameUncertain, .bytesMissing,
        .bytesGivenUp:
        true
      case .termsUnknown, .termsDated, .privateAddress, .offerTruncated, .notInPolicy: false
      }
    }
  }
}
