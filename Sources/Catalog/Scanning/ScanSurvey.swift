import CaptureFiles
import Diagnosis
import ServerFiles

/// What a scan finds, before anything is analysed: what every file is, and which captures have to be looked at.
struct ScanSurvey {
  var work: [ScanWork] = []
  var outcome = ScanOutcome()
  var failures: [ScanFailure] = []
  /// What is new about files that hold no result.
  var entries: [FileEntry] = []

  private let options: ScanOptions
  private let known: [PathName: KnownFile]
  /// Captures by their folder.
  private var captures: [[UInt8]: [FoundFile]] = [:]
  /// Evidence by its folder, with the digest of each file.
  private var evidence: [[UInt8]: [(file: FoundFile, digest: String)]] = [:]

  init(_ options: ScanOptions, known: [PathName: KnownFile]) {
    (self.options, self.known) = (options, known)
  }

  /// Looks at all files.
  mutating func take(_ walk: CaptureFileEnumerator, now: Int64) {
    failures += walk.failures
    for file in walk.files where !options.shouldStop() {
      if isUnsettled(file, now: now) { outcome.unsettled += 1 } else { take(file) }
    }
    if options.shouldStop() { return }
    for (folder, files) in captures { plan(files, beside: evidence[folder] ?? []) }
    outcome.evidence = evidence.values.reduce(0) { $0 + $1.count }
    entries += failures.map(FileEntry.init)
  }

  private func isUnsettled(_ file: FoundFile, now: Int64) -> Bool {
    guard let settling = options.settling else { return false }
    // A time in the future says nothing: the clocks of a file server and this machine differ.
    return (0..<Int64(settling * 1e9)).contains(now &- file.state.modified)
  }

  // MARK: What a file is

  private mutating func take(_ file: FoundFile) {
    let folder = file.name.parent
    if let earlier = known[file.name], earlier.isSame(as: file.state),
      earlier.toolVersion == Conditions(policy: "").toolVersion, !options.isForced
    {
      switch earlier.state {
      case .analysed: return captures[folder, default: []].append(file)
      case .evidence:
        return evidence[folder, default: []].append((file, earlier.sha256 ?? ""))
      case .skipped: return skip(file, earlier.message ?? "", advice: nil, isNew: false)
      // Another try may go better, but not every other second.
      case .failed:
        if options.settling != nil {
          outcome.failed += 1
          return
        }
      }
    }
    classify(file, folder)
  }

  /// Recognises a file by its content.
  private mutating func classify(_ file: FoundFile, _ folder: [UInt8]) {
    do throws(SystemFault) {
      let opened = try OpenFile(file.name)
      guard let fault = fault(opened) else { return captures[folder, default: []].append(file) }
      if options.shouldStop() { return }
      guard fault.kind == .notACapture else {
        return fail(file, fault.message, advice: fault.advice, status: fault.exitStatus)
      }
      if let digest = try evidenceDigest(file, opened) {
        entries.append(FileEntry(file, .evidence, sha256: digest))
        evidence[folder, default: []].append((file, digest))
      } else if !options.shouldStop() {
        skip(file, fault.message, advice: fault.advice, isNew: true)
      }
    } catch {
      fail(
        file, error.isNotFound ? "vanished before it could be read" : "cannot be opened: \(error.text)",
        advice: "check the path and the permissions", status: 66)
    }
  }

  /// Why a file is no capture; nil for a capture, and for what would take long to tell: whoever analyses it has a time
  /// limit, and the other files do not wait.
  private func fault(_ file: borrowing OpenFile) -> CaptureFault? {
    let deadline = Deadline(
      seconds: min(Self.patience, options.timeLimit ?? .infinity), isStopped: options.shouldStop)
    do throws(CaptureFault) {
      _ = try CaptureReader(path: file.path, shouldStop: { deadline.shouldStop })
      return nil
    } catch {
      return deadline.hasPassed ? nil : error
    }
  }

  /// Seconds until a file is left to its analysis. What stands before the first frame is some hundred bytes.
  private static let patience = 2.0

  /// The digest of a file of the server; nil for any other file.
  private func evidenceDigest(
    _ file: FoundFile, _ opened: borrowing OpenFile
  ) throws(SystemFault) -> String? {
    guard let path = file.name.text else { return nil }
    let reading = ServerFileReader(shouldStop: options.shouldStop).read([path])
    if reading.understood.isEmpty { return nil }
    return try ContentDigest.file(opened, shouldStop: options.shouldStop)?.digest
  }

  /// What the user named has to be a capture; what only lies in a folder need not.
  private mutating func skip(_ file: FoundFile, _ message: String, advice: String?, isNew: Bool) {
    if file.isNamed { return fail(file, message, advice: advice, status: 65) }
    if let shard = options.shard, !shard.holds(ContentDigest.text(file.folder + "/" + file.name.shown)) {
      outcome.elsewhere += 1
      return
    }
    outcome.skipped += 1
    if isNew { entries.append(FileEntry(file, .skipped, message: message, advice: advice)) }
  }

  private mutating func fail(_ file: FoundFile, _ message: String, advice: String?, status: Int32) {
    failures.append(
      ScanFailure(
        name: file.name, shown: file.shown, folder: file.folder, state: file.state, message: message,
        advice: advice, exitStatus: status))
  }

  // MARK: What is to be done

  private mutating func plan(_ files: [FoundFile], beside evidence: [(file: FoundFile, digest: String)]) {
    let digests = evidence.map(\.digest).sorted()
    let conditions = Conditions(
      policy: options.policyDigest,
      evidence: digests.isEmpty ? "" : ContentDigest.text(digests.joined(separator: "\n")))
    let digest = conditions.digest
    let new = files.filter { file in
      guard let earlier = known[file.name], !options.isForced else { return true }
      return earlier.state != .analysed || earlier.conditions != digest || !earlier.isSame(as: file.state)
    }
    outcome.unchanged += files.count - new.count
    if new.isEmpty { return }
    let facts = facts(of: evidence.map(\.file))
    work += new.map { ScanWork(file: $0, conditions: conditions, facts: facts) }
  }

  private func facts(of files: [FoundFile]) -> ServerFacts? {
    if files.isEmpty { return nil }
    let reading = ServerFileReader(shouldStop: options.shouldStop).read(files.map(\.shown))
    return reading.understood.isEmpty ? nil : reading.facts
  }
}

extension FileEntry {
  init(
    _ file: FoundFile, _ state: State, sha256: String? = nil, message: String? = nil, advice: String? = nil
  ) {
    self.init(
      name: file.name, folder: file.folder, state: state, bytes: file.state.size,
      modified: file.state.modified,
      inode: file.state.inode, sha256: sha256, message: message, advice: advice)
  }

  init(_ failure: ScanFailure) {
    self.init(
      name: failure.name, folder: failure.folder, state: .failed, bytes: failure.state?.size,
      modified: failure.state?.modified, inode: failure.state?.inode, sha256: nil, message: failure.message,
      advice: failure.advice)
  }
}

extension PathName {
  /// The bytes of the folder that it lies in.
  var parent: [UInt8] { Array(bytes[..<(bytes.lastIndex(of: UInt8(ascii: "/")) ?? 0)]) }
}
