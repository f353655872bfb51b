/// Numbers that tell nothing of who wrote them: dates, times, versions, counts, ports, lines, error codes.
///
/// Longer ones could be anything: telephone numbers, serial numbers, keys.
enum KnownNumbers {
  /// - Parameter isFraction: whether a colon precedes it, as before the seconds of a time.
  static func contains(_ word: String, isFraction: Bool = false) -> Bool {
    isCount(word) || isDate(word) || isVersion(word) || isErrorCode(word) || isUpdate(word)
      || isFraction && isSeconds(word) || hasUnit(word) || isJapaneseTime(word)
  }

  /// Digits of a plain number: ports, lines and identifiers of threads have five.
  private static let countDigits = 5

  private static func isCount(_ word: String) -> Bool {
    let digits = word.hasPrefix("-") ? word.dropFirst() : word[...]
    // 0xffffffff, by which Windows enables a protocol.
    return isDigits(digits, 1...countDigits) || word == "4294967295"
  }

  /// `2020-08-03`, `08-11-2020`, `2020-07`, and the date of `2020-08-04T13:40:31Z`.
  private static func isDate(_ word: String) -> Bool {
    let day = word.prefix { $0 != "T" }
    let hour = word.dropFirst(day.utf8.count).dropFirst()
    let groups = day.split(separator: "-", omittingEmptySubsequences: false)
    guard groups.allSatisfy({ isDigits($0, 1...4) }), hour.isEmpty || isDigits(hour, 2...2) else {
      return false
    }
    switch groups.map(\.utf8.count) {
    case [4, 2, 2], [4, 2], [2, 2, 4], [1, 1, 4], [1, 2, 4], [2, 1, 4]: return isYear(groups)
    default: return false
    }
  }

  /// Times of logs are of this century and the last.
  private static func isYear(_ groups: [Substring]) -> Bool {
    groups.contains { $0.utf8.count == 4 && ($0.hasPrefix("19") || $0.hasPrefix("20")) }
  }

  /// `4.0.30319`, `v6.3.9600.18694`; also a date such as `03.08.2020`. What can be an address of IPv4 is
  /// none.
  private static func isVersion(_ word: String) -> Bool {
    let numbers = word.first.map { "vV".contains($0) } == true ? word.dropFirst() : word[...]
    let groups = numbers.split(separator: ".", omittingEmptySubsequences: false)
    let isAddress = groups.count == 4 && groups.allSatisfy { UInt8($0) != nil }
    return (2...4).contains(groups.count) && !isAddress && groups.allSatisfy { isDigits($0, 1...countDigits) }
  }

  /// The seconds of a time, with up to nine digits behind the point.
  private static func isSeconds(_ word: String) -> Bool {
    let word = word.hasSuffix("Z") ? word.dropLast() : word[...]
    let groups = word.split(separator: ".", omittingEmptySubsequences: false)
    return groups.count <= 2 && isDigits(groups[0], 1...2)
      && groups.dropFirst().allSatisfy { isDigits($0, 1...9) }
  }

  /// `KB4565541`, `MS17-010`.
  private static func isUpdate(_ word: String) -> Bool {
    if word.uppercased().hasPrefix("KB") { return isDigits(word.dropFirst(2), 6...7) }
    let groups = word.dropFirst(2).split(separator: "-")
    return word.hasPrefix("MS") && groups.count == 2 && isDigits(groups[0], 2...2)
      && isDigits(groups[1], 3...3)
  }

  private static let units = [
    "ms", "s", "kb", "mb", "gb", "tb", "min", "h", "am", "pm", "st", "nd", "rd", "th", "bit",
  ]

  private static func hasUnit(_ word: String) -> Bool {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    return isDigits(digits, 1...countDigits)
      && units.contains(word.dropFirst(digits.utf8.count).lowercased().filter { $0 != "-" })
  }

  /// `2020年8月3日`, `9時12分4秒`.
  private static func isJapaneseTime(_ word: String) -> Bool {
    let groups = word.split { "年月日時分秒".contains($0) }
    return groups.count < word.count && !groups.isEmpty && groups.joined().utf8.count < word.utf8.count
      && groups.allSatisfy { isDigits($0, 1...4) }
  }

  static func isDigits(_ text: Substring, _ count: ClosedRange<Int>) -> Bool {
    count.contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}

// MARK: Error codes

extension KnownNumbers {
  /// An HRESULT or NTSTATUS in hexadecimal (`0x80090331`) or as a negative number (`-2146893007`); a short
  /// number in hexadecimal (`0x0D4C`).
  static func isErrorCode(_ word: String) -> Bool {
    if word.hasPrefix("-"), let number = Int32(word) { return number < -0x7f00_0000 }
    let digits = word.lowercased().hasPrefix("0x") ? word.dropFirst(2) : word[...]
    guard digits.utf8.count <= 8, let number = UInt32(digits, radix: 16) else { return false }
    if digits.startIndex == word.startIndex { return digits.utf8.count == 8 && isFailure(number) }
    return digits.utf8.count <= 4 || number == .max || isFailure(number) || number >> 16 == 0xc000
  }

  /// Facilities of an HRESULT whose codes are in logs of WSUS: COM, Win32, SSPI, certificates, .NET, updates,
  /// HTTP.
  private static let facilities: Set<UInt32> = [
    0x8000, 0x8004, 0x8007, 0x8009, 0x800b, 0x8013, 0x8019, 0x8024, 0x8072,
  ]

  private static func isFailure(_ number: UInt32) -> Bool { facilities.contains(number >> 16) }
}
