import Diagnosis
import Foundation
import ServerFileBuilding
import Testing

@testable import ServerFiles

/// A folder for the files of one test, removed with the value.
final class EvidenceFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("wsuscap-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file and returns its path. Names tell nothing: evidence is recognised by its content.
  @discardableResult
  func write(_ bytes: [UInt8], _ name: String = "file.dat") throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }
}

/// Reads bytes as a file that the user named.
func read(_ bytes: [UInt8], sign: TimeZoneSign = .bias) throws -> ServerFileReading {
  let folder = try EvidenceFolder()
  return ServerFileReader(timeZoneSign: sign).read([try folder.write(bytes)])
}

/// The facts of bytes that one reader must understand.
func facts(
  _ bytes: [UInt8], sign: TimeZoneSign = .bias, sourceLocation: SourceLocation = #_sourceLocation
) throws -> ServerFacts {
  let reading = try read(bytes, sign: sign)
  #expect(reading.refused.isEmpty, sourceLocation: sourceLocation)
  return try #require(reading.understood.first, sourceLocation: sourceLocation)
}

/// The facts when the system delivers blocks of so many bytes.
func facts(_ bytes: [UInt8], _ format: ServerFileFormat, blockSize: Int) throws -> FormatReading {
  let folder = try EvidenceFolder()
  let file = try FileBytes(path: folder.write(bytes), openingSize: blockSize)
  let context = ReadingContext(path: "file", kind: format.kind, timeZoneSign: .bias, shouldStop: { false })
  return format.read(TextSource(file), context)
}

/// Nanoseconds since 1970 of a time in UTC.
func utc(_ text: String) -> Int64? {
  let formatter = ISO8601DateFormatter()
  formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
  return formatter.date(from: text).map { Int64(($0.timeIntervalSince1970 * 1000).rounded()) * 1_000_000 }
}
