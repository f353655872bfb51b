import CaptureBuilding
import Packets
import PolicyFiles
import Testing

@testable import Redaction

/// Of a quoted line stays what is known to be the same on every server, and nothing else.
@Suite struct RedactedLineTests {
  private static func redacted(_ line: String) -> String {
    var redactor = Redactor(
      names: PublicNames(.builtIn), addresses: [IPAddress(v4: 0x1448_eb52)], pseudonyms: Pseudonyms(key: "k"))
    return redactor.line(line)
  }

  /// Places of a secret in a line: alone, as a value, between marks, at the end of a sentence.
  private static let places = [
    "%", "The remote name could not be resolved: '%'", "x=%", "Value: %", "(%)", "[%]", "<%>", "\"%\"", "%.",
    "%,%;%",
    "Action: Retry. %: The operation has timed out", "—%…", "「%」", "at System.Net.X(%)",
    "name=\"%\" type=\"1\"",
  ]

  @Test(arguments: PlantedSecret.all)
  func secretsAreGone(_ secret: PlantedSecret) {
    for place in Self.places {
      let line = place.replacing("%", with: secret.text)
      let redacted = Self.redacted(line)
      #expect(secret.found(in: redacted).isEmpty, "\(line) became \(redacted)")
    }
  }

  /// A secret is recognised by its parts where nothing is replaced.
  @Test(arguments: PlantedSecret.all)
  func secretsAreRecognised(_ secret: PlantedSecret) {
    #expect(!secret.found(in: secret.text).isEmpty)
  }

  @Test func aValueHasOnePseudonymWhereverItStands() {
    let plain = Self.redacted("https://wsushq01.contoso.com:8530/ failed")
    let encoded = Self.redacted("https%3A%2F%2FWSUSHQ01%2Econtoso%2Ecom%3A8530%2F failed")
    #expect(plain == encoded && plain.hasSuffix(".invalid:8530/ failed"))
    let digits = Self.redacted("SYS=KOWALSKI").dropFirst(9).prefix(8)
    #expect(Self.redacted("kowalski") == "word-" + digits)
    let line = Self.redacted("kowalski, Kowalski; \"KOWALSKI\"").filter { !"\"".contains($0) }
    #expect(Set(line.split(whereSeparator: { ",; ".contains($0) })).count == 1)
  }

  /// No random word is left of a line, whatever it is glued to.
  @Test func randomWordsAreGone() {
    var randomness = Randomness(seed: 17)
    for _ in 0..<4000 {
      let word = Self.word(&randomness)
      let place = Self.places[randomness.number(0...(Self.places.count - 1))]
      let glue = Self.glues[randomness.number(0...(Self.glues.count - 1))]
      let line = place.replacing("%", with: glue.replacing("%", with: word))
      let redacted = Self.redacted(line)
      #expect(!redacted.lowercased().contains(word.lowercased()), "\(line) became \(redacted)")
    }
  }

  /// Nor wherever it is put into a line of which all stays. Names below a wildcard of the policy are public.
  @Test func randomWordsInKnownLinesAreGone() {
    var randomness = Randomness(seed: 18)
    let lines = HarmlessLineTests.all.filter { !$0.contains("update.microsoft.com") }
    for _ in 0..<6000 {
      let word = Self.word(&randomness)
      var line = Array(lines[randomness.number(0...(lines.count - 1))].unicodeScalars)
      line.insert(contentsOf: word.unicodeScalars, at: randomness.number(0...line.count))
      let text = String(String.UnicodeScalarView(line))
      let redacted = Self.redacted(text)
      #expect(!redacted.lowercased().contains(word.lowercased()), "\(text) became \(redacted)")
    }
  }

  /// What a word is glued to: also words that are known.
  private static let glues = [
    "%", "server%", "%server", "server.%", "%.server", "server-%", "Server%Error", "System.%", "System.Net.%",
    "Microsoft.UpdateServices.%.X", "%.exe", "%.log", "%@update", "update\\%", "%/update", "update+%", "#%",
    "%!", "$%",
    "%$", "_%_", "%=1", "1=%", "%:443", "http://%/", "http://x/%", "https://sws.update.microsoft.com/%",
    "https://sws.update.microsoft.com/Content?%", "HKLM\\Software\\%", "C:\\%\\x", "\\\\%\\x", "/var/%/x",
    "%%", "サーバー%",
    "接続%", "%です", "KB%", "v%", "0x%", "-%", "TLS_%", "S-1-5-%", "w3wp.%", "%-10.0.0.5", "10.0.0.5%", "::1%",
    "%::1", "%@%", "%%41", "&#65;%", "10.0.0.5/%", "(10054)%",
  ]

  /// Letters and digits, at least eight, so that chance makes no word of a message.
  private static func word(_ randomness: inout Randomness) -> String {
    let characters = Array("bcdfghjklmnpqrstvwxyzBCDFGHJKLMNPQRSTVWXZ0123456789äéßñ例ж".unicodeScalars)
    var word = "q"
    for _ in 0..<randomness.number(8...16) {
      word.unicodeScalars.append(characters[randomness.number(0...(characters.count - 1))])
    }
    return word
  }
}
