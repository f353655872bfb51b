/// A kind of file that people hand over in place of a capture that can be read.
///
/// Knowing its name turns "not a capture" into what to do next.
struct ForeignFile: Sendable {
  /// What it is, as the object of "looks like".
  let name: String
  /// What to do with it.
  let advice: String
  /// Whether a file that starts so is one.
  let recognises: @Sendable (Span<UInt8>) -> Bool

  /// The fault for data that no format recognises.
  ///
  /// What is shorter than any format's magic number is called nothing but short: the first three bytes of a capture
  /// would pass for text.
  static func fault(_ input: CaptureInput, compression: String?) -> CaptureFault {
    let place = compression.map { "the \($0) file holds " } ?? ""
    if input.start.isEmpty {
      let what = compression == nil ? "not a capture: the file is empty" : "not a capture: \(place)nothing"
      return CaptureFault(.notACapture, what, advice: copyAgain)
    }
    if input.start.count < CaptureFormat.magicSize {
      let bytes = input.start.count == 1 ? "1 byte" : "\(input.start.count) bytes"
      let what = compression == nil ? "the file ends after \(bytes)" : "\(place)no more than \(bytes)"
      return CaptureFault(.notACapture, "not a capture: \(what)", advice: copyAgain)
    }
    if let known = all.first(where: { input.begins($0.recognises) }) {
      let what = compression == nil ? "looks like \(known.name)" : "\(place)\(known.name)"
      return CaptureFault(.notACapture, "not a capture: \(what)", advice: known.advice)
    }
    let what = compression == nil ? "starts with" : "\(place)data that starts with"
    return CaptureFault(
      .notACapture, "not a capture: \(what) the bytes \(hex(input.start))",
      advice: "give a pcap or pcapng file")
  }

  /// One that starts with these bytes, perhaps behind some others.
  init(_ name: String, startsWith magic: [UInt8], at offset: Int = 0, advice: String) {
    self.name = name
    self.advice = advice
    recognises = { bytes in
      guard bytes.count >= offset + magic.count else { return false }
      return magic.indices.allSatisfy { bytes[offset + $0] == magic[$0] }
    }
  }

  /// One that starts with this text.
  init(_ name: String, startsWith text: String, advice: String) {
    self.init(name, startsWith: Array(text.utf8), advice: advice)
  }

  init(_ name: String, advice: String, recognises: @escaping @Sendable (Span<UInt8>) -> Bool) {
    self.name = name
    self.advice = advice
    self.recognises = recognises
  }

  private static let copyAgain = "copy the file again, or capture again"

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }
}
