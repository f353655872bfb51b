import Diagnosis

/// A file as units whose mark-up is ASCII, so that it can be changed in place.
///
/// UTF-16 has its code units; UTF-8 and code pages have bytes. The second byte of a Shift_JIS character is
/// never XML mark-up.
struct UnitText {
  let units: [UInt16]
  private let encoding: OpeningEncoding
  private let mark: [UInt8]
  /// Half a unit at the end of a truncated file.
  private let rest: [UInt8]

  init(_ file: [UInt8]) {
    let (encoding, length) = OpeningEncoding.detect(file.span)
    self.encoding = encoding
    mark = Array(file.prefix(length))
    let body = file.dropFirst(length)
    guard case .utf16(let isBigEndian) = encoding else {
      units = body.map(UInt16.init)
      rest = []
      return
    }
    units = stride(from: body.startIndex, to: body.endIndex - 1, by: 2).map { position in
      let (first, second) = (UInt16(body[position]), UInt16(body[position + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    rest = Array(body.suffix(body.count % 2))
  }

  /// The file with parts of it replaced; the edits are in order and do not overlap.
  func bytes(with edits: [SwitchMerge.Edit]) -> [UInt8] {
    var bytes = mark
    var position = 0
    for edit in edits {
      append(units[position..<edit.range.lowerBound], to: &bytes)
      append(Array(edit.text.utf16)[...], to: &bytes)
      position = edit.range.upperBound
    }
    append(units[position...], to: &bytes)
    return bytes + rest
  }

  /// A fault whose column counts characters, where units are the bytes of UTF-8.
  func placedByCharacters(_ fault: XMLFault) -> XMLFault {
    guard encoding == .bytes else { return fault }
    var decoding = LineDecoding()
    let bytes = units.map { UInt8(truncatingIfNeeded: $0) }
    let text = decoding.text(bytes.span)
    do {
      _ = try ConfigurationTree(Array(text.utf16))
      return fault
    } catch {
      return error
    }
  }

  private func append(_ units: ArraySlice<UInt16>, to bytes: inout [UInt8]) {
    for unit in units {
      let (high, low) = (UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit))
      switch encoding {
      case .bytes: bytes.append(low)
      case .utf16(isBigEndian: true): bytes += [high, low]
      case .utf16(isBigEndian: false): bytes += [low, high]
      }
    }
  }
}
