/// Plain LZ77, by which Windows compresses the buffers of a trace ([MS-XCA], sections 2.3 and 2.4; no Huffman codes).
///
/// Before every 32 tokens come 32 bits, the most significant first: 0 is a literal byte, 1 a match:
///
///      15                      3 2     0
///     +-------------------------+-------+
///     |  distance less one      | length|   length less three; 7: four bits of a shared byte follow,
///     +-------------------------+-------+   15 of them: a byte, 255: 16 bits, 0: 32 bits
///
/// Pointers, because checked loops over single bytes take three times as long; each range is checked before it is
/// copied.
@safe struct LZXPress {
  /// How many bytes were decompressed: all that were asked for, or those up to where the data is damaged or ends.
  private(set) var count = 0
  private var next = 0
  /// Where the byte is whose high four bits the next long match uses; 0 for none, as no match is first.
  private var sharedLength = 0
  private let size: Int
  private let isStart: Bool

  /// Fills the front of `output`.
  /// - Parameters:
  ///   - size: how many bytes are wanted, at most as many as `output` has.
  ///   - isStart: there are more, so that the last match may be longer than what is wanted.
  init(_ input: Span<UInt8>, size: Int, into output: inout MutableSpan<UInt8>, isStart: Bool = false) {
    precondition(size <= output.count)
    (self.size, self.isStart) = (size, isStart)
    unsafe output.withUnsafeMutableBytes { output in
      unsafe input.withUnsafeBytes { input in unsafe run(input, output) }
    }
  }

  private mutating func run(_ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer) {
    guard let output = output.baseAddress else { return }
    var tokens = Self.noTokens
    while count < size {
      if tokens == Self.noTokens {
        guard let read = unsafe number(input, bytes: 4) else { return }
        tokens = UInt64(truncatingIfNeeded: read) &<< 32 | Self.noTokens &>> 32
      }
      let literals = tokens.leadingZeroBitCount
      if literals > 0 {
        guard unsafe copyLiterals(literals, input, output) else { return }
        tokens &<<= UInt64(truncatingIfNeeded: literals)
      } else {
        guard let match = unsafe match(input), unsafe copy(match.length, from: match.distance, output) else {
          return
        }
        tokens &<<= 1
      }
    }
  }

  /// The bits that are left of 32 are followed by a 1 and zeros.
  private static let noTokens: UInt64 = 1 << 63

  /// False at the end of input or output.
  @inline(__always)
  private mutating func copyLiterals(
    _ literals: Int, _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawPointer
  ) -> Bool {
    let available = min(size &- count, input.count &- next)
    guard available > 0, let start = input.baseAddress else { return false }
    let (target, source) = unsafe (output + count, start + next)
    let copied = min(literals, available)
    if available >= 32 {
      // Of whole words, the next tokens overwrite what is too much.
      unsafe target.copyWord(from: source)
      if copied > 16 { unsafe (target + 16).copyWord(from: source + 16) }
    } else {
      unsafe target.copyMemory(from: source, byteCount: copied)
    }
    count &+= copied
    next &+= copied
    return copied == literals
  }

  /// What is copied may begin within what is written. False for a match that is not in the output.
  @inline(__always)
  private mutating func copy(_ length: Int, from distance: Int, _ output: UnsafeMutableRawPointer) -> Bool {
    var length = length
    let available = size &- count
    if length > available {
      guard isStart else { return false }
      length = available
    }
    guard distance <= count else { return false }
    let target = unsafe output + count
    let source = unsafe target - distance
    var index = 0
    if distance >= 16, length &+ 16 <= available {
      repeat {
        unsafe (target + index).copyWord(from: source + index)
        index &+= 16
      } while index < length
    } else {
      while index < length {
        let byte = unsafe source.load(fromByteOffset: index, as: UInt8.self)
        unsafe target.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
        index &+= 1
      }
    }
    count &+= length
    return true
  }

  @inline(__always)
  private mutating func match(_ input: UnsafeRawBufferPointer) -> (distance: Int, length: Int)? {
    guard let token = unsafe number(input, bytes: 2) else { return nil }
    var length = token & 7
    if length == 7 {
      guard let longer = unsafe longLength(input) else { return nil }
      length = longer
    }
    return (token &>> 3 &+ 1, length &+ 3)
  }

  /// A length of 7 and more, less three.
  @inline(__always)
  private mutating func longLength(_ input: UnsafeRawBufferPointer) -> Int? {
    var length: Int
    if sharedLength == 0 {
      sharedLength = next
      guard let byte = unsafe number(input, bytes: 1) else { return nil }
      length = byte & 15
    } else {
      length = unsafe Int(input[sharedLength]) &>> 4
      sharedLength = 0
    }
    if length < 15 { return length &+ 7 }
    guard let byte = unsafe number(input, bytes: 1) else { return nil }
    if byte < 255 { return byte &+ 22 }
    guard let short = unsafe number(input, bytes: 2) else { return nil }
    guard let whole = unsafe short == 0 ? number(input, bytes: 4) : short, whole >= 22 else { return nil }
    return whole
  }

  /// The least significant byte first; nil where the input ends.
  @inline(__always)
  private mutating func number(_ input: UnsafeRawBufferPointer, bytes: Int) -> Int? {
    guard bytes <= input.count &- next, let start = input.baseAddress else { return nil }
    var number = 0
    for index in 0..<bytes {
      number |= unsafe Int(start.load(fromByteOffset: next &+ index, as: UInt8.self)) &<< (8 &* index)
    }
    next &+= bytes
    return number
  }
}

extension UnsafeMutableRawPointer {
  /// Copies 16 bytes.
  @inline(__always)
  fileprivate func copyWord(from source: UnsafeRawPointer) {
    unsafe storeBytes(of: source.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
  }
}
