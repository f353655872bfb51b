import Reports

/// A flow in about a quarter of the memory of a ``StoredFlow``: its cells in a row of bytes.
struct PackedFlow: Sendable {
  let id: Int
  private let bytes: [UInt8]

  /// The kind of a cell; a text is followed by its length and its UTF-8, a number by its value.
  private enum Kind: UInt8 {
    case null
    case text
    case integer
    case real
  }

  init(_ flow: StoredFlow) {
    id = flow.id
    var packed: [UInt8] = []
    packed.reserveCapacity(([flow.row] + flow.notes).map(Self.length).reduce(0, +))
    for row in [flow.row] + flow.notes { Self.append(row, to: &packed) }
    bytes = packed
  }

  /// What it takes, with what keeps it.
  var size: Int { bytes.capacity + Self.overhead }

  /// Of an array, its entry, and its place by its id.
  private static let overhead = 128

  var flow: StoredFlow {
    var position = 0
    var rows: [[TableCell]] = []
    while position < bytes.count { rows.append(row(at: &position)) }
    return StoredFlow(id: id, row: rows[0], notes: Array(rows.dropFirst()))
  }

  /// At least what ``append(_:to:)`` adds of small numbers.
  private static func length(_ row: [TableCell]) -> Int {
    row.reduce(2) { length, cell in
      if case .text(let text) = cell { length + text.utf8.count + 3 } else { length + 4 }
    }
  }

  private static func append(_ row: [TableCell], to bytes: inout [UInt8]) {
    append(UInt64(row.count), to: &bytes)
    for cell in row {
      switch cell {
      case .null: bytes.append(Kind.null.rawValue)
      case .text(let text):
        bytes.append(Kind.text.rawValue)
        append(UInt64(text.utf8.count), to: &bytes)
        bytes += text.utf8
      case .integer(let number):
        bytes.append(Kind.integer.rawValue)
        append(UInt64(bitPattern: number), to: &bytes)
      case .real(let number):
        bytes.append(Kind.real.rawValue)
        append(number.bitPattern, to: &bytes)
      }
    }
  }

  /// Seven bits in a byte, the lowest first; the last byte is below 128.
  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private func row(at position: inout Int) -> [TableCell] {
    (0..<number(at: &position)).map { _ in cell(at: &position) }
  }

  private func cell(at position: inout Int) -> TableCell {
    let kind = Kind(rawValue: bytes[position]) ?? .null
    position += 1
    switch kind {
    case .null: return .null
    case .integer: return .integer(Int64(bitPattern: number(at: &position)))
    case .real: return .real(Double(bitPattern: number(at: &position)))
    case .text:
      let length = Int(number(at: &position))
      defer { position += length }
      return .text(String(decoding: bytes[position..<position + length], as: UTF8.self))
    }
  }

  private func number(at position: inout Int) -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = bytes[position]
      position += 1
      number |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
  }
}
