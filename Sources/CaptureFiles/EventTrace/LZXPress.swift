/// Plain LZ77, by which Windows compresses the buffers of a trace ([MS-XCA], sections 2.3 and 2.4; no Huffman codes).
///
/// Before every 32 tokens come 32 bits, the most significant first: 0 is a literal byte, 1 a match:
///
///      15                      3 2     0
///     +-------------------------+-------+
///     |  distance less one      | length|   length less three; 7: four bits of a shared byte follow,
///     +-------------------------+-------+   15 of them: a byte, 255: 16 bits, 0: 32 bits
struct LZXPress {
  /// What was decompressed, whole or up to where the data is damaged or ends.
  private(set) var output: [UInt8]
  private(set) var count = 0
  private var next = 0
  /// Where the byte is whose high four bits the next long match uses; 0 for none, as no match is first.
  private var sharedLength = 0

  var isWhole: Bool { count == output.count }

  /// - Parameter size: how many bytes there are to be.
  init(_ input: Span<UInt8>, size: Int) {
    output = [UInt8](repeating: 0, count: size)
    run(input)
  }

  private mutating func run(_ input: Span<UInt8>) {
    var flags: UInt32 = 0
    var left = 0
    while count < output.count {
      if left == 0 {
        guard let read = number(input, bytes: 4) else { return }
        (flags, left) = (UInt32(read), 32)
      }
      left &-= 1
      if flags &>> UInt32(left) & 1 == 0 {
        guard next < input.count else { return }
        output[count] = input[next]
        next &+= 1
        count &+= 1
      } else if !copyMatch(input) {
        return
      }
    }
  }

  private mutating func copyMatch(_ input: Span<UInt8>) -> Bool {
    guard let token = number(input, bytes: 2) else { return false }
    let distance = token &>> 3 &+ 1
    var length = token & 7
    if length == 7 {
      guard let longer = longLength(input) else { return false }
      length = longer
    }
    length &+= 3
    guard distance <= count, length <= output.count &- count else { return false }
    for _ in 0..<length {
      output[count] = output[count &- distance]
      count &+= 1
    }
    return true
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
  private mutating func number(_ input: Span<UInt8>, bytes: Int) -> Int? {
    guard bytes <= input.count &- next else { return nil }
    var number = 0
    for index in 0..<bytes { number |= Int(input[next &+ index]) &<< (8 &* index) }
    next &+= bytes
    return number
  }
}
