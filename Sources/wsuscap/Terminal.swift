import ArgumentParser
import Files

enum Terminal {
  /// Columns of a line that is not for a terminal: what a ticket shows without wrapping.
  static let defaultWidth = 100

  static var isStandardOutput: Bool { OutputDescriptor.standardOutput.isTerminal }
  static var isStandardError: Bool { OutputDescriptor.standardError.isTerminal }
  static var isStandardInput: Bool {
    do throws(FileError) {
      return try InputFile.open(argument: "-").isTerminal
    } catch {
      return false
    }
  }

  static var width: Int { OutputDescriptor.standardOutput.columns ?? defaultWidth }
  static var errorWidth: Int { OutputDescriptor.standardError.columns ?? defaultWidth }

  /// Whether lines may be drawn with more than ASCII: a UTF-8 locale (POSIX.1-2024, XBD 8.2: the first of
  /// `LC_ALL`, `LC_CTYPE` and `LANG` that is set) and a terminal that is not dumb.
  static var showsBoxDrawing: Bool { showsBoxDrawing(in: environment) }

  static func showsBoxDrawing(in environment: (String) -> String) -> Bool {
    if environment("TERM") == "dumb" { return false }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(environment).first { !$0.isEmpty } ?? ""
    let name = locale.lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }

  private static func environment(_ name: String) -> String { CurrentProcess.environment(name) ?? "" }

  /// Whether text is coloured when the user said nothing about it (no-color.org).
  static var allowsColor: Bool { isStandardOutput && allowsColor(in: environment) }

  static func allowsColor(in environment: (String) -> String) -> Bool {
    let noColor = environment("NO_COLOR")
    let kind = environment("TERM")
    return noColor.isEmpty && !kind.isEmpty && kind != "dumb"
  }
}

enum ColorChoice: String, CaseIterable, Sendable {
  case auto
  case always
  case never

  static let help: ArgumentHelp =
    "Use colours: auto (on a terminal, unless NO_COLOR is set), always (also with NO_COLOR) or never."

  func isColored(isFile: Bool) -> Bool {
    switch self {
    case .auto: !isFile && Terminal.allowsColor
    case .always: true
    case .never: false
    }
  }
}
