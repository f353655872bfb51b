/// A language of the reports for people.
package enum Language: String, CaseIterable, Sendable {
  case english = "en"
  case japanese = "ja"

  /// What `--lang` calls it, and what a locale's name begins with (ISO 639-1).
  package var name: String { rawValue }

  /// Its sentences.
  var words: Words { Words(language: self) }

  /// The language of messages by the environment: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and not
  /// empty decides, whatever it says (POSIX.1-2017, section 8.2). English where that names none of these languages, or
  /// a locale whose character encoding cannot show UTF-8.
  package static func ofEnvironment(_ value: (String) -> String?) -> Language {
    for variable in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      guard let locale = value(variable), !locale.isEmpty else { continue }
      return ofLocale(locale) ?? english
    }
    return english
  }

  /// `ja`, `ja_JP`, `ja_JP.UTF-8@cjknarrow`: language, territory, encoding, modifier.
  private static func ofLocale(_ locale: String) -> Language? {
    let plain = locale.prefix { $0 != "@" }
    let parts = plain.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2 {
      let encoding = parts[1].lowercased().filter { $0 != "-" && $0 != "_" }
      guard encoding == "utf8" else { return nil }
    }
    let language = parts.first?.prefix { $0 != "_" && $0 != "-" } ?? ""
    return Language(rawValue: language.lowercased())
  }
}
