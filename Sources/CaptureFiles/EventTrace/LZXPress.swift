/// Plain LZ77, by which Windows compresses the buffers of a trace ([MS-XCA], sections 2.3 and 2.4; no Huffman codes).
///
/// Before every 32 tokens come 32 bits, the most significant first: 0 is a literal byte, 1 a match:
///
///      15                      3 2     0
///     +-------------------------+-------+
///     |  distance less one      | length|   length less three; 7: four bits of a shared byte follow,
///     +-------------------------+-------+   15 of them: a byte, 255: 16 bits, 0: 32 bits
struct LZXPress {
  /// How many bytes were decompressed: all that were asked for, or those up to where the data is damaged or ends.
  private(set) var count = 0
  private var next = 0
  /// Where the byte is whose high four bits the next long match uses; 0 for none, as no match is first.
  private var sharedLength = 0

  /// Fills the front of `output`.
  /// - Parameters:
  ///   - size: how many bytes are wanted, at most as many as `output` has.
  ///   - isStart: there are more, so that the last match may be longer than what is wanted.
  init(_ input: Span<UInt8>, size: Int, into output: inout MutableSpan<UInt8>, isStart: Bool = false) {
    precondition(size <= output.count)
    var flags: UInt32 = 0
    var left = 0
    while count < size {
      if left == 0 {
        guard let read = number(input, bytes: 4) else { return }
        (flags, left) = (UInt32(truncatingIfNeeded: read), 32)
      }
      if flags &>> 31 == 0 {
        guard next < input.count else { return }
        output[count] = input[next]
        next &+= 1
        count &+= 1
      } else {
        guard let match = match(input) else { return }
        let isTooLong = match.length > size &- count
        guard match.distance <= count, isStart || !isTooLong else { return }
        copy(isTooLong ? size &- count : match.length, from: match.distance, in: &output)
      }
      flags &<<= 1
      left &-= 1
    }
  }

  /// Byte by byte: what is copied may begin within what is written.
  @inline(__always)
  private mutating func copy(_ length: Int, from distance: Int, in output: inout MutableSpan<UInt8>) {
    var index = count
    count &+= length
    while index < count {
      output[index] = output[index &- distance]
      index &+= 1
    }
  }

  @inline(__always)
  private mutating func match(_ input: Span<UInt8>) -> (distance: Int, length: Int)? {
    guard let token = number(input, bytes: 2) else { return nil }
    var length = token & 7
    if length == 7 {
      guard let longer = longLength(input) else { return nil }
      length = longer
    }
    return (token &>> 3 &+ 1, length &+ 3)
  }

  /// A length of 7 and more, less three.
  private mutating func longLength(_ input: Span<UInt8>) -> Int? {
    var length: Int
    if sharedLength == 0 {
      sharedLength = next
      guard let byte = number(input, bytes: 1) else { return nil }
      length = byte & 15
    } else {
      length = Int(input[sharedLength]) &>> 4
      sharedLength = 0
    }
    if length < 15 { return length &+ 7 }
    guard let byte = number(input, bytes: 1) else { return nil }
    if byte < 255 { return byte &+ 22 }
    guard let short = number(input, bytes: 2) else { return nil }
    guard let whole = short == 0 ? number(input, bytes: 4) : short, whole >= 22 else { return nil }
    return whole
  }

  /// The least significant byte first; nil where the input ends.
  @inline(__always)
  private mutating func number(_ input: Span<UInt8>, bytes: Int) -> Int? {
    guard bytes <= input.count &- next else { return nil }
    var number = 0
    for index in 0..<bytes { number |= Int(input[next &+ index]) &<< (8 &* index) }
    next &+= bytes
    return number
  }
}
