/// A language of the reports for people.
package struct Language: Sendable {
  /// What `--lang` calls it, and what a locale's name begins with (ISO 639-1).
  package var name: String
  /// Every text in it.
  var phrases: Words

  package static let english = Language(name: "en", phrases: English())
  package static let japanese = Language(name: "ja", phrases: Japanese())

  /// Every language, the one that stands in for all others first. A new one is a folder beside this file and a line
  /// here.
  package static let all: [Language] = [english, japanese]

  /// The language of that name; nil when there is none.
  package static func named(_ name: String) -> Language? {
    all.first { $0.name == name }
  }

  /// The language of messages by the environment: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and not
  /// empty tells, whatever it says (POSIX.1-2017, section 8.2). English where that is no language of the book, or a
  /// locale whose character encoding could not show UTF-8.
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
    return named(language.lowercased())
  }
}
