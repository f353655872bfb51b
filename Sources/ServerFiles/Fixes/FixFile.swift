package import Diagnosis

/// A configuration file that carries out a step of a cure, to be looked at and applied by a person.
package struct FixFile: Hashable, Sendable {
  /// The file's name, without a folder.
  package var name: String
  package var bytes: [UInt8]
  package var step: ResolutionStep
}

/// Why a step has no file, although one could carry it out.
package enum FixRefusal: Error, Hashable, Sendable {
  /// The given `w3wp.exe.config` is no well-formed XML: adding to it would not mend it.
  case brokenConfiguration(path: String, XMLFault)
  /// The given `w3wp.exe.config` could not be read again.
  case unreadableConfiguration(path: String)
  /// No file shows the order that has to be extended: an order of these suites alone would take all others away.
  case unknownCipherOrder
  /// The suites have other names before Windows Server 2016, and no file tells which system it is.
  case unknownSystem
  /// The order has no room for one more suite below the limit of characters.
  case fullCipherOrder
}

/// The files that carry out the cure of findings: each once, whatever findings ask for it.
package struct Fixes: Sendable {
  package private(set) var files: [FixFile] = []
  package private(set) var refusals: [FixRefusal] = []

  /// - Parameter read: the bytes of a file that was given as evidence, by its path; nil when it cannot be read.
  package init(for findings: [Finding], facts: ServerFacts, read: (String) -> [UInt8]?) {
    for finding in findings {
      for step in resolution(for: finding) { add(step, finding, facts, read) }
    }
  }

  private mutating func add(
    _ step: ResolutionStep, _ finding: Finding, _ facts: ServerFacts, _ read: (String) -> [UInt8]?
  ) {
    guard !files.contains(where: { $0.step == step }) else { return }
    do throws(FixRefusal) {
      guard let file = try Self.file(for: step, finding, facts, read) else { return }
      if !files.contains(where: { $0.name == file.name }) { files.append(file) }
    } catch {
      if !refusals.contains(error) { refusals.append(error) }
    }
  }

  private static func file(
    for step: ResolutionStep, _ finding: Finding, _ facts: ServerFacts, _ read: (String) -> [UInt8]?
  ) throws(FixRefusal) -> FixFile? {
    switch step {
    case .enableTLSInWorkerProcess: try WorkerProcessFix.file(facts, read)
    case .enableStrongCryptography: StrongCryptographyFix.file
    case .enableModernProtocol: ModernProtocolFix.file
    case .extendFunctionsValue: try CipherOrderFix.file(finding, facts)
    default: nil
    }
  }
}
