import CaptureFiles
import Catalog
import Diagnosis
import Files
import Reports
import ServerFiles

/// What every file is, and which captures have to be analysed.
struct ScanSurvey {
  private(set) var work: [ScanWork] = []
  private(set) var outcome = ScanOutcome()
  private(set) var failures: [FailedFile] = []
  /// Changes for the catalog about files that have no result.
  private(set) var entries: [FileEntry] = []
  /// Archives that the catalog has as files, and whose captures it is to have instead.
  private(set) var replaced: [PathName] = []

  private let options: ScanOptions
  private let known: [PathName: KnownFile]
  private let annotated: AnnotatedCaptures?
  /// Captures in archives by their archive.
  private var knownMembers: [PathName: [PathName]] = [:]
  /// Captures by their folder.
  private var captures: [PathName: [FoundFile]] = [:]
  /// Files of servers by their folder.
  private var evidence: [PathName: [Evidence]] = [:]

  private struct Evidence {
    var file: FoundFile
    var digest: String
  }

  init(_ options: ScanOptions, known: [PathName: KnownFile], annotated: AnnotatedCaptures? = nil) {
    (self.options, self.known, self.annotated) = (options, known, annotated)
    for (name, file) in known { file.archive.map { knownMembers[$0, default: []].append(name) } }
  }

  private var names: ScanNames { options.names }

  mutating func classify(_ found: FileEnumerator) {
    failures += found.failures
    let now = CurrentProcess.time
    for file in found.files where !options.shouldStop() {
      if isTooRecent(file, now) { postpone(file) } else { classify(file) }
    }
    for link in found.links { leave(link) }
    outcome.failed += failures.count
    outcome.failures.formUnion(failures.map(\.error.kind))
    if options.shouldStop() { return }
    for (folder, files) in captures { plan(files, evidence[folder] ?? []) }
    outcome.evidence = evidence.values.reduce(0) { $0 + $1.count }
    entries += failures.map(names.entry)
  }

  /// A time in the future says nothing: the clocks of a file server and this machine differ.
  private func isTooRecent(_ file: FoundFile, _ now: Int64) -> Bool {
    guard let age = options.minimumAge else { return false }
    return (0..<Int64(age * 1e9)).contains(now &- file.status.modified)
  }

  /// An earlier result stays until there is another.
  private mutating func postpone(_ file: FoundFile) {
    outcome.tooRecent += 1
    let earlier = known[names.key(file.name)]
    if earlier?.state == .analysed
      || earlier?.reason == .stillWritten && earlier?.isSame(as: file.status) == true
    {
      return
    }
    entries.append(
      names.entry(
        file, .skipped, message: ErrorMessage(ScanProblem.stillWritten), reason: .stillWritten,
        format: format(of: file)))
  }

  /// A link is a note and not a failure, noted once.
  private mutating func leave(_ link: LeftLink) {
    outcome.skipped += 1
    let message = ErrorMessage(link.problem)
    let earlier = known[names.key(link.name)]
    if earlier?.state == .skipped, earlier?.message == message.wrong { return }
    entries.append(names.entry(link, message))
  }

  // MARK: What a file is

  private mutating func classify(_ file: FoundFile) {
    if options.isForced { return recognize(file) }
    if let members = knownMembers[file.name], classify(members, of: file) { return }
    guard let earlier = known[names.key(file.name)], earlier.isCurrent(file.status),
      earlier.reason != .stillWritten
    else { return recognize(file) }
    classify(file, earlier)
  }

  private mutating func classify(_ file: FoundFile, _ earlier: KnownFile) {
    switch earlier.state {
    case .analysed: add(file)
    case .evidence: add(Evidence(file: file, digest: earlier.sha256 ?? ""))
    case .skipped: skip(file, ErrorMessage(stored: earlier.message ?? ""), nil)
    // A retry may succeed, but not every two seconds.
    case .failed where options.minimumAge != nil: outcome.failed += 1
    case .failed: recognize(file)
    }
  }

  /// The captures of an archive that has not changed; false when it has to be looked into.
  private mutating func classify(_ members: [PathName], of file: FoundFile) -> Bool {
    let earlier = members.compactMap { name in known[name].map { (name, $0) } }
    guard
      earlier.allSatisfy({ $1.isCurrent(file.status) && ($1.state != .failed || options.minimumAge != nil) })
    else { return false }
    for (name, known) in earlier { file.member(known, named: name).map { classify($0, known) } }
    return true
  }

  private mutating func add(_ file: Evidence) { evidence[file.file.name.parent, default: []].append(file) }

  private mutating func add(_ capture: FoundFile) {
    captures[capture.opened.parent, default: []].append(capture)
  }

