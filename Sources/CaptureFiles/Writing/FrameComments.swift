/// Comments to add to frames (`opt_comment`), by their numbers in the capture.
package struct FrameComments: Sendable {
  private var comments: [UInt32: [UInt8]] = [:]

  package init() {}

  /// The comment on a frame, in UTF-8 and at most ``longest`` bytes.
  package subscript(frame: UInt32) -> [UInt8]? { comments[frame] }

  package var count: Int { comments.count }

  package var isEmpty: Bool { comments.isEmpty }

  /// The frames that have one.
  package var frames: some Collection<UInt32> { comments.keys }

  /// Sets the comment on a frame, cut after ``longest`` bytes between two characters.
  package mutating func set(_ comment: String, on frame: UInt32) {
    comments[frame] = Self.cut(Array(comment.utf8))
  }

  /// An option has 65,535 bytes, but no line that is read has more than this.
  static let longest = 2000

  private static func cut(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.count > longest else { return bytes }
    let end = bytes[...longest].lastIndex { $0 & 0xC0 != 0x80 } ?? longest
    return Array(bytes[..<end])
  }

  /// Adds the comment on a frame to its options, unless they have it.
  func add(to record: inout FrameRecord) {
    guard let comment = comments[record.header.number] else { return }
    if !record.remarks.comments.contains(comment) { record.remarks.comments.append(comment) }
  }
}
