import Analysis
import Diagnosis

/// Titles, headings and parts of sentences about two captures.
enum ComparisonText {
  case title(CaptureComparison.Mode)
  case heading(Heading)
  case reset
  case alert
  case segment(Phrase)
  case data(Phrase)
  case end(Phrase, frame: UInt32, Phrase)
  case count(Int)
  case bytes(Int)
  case route(Route)

  enum Heading {
    case segments
    case differences
    case hellos
    case what
    case frame
    case resolved
    case left
    case new
    case untried
    case message
  }
}

/// What the same connections in two captures say.
enum EndsText {
  case nothingInCommon(Phrase, Phrase)
  case noProxyPairs
  case injected(Phrase, frame: UInt32, Phrase, Phrase, from: Phrase, Confidence)
  case otherHopLimit(Int, usual: Int, Phrase)
  case alsoLost(Phrase, frame: UInt32, Phrase, Phrase)
  case lost(Phrase, frame: UInt32, Phrase, Phrase, Confidence)
  case oneSided(Phrase, frame: UInt32, Phrase, Phrase)
  case sameEnd(Phrase, a: UInt32, Phrase, b: UInt32, Phrase, from: Phrase, nearest: Phrase?)
  case sameWithoutEnd(Phrase)
  case sameSuccess
}

/// What is said beside that: how the captures belong together.
enum BothEndsText {
  case matched(Int, ofA: Int, ofB: Int)
  case alike(Int)
  case clock(Phrase, ahead: Phrase)
  case sameClock
  case lostOnWay
  case sentBetween
  case onlyIn(Phrase)
  case hopLimits(Phrase, a: Int, b: Int)
}

/// How the two connections of a proxy ended.
enum ProxyEndText {
  case closedByProxy(Phrase?, Phrase?)
  case passedOnByProxy(Phrase?, Phrase?)
  case endedByClient(Phrase?)
  case refusedByProxy(frame: UInt32, Phrase, Phrase)
}

/// Why a conclusion is not certain: a sentence without its full stop.
enum ComparisonDoubtText {
  case lossy(Phrase)
  case lossyElsewhere(Phrase)
  case oneDirection(Phrase, Phrase)
  case startsAfter(Phrase)
  case endsBefore(Phrase)
  case absenceOnly(Phrase)
  case closedBefore
  case unknownOrder
  case otherRoute
}

/// What differs between a connection that works and one that fails.
enum GoodAndBadText {
  case nothingToCompare(Phrase, Phrase)
  case noDifferenceExplains(Phrase)
  case differenceExplains(FlowDifference.Kind, good: Phrase, bad: Phrase)
  case kind(FlowDifference.Kind)
  case explains
}

/// What became of findings.
enum ChangesText {
  case resolved(Int)
  case left(Int)
  case new(Int)
  case untried(Int)
  /// Neither capture has a finding.
  case nothing(Phrase, Phrase)
}
