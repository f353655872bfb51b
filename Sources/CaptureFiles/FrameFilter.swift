final class FrameFilter {
  private(set) var refusals: [(linkType: UInt32, reason: String)] = []
  private let expression: String
  private var compiled: [UInt32: PacketFilter?] = [:]
  private var lastLinkType: UInt32
  private var last: PacketFilter?

  /// - Parameter linkTypes: those of the interfaces so far; Ethernet when there are none.
  /// - Throws: `.badFilter` when the expression compiles for none of them.
  init(_ expression: String, linkTypes: [UInt32]) throws(CaptureFault) {
    self.expression = expression
    lastLinkType = linkTypes.first ?? Self.ethernet
    last = nil
    for linkType in linkTypes.isEmpty ? [Self.ethernet] : linkTypes { _ = filter(for: linkType) }
    last = filter(for: lastLinkType)
    if let refusal = refusals.first, compiled.values.allSatisfy({ $0 == nil }) {
      throw .invalidFilter(expression, libpcap: refusal.reason)
    }
  }

  func accepts(_ header: FrameHeader, _ bytes: Span<UInt8>) -> Bool {
    if header.linkType != lastLinkType {
      lastLinkType = header.linkType
      last = filter(for: header.linkType)
    }
    return last?.matches(bytes, originalLength: header.originalLength) ?? false
  }

  private static let ethernet: UInt32 = 1

  private func filter(for linkType: UInt32) -> PacketFilter? {
    if let known = compiled[linkType] { return known }
    do {
      let filter = try PacketFilter(expression, linkType: linkType)
      compiled[linkType] = .some(filter)
      return filter
    } catch {
      compiled[linkType] = .some(nil)
      refusals.append((linkType, error.text))
      return nil
    }
  }
}
