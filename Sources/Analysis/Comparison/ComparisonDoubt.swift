package import Diagnosis

/// Why a conclusion from two captures is less than certain.
package enum ComparisonDoubt: Hashable, Sendable {
  /// The capture lacks packets of the connection that passed it.
  case lossy(CaptureSide)
  /// It lacks packets of other connections.
  case lossyElsewhere(CaptureSide)
  /// It shows nothing of the connection that this side sent.
  case oneDirection(CaptureSide, Role)
  /// The capture has no packet as early as that.
  case startsAfter(CaptureSide)
  /// The capture has no packet as late as that.
  case endsBefore(CaptureSide)
  /// Only that the capture lacks an end says that it did not pass there.
  case absenceOnly(CaptureSide)
  /// The client no longer had the connection that it reset, and neither capture shows what ended it.
  case closedBefore
  /// Nothing shows which capture was taken nearer the client.
  case unknownOrder
  /// The connection may have taken a way that does not pass the other capture.
  case otherRoute

  package var code: String {
    switch self {
    case .lossy: "lossy_connection"
    case .lossyElsewhere: "lossy_capture"
    case .oneDirection: "one_direction"
    case .startsAfter: "capture_starts_after"
    case .endsBefore: "capture_ends_before"
    case .absenceOnly: "absence_only"
    case .closedBefore: "closed_before"
    case .unknownOrder: "unknown_order"
    case .otherRoute: "other_route"
    }
  }

  /// Whether the segment may have passed where it is not shown.
  var isOpen: Bool {
    switch self {
    case .lossy, .lossyElsewhere, .oneDirection, .startsAfter, .endsBefore, .unknownOrder: true
    case .otherRoute, .absenceOnly, .closedBefore: false
    }
  }

  var isOfOtherConnections: Bool { if case .lossyElsewhere = self { true } else { false } }
}
