import Foundation
import Testing

/// tshark, where it is installed; tests that need it are enabled by ``isInstalled``.
enum Tshark {
  private static let path = ["/usr/bin/tshark", "/usr/local/bin/tshark", "/opt/homebrew/bin/tshark"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  static let isInstalled = path != nil

  /// What it prints, and its warnings without what it says of being run as root.
  /// - Parameter configuration: Wireshark's personal configuration folder.
  static func run(
    _ arguments: [String], configuration: URL? = nil
  ) throws -> (lines: [String], warnings: String) {
    let process = Process()
    process.executableURL = URL(filePath: try #require(path))
    process.arguments = arguments
    if let configuration {
      process.environment = ProcessInfo.processInfo.environment.merging([
        "WIRESHARK_CONFIG_DIR": configuration.path(), "HOME": configuration.path(), "LC_ALL": "C.UTF-8",
      ]) { $1 }
    }
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaints = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(complaints)")
    let warnings = complaints.split(separator: "\n").filter { !$0.contains("Running as user") }
    return (text.split(separator: "\n").map(String.init), warnings.joined(separator: "\n"))
  }

  /// Fields of the frames that a display filter selects, separated by tabs.
  static func fields(
    _ names: [String], of path: String, where filter: String? = nil, configuration: URL? = nil
  ) throws -> [String] {
    let chosen = filter.map { ["-Y", $0] } ?? []
    return try run(
      ["-r", path] + chosen + ["-T", "fields"] + names.flatMap { ["-e", $0] }, configuration: configuration
    ).lines
  }

  static func frames(of path: String, where filter: String) throws -> Set<Int> {
    Set(try fields(["frame.number"], of: path, where: filter).compactMap { Int($0) })
  }
}
