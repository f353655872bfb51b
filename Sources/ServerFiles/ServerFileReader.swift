package import Diagnosis
import Files

/// Reads the files of a WSUS server. The kind of a file is recognised by its content.
package struct ServerFileReader: Sendable {
  private let timeZoneSign: TimeZoneSign
  private let followsLinks: Bool
  private let shouldStop: @Sendable () -> Bool

  /// - Parameters:
  /// - timeZoneSign: what the minutes after a time of Configuration Manager's logs mean.
  /// - followsLinks: whether symbolic links that lead out of a folder are followed.
  /// - shouldStop: asked regularly; true ends the reading with what was read.
  package init(
    timeZoneSign: TimeZoneSign = .bias, followsLinks: Bool = false,
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    self.timeZoneSign = timeZoneSign
    self.followsLinks = followsLinks
    self.shouldStop = shouldStop
  }

  /// Reads files and the files in folders, each once.
  /// - Parameter paths: as the user typed them; `-` is standard input.
  package func read(_ paths: [String]) -> ServerFileReading {
    var run = ServerFileRun(
      timeZoneSign: timeZoneSign, followsLinks: followsLinks, shouldStop: shouldStop)
    for path in paths where !shouldStop() { run.read(path) }
    return run.reading
  }
}

/// One reading of several paths.
struct ServerFileRun {
  let timeZoneSign: TimeZoneSign
  let followsLinks: Bool
  let shouldStop: @Sendable () -> Bool
  private(set) var reading = ServerFileReading()
  private var counts = FactList.Counts()
  /// Files that were read, and by which name.
  private var read: [FileIdentity: String] = [:]

  init(timeZoneSign: TimeZoneSign, followsLinks: Bool, shouldStop: @escaping @Sendable () -> Bool) {
    self.timeZoneSign = timeZoneSign
    self.followsLinks = followsLinks
    self.shouldStop = shouldStop
  }

  mutating func read(_ path: String) {
    do throws(FileError) {
      if path != "-", try FileStatus(of: PathName(path)).kind == .directory {
        try readFolder(path)
      } else {
        readFile(path, isNamed: true)
      }
    } catch {
      refuse(path, isNamed: true, error.isNotFound ? .notFound : .unreadable(error.text))
    }
  }

  private mutating func readFolder(_ path: String) throws(FileError) {
    let found = try FileEnumerator(folder: path, followsLinks: followsLinks, shouldStop: shouldStop)
    var hasEvidence = false
    for file in found.files where !shouldStop() {
      if readFile(file, isNamed: false) { hasEvidence = true }
    }
    reading.refused += found.refused
    if !hasEvidence { refuse(path, isNamed: true, .noEvidenceInside) }
  }

  /// Reads a file, or refuses it; whether it is evidence, also when it was read before.
  @discardableResult
  private mutating func readFile(_ path: String, isNamed: Bool) -> Bool {
    let bytes: FileBytes
    do throws(FileError) {
      bytes = try FileBytes(path: path)
    } catch {
      refuse(path, isNamed: isNamed, error.isNotFound ? .notFound : .unreadable(error.text))
      return false
    }
    if let name = read[bytes.identity] {
      refuse(path, isNamed: isNamed, .alreadyRead(as: name))
      return true
    }
    if let reason = understand(bytes, path) {
      if reason == .ownReport, !isNamed { ReadFiles.all.remove(bytes.identity) }
      refuse(path, isNamed: isNamed, reason)
      return false
    }
    if bytes.kind == .regular { read[bytes.identity] = path }
    return true
  }

  /// Adds what the file says; returns why not when it says nothing.
  private mutating func understand(_ bytes: FileBytes, _ path: String) -> RefusedFile.Reason? {
    guard bytes.kind == .regular || bytes.kind == .pipe else { return .noRegularFile }
    if let known = KnownFormat.known(bytes.opening) { return known }
    let opening = TextOpening(bytes)
    if opening.isBinary { return .binary }
    if opening.isBlank, bytes.opening.count < FileBytes.openingSize { return .empty }
    if opening.isReport { return .ownReport }
    guard let excerpt = ExcerptReading(bytes, opening) else {
      return WorkerProcessConfiguration.isOfOtherProgram(opening) ? .otherConfiguration : .unknownText
    }
    let (format, source) = (excerpt.format, excerpt.source)
    let context = ReadingContext(
      path: path, kind: format.kind, timeZoneSign: timeZoneSign, shouldStop: shouldStop)
    var result = format.read(source, context)
    counts.shorten(&result.facts)
    result.note(excerpt.changes)
    if let error = bytes.error { result.notes.append(.unreadable(error)) }
    result.add(ServerFile(path: path, kind: format.kind, source, result))
    reading.understood.append(result.facts)
    return nil
  }

  private mutating func refuse(_ path: String, isNamed: Bool, _ reason: RefusedFile.Reason) {
    reading.refused.append(RefusedFile(path: path, isNamed: isNamed, reason: reason))
  }
}

extension ServerFile {
  fileprivate init(path: String, kind: ServerFileKind, _ source: TextSource, _ result: FormatReading) {
    self.init(
      path: path, kind: kind, encoding: source.encoding(result.decoding),
      hasByteOrderMark: source.markLength > 0, bytes: source.bytes.count, lines: result.lines,
      notes: result.notes)
  }
}

extension FormatReading {
  /// Notes what was undone, together with what the format missed.
  fileprivate mutating func note(_ changes: [Excerpt.Change]) {
    guard !changes.isEmpty else { return }
    var excerpt = Excerpt(changes: changes)
    notes.removeAll { note in
      if case .excerpt(let known) = note { excerpt.lacks += known.lacks }
      if case .excerpt = note { return true }
      return false
    }
    notes.append(.excerpt(excerpt))
  }

  fileprivate mutating func add(_ file: ServerFile) {
    var file = file
    if decoding.isMixed { file.notes.append(.mixedEncodings) }
    if let assumed = decoding.assumed { file.notes.append(.assumedEncoding(assumed)) }
    if facts.leftOut > 0 { file.notes.append(.moreFacts(count: facts.leftOut)) }
    facts.files = [file]
  }
}
