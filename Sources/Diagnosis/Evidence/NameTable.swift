/// Host names, each stored once, in order of appearance.
///
/// The texts are in one array: a name costs its bytes and some twelve more.
package struct NameTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  // Names are looked at once, and not for each flow.
  /// Those that no host has.
  private var impossible: Set<UInt32> = []
  /// Those that ``HostName/normalized(_:)`` changes.
  private var notNormal: Set<UInt32> = []
  /// Open addressing: 32 bits of the name's hash and its index plus one; 0 for a free slot. The count is a
  /// power of two.
  private var slots = [UInt64](repeating: 0, count: 64)
  /// Prevents names that were prepared to fall into one slot.
  private let seed = UInt64.random(in: .min ... .max)

  /// How many bytes of names are kept, so that an end fits its 32 bits; what comes later is `""`.
  package static let byteLimit = 1 << 30

  package init() {}

  package var count: Int { ends.count }

  /// Bytes of memory that it takes.
  var size: Int {
    bytes.count + ends.count * MemoryLayout<UInt32>.stride + slots.count * MemoryLayout<UInt64>.stride
  }

  /// Bytes that the name at an index takes, with its place.
  func size(of index: Int) -> Int { Int(ends[index]) - start(index) + 24 }

  package subscript(index: Int) -> String {
    String(decoding: bytes[start(index)..<Int(ends[index])], as: UTF8.self)
  }

  /// Passes the UTF-8 of the name at an index.
  func with<Result>(_ index: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    body(bytes.span.extracting(start(index)..<Int(ends[index])))
  }

  /// Whether the name at an index contains characters that no host name has.
  func isImpossible(_ index: UInt32) -> Bool { !impossible.isEmpty && impossible.contains(index) }

  /// Whether the name at an index is as ``HostName/normalized(_:)`` makes it.
  func isNormal(_ index: UInt32) -> Bool { notNormal.isEmpty || !notNormal.contains(index) }

  func isEmpty(_ index: UInt32) -> Bool { start(Int(index)) == Int(ends[Int(index)]) }

  package mutating func add(_ name: String) -> UInt32 {
    var name = name
    name.makeContiguousUTF8()
    return add(name.utf8.span)
  }

  package func index(of name: String) -> UInt32? {
    var name = name
    name.makeContiguousUTF8()
    let slot = slot(of: name.utf8.span, tag: hash(name.utf8.span))
    return slots[slot] == 0 ? nil : Self.index(slots[slot])
  }

  package mutating func add(_ name: Span<UInt8>) -> UInt32 {
    let tag = hash(name)
    let slot = slot(of: name, tag: tag)
    if slots[slot] != 0 { return Self.index(slots[slot]) }
    let index = append(name)
    slots[slot] = UInt64(tag) << 32 | UInt64(index + 1)
    // At most three quarters are used, so every probe ends.
    if ends.count * 4 > slots.count * 3 { grow() }
    return index
  }

  /// The table with each name replaced: indices stay, also where two names become one.
  package func replacing(_ change: (String) -> String) -> NameTable {
    var table = NameTable()
    for index in 0..<count {
      var name = change(self[index])
      name.makeContiguousUTF8()
      // A name that is there already keeps its first index and is stored again for this one.
      if table.add(name.utf8.span) != UInt32(index) { _ = table.append(name.utf8.span) }
    }
    return table
  }

  private mutating func append(_ name: Span<UInt8>) -> UInt32 {
    if bytes.count + name.count <= Self.byteLimit {
      let characters = NameCharacters(name)
      if !characters.areOfHost { impossible.insert(UInt32(ends.count)) }
      if !characters.areNormal { notNormal.insert(UInt32(ends.count)) }
      unsafe name.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }
    ends.append(UInt32(bytes.count))
    return UInt32(ends.count - 1)
  }

  private func start(_ index: Int) -> Int { index == 0 ? 0 : Int(ends[index - 1]) }

  private static func index(_ slot: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: slot) &- 1 }

  /// The slot of a name with that hash, or the free one for it.
  private func slot(of name: Span<UInt8>, tag: UInt32) -> Int {
    let mask = slots.count - 1
    var slot = Int(tag) & mask
    while slots[slot] != 0 {
      let isTagged = UInt32(truncatingIfNeeded: slots[slot] >> 32) == tag
      if isTagged, isEqual(Int(Self.index(slots[slot])), name) { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func isEqual(_ index: Int, _ name: Span<UInt8>) -> Bool {
    let start = start(index)
    guard Int(ends[index]) - start == name.count else { return false }
    let kept = bytes.span.extracting(start..<Int(ends[index]))
    // No early end: without a branch in it the loop is vectorised.
    var difference: UInt8 = 0
    for position in 0..<name.count { difference |= kept[position] ^ name[position] }
    return difference == 0
  }

  private func hash(_ name: Span<UInt8>) -> UInt32 {
    var hash = seed ^ UInt64(name.count)
    // Measured: with a checked load and a product for each byte the names of a capture of handshakes cost a
    // twelfth of reading it.
    unsafe name.withUnsafeBytes { raw in
      var position = 0
      while position &+ 8 <= raw.count {
        hash = Self.mix(hash, unsafe raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        position &+= 8
      }
      while position < raw.count {
        hash = Self.mix(hash, UInt64(unsafe raw[position]))
        position &+= 1
      }
    }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }

  private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = (hash ^ word) &* 0x9e37_79b9_7f4a_7c15
    return mixed ^ mixed &>> 29
  }

  private mutating func grow() {
    var larger = [UInt64](repeating: 0, count: slots.count * 2)
    let mask = larger.count - 1
    for kept in slots where kept != 0 {
      var slot = Int(kept >> 32) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = kept
    }
    slots = larger
  }
}
