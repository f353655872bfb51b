import Diagnosis

/// `w3wp.exe.config` with the switch of the article's cure: a new file, or the given one with nothing else changed.
enum WorkerProcessFix {
  static func file(
    _ facts: ServerFacts, _ read: (String) -> [UInt8]?
  ) throws(FixRefusal) -> FixFile {
    FixFile(name: "w3wp.exe.config", bytes: try bytes(facts, read), step: .enableTLSInWorkerProcess)
  }

  private static func bytes(
    _ facts: ServerFacts, _ read: (String) -> [UInt8]?
  ) throws(FixRefusal) -> [UInt8] {
    guard let given = facts.workerProcessSwitches.last else {
      let lines = ResolutionStep.enableTLSInWorkerProcess.commands
      return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    }
    let path = given.citation.file
    if let fault = given.fault { throw .brokenConfiguration(path: path, fault) }
    guard let bytes = read(path) else { throw .unreadableConfiguration(path: path) }
    do throws(XMLFault) {
      return try WorkerProcessConfiguration.merged(into: bytes)
    } catch {
      throw .brokenConfiguration(path: path, error)
    }
  }
}
