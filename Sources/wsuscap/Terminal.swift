import Glibc

/// What is known of where the text goes.
enum Terminal {
  /// Columns of a line where nobody says how wide the page is: what a ticket shows without wrapping.
  static let defaultWidth = 100

  static var isStandardOutput: Bool { isatty(STDOUT_FILENO) == 1 }
  static var isStandardInput: Bool { isatty(STDIN_FILENO) == 1 }
  static var isStandardError: Bool { isatty(STDERR_FILENO) == 1 }

  /// Columns of the terminal; ``defaultWidth`` when standard output is none.
  static var width: Int { width(of: STDOUT_FILENO) }
  /// The same of standard error.
  static var errorWidth: Int { width(of: STDERR_FILENO) }

  private static func width(of descriptor: Int32) -> Int {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return defaultWidth }
    return Int(size.ws_col)
  }

  /// Whether lines may be drawn with more than ASCII: the locale is of UTF-8 (POSIX.1-2024, XBD 8.2: the first of
  /// `LC_ALL`, `LC_CTYPE` and `LANG` that is set and not empty counts) and the terminal is no dumb one.
  static var showsBoxDrawing: Bool { showsBoxDrawing(in: environment) }

  /// The same for any environment.
  static func showsBoxDrawing(in environment: (String) -> String) -> Bool {
    if environment("TERM") == "dumb" { return false }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(environment).first { !$0.isEmpty } ?? ""
    let name = locale.lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }

  private static func environment(_ name: String) -> String {
    unsafe getenv(name).map { unsafe String(cString: $0) } ?? ""
  }

  /// Whether a terminal is to be coloured that the user said nothing about (no-color.org).
  static var allowsColor: Bool {
    guard isStandardOutput else { return false }
    let noColor = environment("NO_COLOR")
    let kind = environment("TERM")
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