  /// Recognises a file by its content.
  private mutating func recognize(_ file: FoundFile) {
    do throws(FileError) {
      let opened = try InputFile(file.opened, waits: false)
      guard let fault = readError(opened) else { return add(file) }
      if options.shouldStop() { return }
      if case .archive(.severalCaptures) = fault { return addMembers(of: file, opened) }
      guard fault.kind == .notACapture else { return fail(file, fault) }
      if let digest = try evidenceDigest(file, opened) {
        entries.append(names.entry(file, .evidence, sha256: digest))
        add(Evidence(file: file, digest: digest))
      } else if !options.shouldStop() {
        let isEmpty = file.status.size == 0 && CaptureKind.isSuggested(byName: file.shown)
        skip(file, names.message(fault), isEmpty ? .empty : .notACapture)
      }
    } catch {
      let problem: ScanProblem = error.isNotFound ? .disappeared : .cannotBeOpened(error.text)
      failures.append(file.failure(.capture(.unreadable), problem))
    }
  }

  private mutating func addMembers(of file: FoundFile, _ opened: borrowing InputFile) {
    do throws(CaptureFault) {
      let listing = try ArchiveListing(path: opened.descriptorPath, shouldStop: options.shouldStop)
      for capture in file.members(listing.captures) { add(capture) }
      replaced.append(names.key(file.name))
      let refused = file.members(listing.refused.map(\.member))
      for (member, refused) in zip(refused, listing.refused) {
        skip(member, names.message(refused.fault), .unsupported)
      }
    } catch {
      if !options.shouldStop() { fail(file, error) }
    }
  }

  private mutating func fail(_ file: FoundFile, _ fault: CaptureFault) {
    var failed = file.failure(.capture(fault.kind), names.message(fault))
    failed.format = format(of: file)
    failures.append(failed)
  }

  private func format(of file: FoundFile) -> String? {
    let deadline = Deadline(seconds: Self.recognitionLimit)
    let shouldStop = options.shouldStop
    return CaptureKind.name(file.opened, file.member) { deadline.hasPassed || shouldStop() }
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
  static let recognitionLimit = 2.0

  /// The digest of a file of the server; nil for any other file.
  private func evidenceDigest(
    _ file: FoundFile, _ opened: borrowing InputFile
  ) throws(FileError) -> String? {
    guard let path = file.name.text else { return nil }
    let reading = ServerFileReader(shouldStop: options.shouldStop).read([path])
    if reading.understood.isEmpty { return nil }
    return try ContentDigest.file(opened, shouldStop: options.shouldStop).map { names.digest($0.digest) }
  }

  /// What the user named has to be a capture; what was found in a folder need not be one.
  /// - Parameter reason: nil for what the catalog has already.
  private mutating func skip(_ file: FoundFile, _ message: ErrorMessage, _ reason: FileEntry.Reason?) {
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
    if let reason { entries.append(names.entry(file, .skipped, message: message, reason: reason)) }
  }

  // MARK: What has to be analysed

  private mutating func plan(_ files: [FoundFile], _ evidence: [Evidence]) {
    let digests = evidence.map(\.digest).sorted()
    let conditions = Conditions(
      policy: options.policyDigest,
      evidence: digests.isEmpty ? "" : ContentDigest.text(digests.joined(separator: "\n")),
      redaction: names.condition)
    let digest = conditions.digest
    let new = files.filter { file in
      guard let earlier = known[names.key(file.name)], !options.isForced else { return true }
      return earlier.state != .analysed || earlier.conditions != digest || !earlier.isSame(as: file.status)
        || annotated?.lacks(earlier) == true
    }
    outcome.unchanged += files.count - new.count
    if new.isEmpty { return }
    let facts = facts(of: evidence)
    work += new.map { file in
      var work = ScanWork(file, conditions: conditions, facts: facts)
      work.lacksCopy = known[names.key(file.name)].map { annotated?.lacks($0) == true } ?? false
      return work
    }
  }

  private func facts(of evidence: [Evidence]) -> ServerFacts? {
    if evidence.isEmpty { return nil }
    let reading = ServerFileReader(shouldStop: options.shouldStop).read(evidence.map(\.file.shown))
    return reading.understood.isEmpty ? nil : reading.facts
  }
}

extension FoundFile {
  func failure(
    _ kind: ScanError.Kind, _ message: ErrorMessage, reason: FileEntry.Reason? = nil
  ) -> FailedFile {
    var failed = FailedFile(
      name: name, folder: folder, status: status, error: ScanError(kind, path: shown, message), reason: reason
    )
    if let member { failed.archive = (opened, member) }
    return failed
  }

  func failure(
    _ kind: ScanError.Kind, _ problem: ScanProblem, reason: FileEntry.Reason? = nil
  ) -> FailedFile {
    failure(kind, ErrorMessage(problem), reason: reason)
  }
}

extension CaptureKind {
  /// The format of a capture that was found; nil when it cannot be opened.
  static func name(
    _ file: PathName, _ member: ArchiveMember?, shouldStop: @escaping @Sendable () -> Bool
  ) -> String? {
    do throws(FileError) {
      let opened = try InputFile(file, waits: false)
      guard try opened.status().kind == .regular else { return nil }
      return name(ofFileAt: opened.descriptorPath, member: member?.index, shouldStop: shouldStop)
    } catch {
      return nil
    }
  }
}
