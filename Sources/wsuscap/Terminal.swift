import Glibc

/// What is known of where the text goes.
enum Terminal {
  /// Columns of a line where nobody says how wide the page is: what a ticket shows without wrapping.
  static let defaultWidth = 100

  static var isStandardOutput: Bool { isatty(STDOUT_FILENO) == 1 }
  static var isStandardInput: Bool { isatty(STDIN_FILENO) == 1 }

  /// Columns of the terminal; ``defaultWidth`` when standard output is none.
  static var width: Int {
    guard isStandardOutput else { return defaultWidth }
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return defaultWidth
    }
    return Int(size.ws_col)
  }

  /// Whether a terminal is to be coloured that the user said nothing about (no-color.org).
  static var allowsColor: Bool {
    guard isStandardOutput else { return false }
    let noColor = unsafe getenv("NO_COLOR").map { unsafe String(cString: $0) } ?? ""
    let kind = unsafe getenv("TERM").map { unsafe String(cString: $0) } ?? ""
    return noColor.isEmpty && !kind.isEmpty && kind != "dumb"
  }
}

/// When to colour.
enum ColorChoice: String, CaseIterable, Sendable {
  case auto
  case always
  case never

  /// - Parameter isFile: the text goes to a file of its own.
  func isColored(isFile: Bool) -> Bool {
    switch self {
    case .auto: !isFile && Terminal.allowsColor
    case .always: true
    case .never: false
    }
  }
}
