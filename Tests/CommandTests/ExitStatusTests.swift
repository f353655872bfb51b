import Foundation
import Testing

/// Runs the program as a user does.
@Suite struct ExitStatusTests {
  struct Run {
    var status: Int32
    var output: String
    var messages: String
  }

  static func run(
    _ arguments: [String], output: FileHandle? = nil, environment: [String: String] = [:],
    folder: URL? = nil
  ) throws -> Run {
    let process = process(arguments, environment: environment, folder: folder)
    let (standardOutput, standardError) = (Pipe(), Pipe())
    if let output { process.standardOutput = output } else { process.standardOutput = standardOutput }
    process.standardError = standardError
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = output == nil ? standardOutput.fileHandleForReading.readDataToEndOfFile() : Data()
    let messages = standardError.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
      messages: String(decoding: messages, as: UTF8.self))
  }

  /// The program, not started yet.
  static func process(
    _ arguments: [String], environment: [String: String] = [:], folder: URL? = nil
  ) -> Process {
    let process = Process()
    process.executableURL = Bundle.main.executableURL?.deletingLastPathComponent().appendingPathComponent(
      "wsuscap")
    if !FileManager.default.isExecutableFile(atPath: process.executableURL?.path ?? "") {
      process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("wsuscap")
    }
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder }
    // Whatever language whoever runs the tests has, they read English.
    process.environment = ProcessInfo.processInfo.environment.filter {
      !$0.key.hasPrefix("LC_") && $0.key != "LANG"
    }.merging(environment) { $1 }
    return process
  }

  @Test func usage() throws {
    for arguments in [
      [], ["--bogus"], ["explain", "nothing"], ["x.pcap", "--format", "xml"], ["x.pcap", "--flow", "-1"],
    ] {
      let run = try Self.run(arguments)
      #expect(run.status == 64, "\(arguments)")
      #expect(run.output.isEmpty)
      #expect(run.messages.hasPrefix("wsuscap: "))
      #expect(run.messages.split(separator: "\n").count == 1)
    }
    #expect(try Self.run(["--bogus"]).messages.contains("--bogus"))
  }

  @Test func helpAndVersion() throws {
    let version = try Self.run(["--version"])
    #expect(version.status == 0)
    #expect(version.output.wholeMatch(of: /wsuscap \d+\.\d+\.\d+\n/) != nil)
    let help = try Self.run(["--help"])
    #expect(help.status == 0)
    #expect(help.output.contains("wsuscap trace.pcap"))
    #expect(try Self.run(["explain"]).output.contains("version_reject"))
  }

  @Test func missingInput() throws {
    let run = try Self.run(["/nowhere/at/all.pcap"])
    #expect(run.status == 66)
    #expect(run.output.isEmpty)
    #expect(run.messages.hasPrefix("wsuscap: /nowhere/at/all.pcap: "))
  }

  @Test func fullOutput() throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    #expect(try Self.run(["--version"], output: full).status == 74)
    #expect(try Self.run(["explain"], output: full).status == 74)
  }

  @Test func closedPipeIsNoFailure() throws {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let run = try Self.run(["explain"], output: pipe.fileHandleForWriting)
    #expect(run.status == 0)
    #expect(run.messages.isEmpty)
  }
}
