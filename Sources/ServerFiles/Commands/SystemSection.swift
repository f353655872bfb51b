import Diagnosis

/// The computer, its Windows and its time zone as systeminfo prints them, in any language: the name of Windows is the
/// same in all, and the computer is in the line before it.
///
///     Host Name:                 WSUS
///     OS Name:                   Microsoft Windows Server 2012 R2 Standard
///     OS Version:                6.3.9600 N/A Build 9600
///     Time Zone:                 (UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna
///
/// Get-TimeZone prints the last as `BaseUtcOffset : 01:00:00`.
enum SystemSection: CommandSection {
  static let kind = ServerFileKind.commandOutput
  static let words = ["Microsoft Windows", "(UTC", "BaseUtcOffset"]
  /// Lines below the name of Windows that tell the time zone.
  private static let reach = 40

  static func read(_ text: CommandText, _ context: ReadingContext, into reading: inout SectionReading) {
    for index in text.lines.indices.dropFirst().dropLast() {
      guard let name = value(text.lines[index].text), name.hasPrefix("Microsoft Windows"),
        let build = value(text.lines[index + 1].text).flatMap(build),
        let computer = value(text.lines[index - 1].text), isComputer(computer)
      else { continue }
      add(computer, name, build, text.lines[index], context, &reading)
      for line in text.lines[index...].prefix(reach) { addZone(line, context, &reading) }
    }
    readRows(text, context, &reading)
    readZones(text, context, &reading)
  }

  /// `systeminfo /fo csv`: the same values in the same order.
  private static func readRows(
    _ text: CommandText, _ context: ReadingContext, _ reading: inout SectionReading
  ) {
    for object in text.objects where object.properties.count > 2 {
      let values = object.properties.prefix(3).map { Substring($0.joined) }
      guard values[1].hasPrefix("Microsoft Windows"), let build = build(values[2]), isComputer(values[0])
      else {
        continue
      }
      let line = NumberedLine(number: object.properties[1].number, text: object.properties[1].text)
      add(values[0], values[1], build, line, context, &reading)
      for property in object.properties {
        addZone(NumberedLine(number: line.number, text: property.text), context, &reading)
      }
    }
  }

  private static func add(
    _ computer: Substring, _ name: Substring, _ build: String, _ line: NumberedLine,
    _ context: ReadingContext,
    _ reading: inout SectionReading
  ) {
    reading.isFound = true
    let product = name.dropFirst("Microsoft ".count)
    reading.facts.windowsVersions.append(
      WindowsVersion(
        productName: String(product), build: build, computerName: String(computer),
        citation: context.citation(line.number, String(line.text.trimmed))))
  }

  /// The value behind the label of a line.
  private static func value(_ line: Substring) -> Substring? {
    guard let colon = line.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
    return line[line.index(after: colon)...].trimmed
  }

  /// The last number of `6.3.9600 N/A Build 9600`, which is the third one of the version.
  private static func build(_ version: Substring) -> String? {
    let parts = version.prefix { !$0.isWhitespace }.split(separator: ".")
    guard parts.count == 3, parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
      (4...5).contains(parts[2].count)
    else { return nil }
    return String(parts[2])
  }

  private static func isComputer(_ name: Substring) -> Bool {
    !name.isEmpty && name.utf8.count <= 63 && !name.contains(where: \.isWhitespace)
  }

  // MARK: Time zone

  private static func addZone(
    _ line: NumberedLine, _ context: ReadingContext, _ reading: inout SectionReading
  ) {
    guard let value = value(line.text), value.hasPrefix("(UTC"), let end = value.firstIndex(of: ")") else {
      return
    }
    let written = value[..<end].dropFirst(4)
    guard let minutes = written.isEmpty ? 0 : WrittenTime.offset(written) else { return }
    reading.facts.timeZones.append(
      ServerTimeZone(
        minutes: minutes, hasSummerTime: nil,
        citation: context.citation(line.number, String(line.text.trimmed))))
  }

  /// What Get-TimeZone prints.
  private static func readZones(
    _ text: CommandText, _ context: ReadingContext, _ reading: inout SectionReading
  ) {
    for object in text.objects {
      guard let property = object["BaseUtcOffset"] else { continue }
      let parts = property.joined.split(separator: ":").prefix(2).joined(separator: ":")
      let isWest = parts.hasPrefix("-")
      guard let minutes = WrittenTime.offset(isWest ? parts : "+" + parts) else { continue }
      reading.isFound = true
      reading.facts.timeZones.append(
        ServerTimeZone(
          minutes: minutes, hasSummerTime: object.flag("SupportsDaylightSavingTime"),
          citation: context.citation(property.number, String(property.text.trimmed))))
    }
  }
}
