import ArgumentParser
import Glibc
import Reports

/// In which language a command speaks to people.
struct LanguageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Language of what is for people: \(Language.allValueStrings.joined(separator: " or ")). "
        + "Default: by LC_ALL, LC_MESSAGES, LANG.",
      valueName: "lang"))
  var lang: Language?

  /// The one that was asked for, else the environment's.
  var language: Language {
    lang
      ?? Language.ofEnvironment { name in
        unsafe getenv(name).map { unsafe String(cString: $0) }
      }
  }
}

extension Language: ExpressibleByArgument {}
