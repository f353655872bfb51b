import CaptureFiles
import Catalog
import Diagnosis
import Files
import Foundation
import Reports
import ServerFiles

/// What every file is, and which captures have to be analysed.
struct ScanSurvey {
  private(set) var work: [ScanWork] = []
  private(set) var outcome = ScanOutcome()
  private(set) var failures: [FailedFile] = []
  /// Changes for the catalog about files that have no result.
  private(set) var entries: [FileEntry] = []

  private let options: ScanOptions
  private let known: [PathName: KnownFile]
  /// Captures by their folder.
  private var captures: [PathName: [FoundFile]] = [:]
  /// Files of servers by their folder.
  private var evidence: [PathName: [Evidence]] = [:]

  private struct Evidence {
    var file: FoundFile
    var digest: String
  }

  init(_ options: ScanOptions, known: [PathName: KnownFile]) {
    (self.options, self.known) = (options, known)
  }

  mutating func classify(_ found: FileEnumerator) {
    failures += found.failures
    let now = Int64(Date().timeIntervalSince1970 * 1e9)
    for file in found.files where !options.shouldStop() {
      if isTooRecent(file, now) { outcome.tooRecent += 1 } else { classify(file) }
    }
    outcome.failed += failures.count
    outcome.failures.formUnion(failures.map(\.error.kind))
    if options.shouldStop() { return }
    for (folder, files) in captures { plan(files, evidence[folder] ?? []) }
    outcome.evidence = evidence.values.reduce(0) { $0 + $1.count }
    entries += failures.map(FileEntry.init)
  }

  /// A time in the future says nothing: the clocks of a file server and this machine differ.
  private func isTooRecent(_ file: FoundFile, _ now: Int64) -> Bool {
    guard let age = options.minimumAge else { return false }
    return (0..<Int64(age * 1e9)).contains(now &- file.status.modified)
  }

  // MARK: What a file is

  private mutating func classify(_ file: FoundFile) {
    guard let earlier = known[file.name], earlier.isCurrent(file.status), !options.isForced else {
      return recognize(file)
    }
    switch earlier.state {
    case .analysed: captures[file.name.parent, default: []].append(file)
    case .evidence: add(Evidence(file: file, digest: earlier.sha256 ?? ""))
    case .skipped: skip(file, ErrorMessage(stored: earlier.message ?? ""), isNew: false)
    // A retry may succeed, but not every two seconds.
    case .failed where options.minimumAge != nil: outcome.failed += 1
    case .failed: recognize(file)
    }
  }

  private mutating func add(_ file: Evidence) { evidence[file.file.name.parent, default: []].append(file) }

  /// Recognises a file by its content.
  private mutating func recognize(_ file: FoundFile) {
    do throws(FileError) {
      let opened = try InputFile(file.name, waits: false)
      guard let error = readError(opened) else {
        captures[file.name.parent, default: []].append(file)
        return
      }
      if options.shouldStop() { return }
      guard error.kind == .notACapture else {
        failures.append(file.failure(.capture(error.kind), ErrorMessage(error)))
        return
      }
      if let digest = try evidenceDigest(file, opened) {
        entries.append(FileEntry(file, .evidence, sha256: digest))
        add(Evidence(file: file, digest: digest))
      } else if !options.shouldStop() {
        skip(file, ErrorMessage(error), isNew: true)
      }
    } catch {
      let problem: ScanProblem = error.isNotFound ? .disappeared : .cannotBeOpened(error.text)
      failures.append(file.failure(.capture(.unreadable), problem))
    }
  }

  /// Why a file is not a capture; nil for a capture, and for what would take long to tell: its analysis has a time limit,
  /// and the other files do not wait.
  private func readError(_ file: borrowing InputFile) -> CaptureFault? {
    let deadline = Deadline(seconds: min(Self.recognitionLimit, options.timeLimit ?? .infinity))
    let shouldStop = options.shouldStop
    do throws(CaptureFault) {
      _ = try CaptureReader(path: file.descriptorPath, shouldStop: { deadline.hasPassed || shouldStop() })
      return nil
    } catch {
      return deadline.hasPassed ? nil : error
    }
  }

  /// Seconds. What comes before the first frame is some hundred bytes.
  private static let recognitionLimit = 2.0

  /// The digest of a file of the server; nil for any other file.
  private func evidenceDigest(
    _ file: FoundFile, _ opened: borrowing InputFile
  ) throws(FileError) -> String? {
    guard let path = file.name.text else { return nil }
    let reading = ServerFileReader(shouldStop: options.shouldStop).read([path])
    if reading.understood.isEmpty { return nil }
    return try ContentDigest.file(opened, shouldStop: options.shouldStop)?.digest
  }

  /// What the user named has to be a capture; what was found in a folder need not be one.
  private mutating func skip(_ file: FoundFile, _ message: ErrorMessage, isNew: Bool) {
    if file.isNamed {
      failures.append(file.failure(.capture(.notACapture), message))
      return
    }
    let digest = ContentDigest.text(file.folder + "/" + file.name.shown)
    if let shard = options.shard, !shard.contains(digest) {
      outcome.inOtherShards += 1
      return
    }
    outcome.skipped += 1
    if isNew { entries.append(FileEntry(file, .skipped, message: message)) }
  }

  // MARK: What has to be analysed

  private mutating func plan(_ files: [FoundFile], _ evidence: [Evidence]) {
    let digests = evidence.map(\.digest).sorted()
    let conditions = Conditions(
      policy: options.policyDigest,
      evidence: digests.isEmpty ? "" : ContentDigest.text(digests.joined(separator: "\n")))
    let digest = conditions.digest
    let new = files.filter { file in
      guard let earlier = known[file.name], !options.isForced else { return true }
      return earlier.state != .analysed || earlier.conditions != digest || !earlier.isSame(as: file.status)
    }
    outcome.unchanged += files.count - new.count
    if new.isEmpty { return }
    let facts = facts(of: evidence)
    work += new.map { ScanWork($0, conditions: conditions, facts: facts) }
  }

  private func facts(of evidence: [Evidence]) -> ServerFacts? {
    if evidence.isEmpty { return nil }
    let reading = ServerFileReader(shouldStop: options.shouldStop).read(evidence.map(\.file.shown))
    return reading.understood.isEmpty ? nil : reading.facts
  }
}

extension FoundFile {
  func failure(_ kind: ScanError.Kind, _ message: ErrorMessage) -> FailedFile {
    FailedFile(
      name: name, folder: folder, status: status, error: ScanError(kind, path: shown, message))
  }

  func failure(_ kind: ScanError.Kind, _ problem: ScanProblem) -> FailedFile {
    failure(kind, ErrorMessage(problem))
  }
}

extension FileEntry {
  init(_ file: FoundFile, _ state: State, sha256: String? = nil, message: ErrorMessage? = nil) {
    self.init(
      name: file.name, folder: file.folder, state: state, file: file.status, sha256: sha256,
      message: message?.wrong, advice: message?.advice)
  }

  init(_ failed: FailedFile) {
    self.init(
      name: failed.name, folder: failed.folder, state: .failed, file: failed.status,
      message: failed.error.message.wrong, advice: failed.error.message.advice)
  }
}
