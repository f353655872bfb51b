import Diagnosis
import PolicyFiles
import Redaction

extension FuzzTarget {
  /// The first byte says at which character of the rest a word is put that is in no message.
  static let redaction = FuzzTarget(
    name: "redaction", about: "a quoted line, redacted: a word that nobody knows is not left of it"
  ) { bytes in
    guard let first = bytes.first else { return }
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    // Names below a wildcard of the policy are public.
    if text.lowercased().contains("microsoft.com") || text.contains("windowsupdate.com") { return }
    let place = text.index(text.startIndex, offsetBy: Int(first), limitedBy: text.endIndex) ?? text.endIndex
    let line = String(text[..<place]) + unknownWord + String(text[place...])
    let redacted = redacted(line)
    // By bytes: a mark behind it belongs to its last letter.
    require(
      !Array(redacted.lowercased().utf8).contains(Array(unknownWord.utf8)), "\(line) became \(redacted)")
  }

  private static let unknownWord = "qzxjvwkq"

  private static func redacted(_ line: String) -> String {
    var facts = ServerFacts()
    let citation = Citation(file: "a.log", kind: .softwareDistributionLog, line: 1, text: line)
    facts.timeZones = [ServerTimeZone(minutes: 0, hasSummerTime: nil, citation: citation)]
    var redaction = Redaction(key: "k")
    let reading = redaction.redacted(ServerFileReading(understood: [facts]), policy: .builtIn)
    return reading.facts.timeZones.map(\.citation.text).joined()
  }
}
