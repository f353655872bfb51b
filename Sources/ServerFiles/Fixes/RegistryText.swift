/// A registry file of version 5 as regedit writes it: UTF-16 with a byte order mark, lines that end in CR LF.
///
///     Windows Registry Editor Version 5.00
///
///     [HKEY_LOCAL_MACHINE\SOFTWARE\…]
///     "Name"=dword:00000001
struct RegistryText {
  private var lines = ["Windows Registry Editor Version 5.00"]

  mutating func add(key: String) { lines += ["", "[HKEY_LOCAL_MACHINE\\\(key)]"] }

  mutating func add(_ name: String, number: UInt32) {
    let digits = String(number, radix: 16)
    lines.append("\"\(name)\"=dword:" + String(repeating: "0", count: 8 - digits.count) + digits)
  }

  /// A backslash and a quotation mark are written behind a backslash.
  mutating func add(_ name: String, text: String) {
    let escaped = text.map { $0 == "\\" || $0 == "\"" ? "\\\($0)" : String($0) }.joined()
    lines.append("\"\(name)\"=\"\(escaped)\"")
  }

  var bytes: [UInt8] {
    let text = "\u{feff}" + lines.joined(separator: "\r\n") + "\r\n"
    return text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
  }
}
