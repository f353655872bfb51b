/// One frame of a capture: when it passed, its bytes, and what the capture kept of them.
package struct CapturedFrame: Hashable, Sendable {
  package var time: Timestamp
  /// The frame as it was on the wire, link header included.
  package var bytes: [UInt8]
  /// How many bytes the capture keeps, if fewer than there are and fewer than the snap length.
  package var keptLength: Int?
  /// The length that the capture says the frame had, when that is not the count of `bytes`.
  package var statedLength: Int?
  /// The index of the interface that saw the frame; only pcapng can say it.
  package var interface: Int = 0
  /// A comment on the frame; only pcapng can hold it.
  package var comment: String?

  /// What is stored of the frame under a snap length.
  package func kept(snapLength: Int) -> [UInt8] {
    Array(bytes.prefix(min(keptLength ?? snapLength, snapLength)))
  }

  /// The frame's length on the wire, as the capture states it.
  package var length: Int { statedLength ?? bytes.count }
}

/// A place where frames were captured.
package struct CaptureInterface: Hashable, Sendable {
  package var link: LinkLayer
  package var name: String?
  package var snapLength: Int

  /// An interface with a link layer, a name for pcapng and the number of bytes it keeps of each frame.
  package init(link: LinkLayer, name: String? = nil, snapLength: Int = 65_535) {
    self.link = link
    self.name = name
    self.snapLength = snapLength
  }
}

/// The order of the bytes in a file's own numbers.
package enum ByteOrder: Sendable, CaseIterable {
  case little, big

  func append(_ value: some BinaryInteger, width: Int, to bytes: inout [UInt8]) {
    switch self {
    case .little: bytes.appendLittleEndian(value, width: width)
    case .big: bytes.append(value, width: width)
    }
  }
}

/// How finely a file counts time.
package enum TimeResolution: Sendable, CaseIterable {
  case microseconds, nanoseconds

  var unitsPerSecond: UInt64 { self == .microseconds ? 1_000_000 : 1_000_000_000 }

  func units(of time: Timestamp) -> UInt64 {
    self == .microseconds ? time.nanoseconds / 1000 : time.nanoseconds
  }
}
