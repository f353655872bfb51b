package import Diagnosis

/// A configuration file that carries out a resolution step, for a person to review and apply.
package struct ResolutionFile: Hashable, Sendable {
  /// The file's name, without a folder.
  package var name: String
  package var bytes: [UInt8]
  package var step: ResolutionStep
  /// It extends no file that was given: only for a server that has none.
  package var isNew = false
}

/// Why a step has no file, although one could carry it out.
package enum ResolutionRefusal: Error, Hashable, Sendable {
  /// The given `w3wp.exe.config` is not well-formed XML: adding to it would not repair it.
  case brokenConfiguration(path: String, XMLFault)
  /// The given `w3wp.exe.config` could not be read again.
  case unreadableConfiguration(path: String)
  /// Several different files can be the `w3wp.exe.config` in use: one made of another would lose its content.
  case severalConfigurations(paths: [String])
  /// No file shows the order that has to be extended: an order of these suites alone would remove all others.
  case unknownCipherOrder
  /// The suites have other names before Windows Server 2016, and no file tells which system it is.
  case unknownSystem
  /// The order cannot take one more suite within the limit of characters.
  case fullCipherOrder
  /// Group Policy sets the order, and would overwrite a value in the registry: change that object.
  case orderOfGroupPolicy(object: String?)
}

/// The files that carry out the resolution of findings, each once.
package struct ResolutionFiles: Sendable {
  package private(set) var files: [ResolutionFile] = []
  package private(set) var refusals: [ResolutionRefusal] = []

  /// - Parameter read: the bytes of a file that was given as evidence, by its path; nil when it cannot be
  /// read.
  package init(for findings: [Finding], facts: ServerFacts, read: (String) -> [UInt8]?) {
    for finding in findings {
      for planned in resolution(for: finding) { add(planned.step, finding, facts, read) }
    }
  }

  private mutating func add(
    _ step: ResolutionStep, _ finding: Finding, _ facts: ServerFacts, _ read: (String) -> [UInt8]?
  ) {
    guard !files.contains(where: { $0.step == step }) else { return }
    do throws(ResolutionRefusal) {
      guard let file = try Self.file(for: step, finding, facts, read) else { return }
      if !files.contains(where: { $0.name == file.name }) { files.append(file) }
    } catch {
      if !refusals.contains(error) { refusals.append(error) }
    }
  }

  private static func file(
    for step: ResolutionStep, _ finding: Finding, _ facts: ServerFacts, _ read: (String) -> [UInt8]?
  ) throws(ResolutionRefusal) -> ResolutionFile? {
    switch step {
    case .enableTLSInWorkerProcess: try WorkerProcessFile.file(facts, read)
    case .enableStrongCryptography: RegistryFiles.strongCryptography
    case .enableModernProtocol: RegistryFiles.modernProtocol
    case .allowCipherSuites, .allowCipherSuitesWithCurve, .extendFunctionsValue:
      try CipherOrderFile.file(finding, facts)
    case .identifyProgram, .restartWorkerProcesses, .repairWorkerProcessConfiguration, .installMonthlyRollup,
      .findCipherPolicy, .enableAlgorithms, .allowCurves, .applyPolicy, .restartServer, .showEndpoint,
      .changeEndpoint,
      .renewProxyCredentials, .allowEndpointsAtProxy, .checkProxyUplink, .allowEndpointsAtFirewall,
      .checkNameResolution, .configureProxy, .findResettingDevice, .allowInWebFilter, .checkClientCertificate,
      .allowPathMTUDiscovery,
      .allowCertificateLists, .checkWebsite, .checkApplicationPool, .checkWebServices, .checkWebPermissions,
      .checkContent, .checkServerHealth, .resetClientAuthorization, .exemptFromInspection, .checkTrust,
      .captureAgain, .verify:
      nil
    }
  }
}

/// `w3wp.exe.config` with the switch of the article's resolution: a new file, or the given one with nothing
/// else changed.
enum WorkerProcessFile {
  static func file(
    _ facts: ServerFacts, _ read: (String) -> [UInt8]?
  ) throws(ResolutionRefusal) -> ResolutionFile {
    ResolutionFile(
      name: "w3wp.exe.config", bytes: try bytes(facts, read), step: .enableTLSInWorkerProcess,
      isNew: facts.workerProcessCandidates.isEmpty)
  }

  private static func bytes(
    _ facts: ServerFacts, _ read: (String) -> [UInt8]?
  ) throws(ResolutionRefusal) -> [UInt8] {
    let candidates = facts.workerProcessCandidates
    guard let given = candidates.first else { return newFile }
    guard Set(candidates.map { read($0.citation.file) }).count == 1 else {
      throw .severalConfigurations(paths: candidates.map(\.citation.file))
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

  /// The article's file, with a warning: the server may have one that was not given.
  private static var newFile: [UInt8] {
    var lines = ResolutionStep.enableTLSInWorkerProcess.commands
    lines.insert(ResolutionStep.newConfigurationComment, at: 1)
    return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
  }
}
