/// How much of the input a decompressor gets in one step: what it asked for, which is a header or a block. The
/// libraries of zstd and lz4 do not say how much they wrote before an error in the same step.
struct SingleBlocks {
  /// What the last step asked for; 0 before a frame.
  var answer = 0

  /// The shortest header of an lz4 frame; zstd asks for less, and uses no more of this.
  private static let headerSize = 7

  var count: Int { answer > 0 ? answer : Self.headerSize }
}
