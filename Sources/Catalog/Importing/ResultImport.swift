import Analysis
import Files
import Reports

/// Imports lines of `--format ndjson` from any number of workers. The flows of a capture wait for its own
/// line, which is its last. Lines of captures may be mixed.
package struct ResultImport {
  package struct Outcome: Hashable, Sendable {
    package var captures = 0
    /// Captures whose content the catalog has already.
    package var known = 0
    package var failed = 0
    /// Captures with flows but without a line of their own: their analysis was interrupted.
    package var unfinished = 0
    /// Flows that were left out because too many waited for the lines of their captures.
    package var leftOut = 0
  }

  private let catalog: Catalog
  private let policyDigest: String
  private let root: String?
  private var waiting: WaitingFlows
  private var outcome = Outcome()

  /// - Parameters:
  /// - policyDigest: of the policy in force, as a scan with the same options has it.
  /// - root: the folder that was analysed; nil keeps the paths.
  package init(into catalog: Catalog, policyDigest: String, root: String?) {
    self.init(into: catalog, policyDigest: policyDigest, root: root, limits: WaitingFlows.Limits())
  }

  init(into catalog: Catalog, policyDigest: String, root: String?, limits: WaitingFlows.Limits) {
    waiting = WaitingFlows(limits: limits)
    (self.catalog, self.policyDigest) = (catalog, policyDigest)
    self.root = root.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
  }

  /// Takes one line.
  /// - Throws: `.notACatalog` for a line that is none of the kind, else why the catalog cannot be written.
  package mutating func take(_ line: String) throws(CatalogError) {
    do {
      try take(ResultLine(LineJSONReader.read(line)))
    } catch let fault as CatalogError {
      throw fault
    } catch {
      throw CatalogError(.brokenLine)
    }
  }

  private mutating func take(_ line: ResultLine) throws {
    if let flow = try line.flow() { return waiting.add(PackedFlow(flow), of: line.capture) }
    if let fault = line.fault {
      _ = waiting.take(line.capture)
      outcome.failed += 1
      return try catalog.keep([entry(line, .failed, message: fault.message, advice: fault.advice)])
    }
    guard let capture = try line.captureRow() else {
      throw CatalogError(.otherLine)
    }
    try keep(line, capture, findings: line.findings())
  }

  package var result: Outcome {
    var outcome = outcome
    outcome.unfinished = waiting.captureCount
    outcome.leftOut = waiting.givenUp
    return outcome
  }

  private mutating func keep(_ line: ResultLine, _ capture: StoredCapture, findings: [StoredFinding])
    throws(CatalogError)
  {
    let waited = waiting.take(line.capture)
    // Without a digest nothing tells that two files are the same: each path is one of its own.
    let digest = line.sha256 ?? "path:" + ContentDigest.text(line.capture)
    let conditions = Conditions(
      toolVersion: line.toolVersion ?? Reports.Generator.version, policy: policyDigest)
    let key = AnalysisKey(sha256: digest, conditions: conditions)
    let file = entry(line, .analysed, sha256: line.sha256)
    if try catalog.link(file, to: key) {
      outcome.known += 1
      return
    }
    var capture = capture
    let missing = missingFlows(of: line, waited)
    if missing > 0 { capture.add(.flowsNotImported(missing)) }
    let entry = CaptureEntry(key: key, capture: capture, findings: findings, flows: waited.flows)
    try catalog.keep(entry, for: file, isForced: false)
    outcome.captures += 1
  }

  /// How many flows were given up while they waited.
  private func missingFlows(of line: ResultLine, _ waited: WaitingCapture) -> Int {
    guard waiting.hasGivenUpCaptures, let count = line.flowCount else { return waited.givenUp }
    return max(waited.givenUp, count - waited.flows.count)
  }

  private func entry(
    _ line: ResultLine, _ state: FileEntry.State, sha256: String? = nil, message: String? = nil,
    advice: String? = nil
  ) -> FileEntry {
    let name = PathName(line.capture)
    var folder = name.parent.shown
    if let root, line.capture.hasPrefix(root) { folder = String(folder.dropFirst(root.utf8.count)) }
    var entry = FileEntry(
      name: name, folder: folder.isEmpty ? "." : folder, state: state, sha256: sha256, message: message,
      advice: advice)
    entry.bytes = line.bytes
    return entry
  }
}
