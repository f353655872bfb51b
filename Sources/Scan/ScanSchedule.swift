import CaptureFiles
import Catalog
import Diagnosis
import Files

/// One capture that has to be analysed.
struct ScanWork: Sendable {
  var file: FoundFile
  let conditions: Conditions
  /// What the server's files beside it say; nil without any.
  let facts: ServerFacts?
  /// Known once the content was read.
  var key: AnalysisKey?
  /// Bytes of the file when it was found; of a member of an archive, its own.
  let size: Int
  /// It was analysed before, and only its annotated copy is missing.
  var lacksCopy = false

  init(_ file: FoundFile, conditions: Conditions, facts: ServerFacts?) {
    (self.file, self.conditions, self.facts) = (file, conditions, facts)
    size = min(file.member?.size ?? .max, file.status.size)
  }

  /// Estimated bytes of memory: some tens of megabytes, and about 560 bytes for each flow, which has a few kilobytes of
  /// traffic in most captures.
  var memory: Int { 32 << 20 + size / 4 }
}

/// The order of work: the largest captures first, so that none of them is left alone at the end, and only as many at a
/// time as memory allows.
struct ScanSchedule {
  private(set) var running = 0
  private(set) var progress = ScanProgress()
  /// Sorted by size: the next one is the last.
  private var waiting: [ScanWork] = []
  /// Bytes of memory that are left for further captures.
  private var free: Int
  /// The keys that are being analysed, and the captures that wait for the result.
  private var keys: [AnalysisKey: [ScanWork]] = [:]

  /// - Parameter memory: bytes that the running captures may use together. One that needs more runs alone.
  init(memory: Int) {
    free = memory
  }

  mutating func noteFound(_ count: Int) { progress.found = count }

  mutating func plan(_ work: [ScanWork]) {
    // Ties by name, so that the order of a scan's results is always the same.
    waiting = work.sorted { ($0.size, $0.file.shown) < ($1.size, $1.file.shown) }
    progress.isListing = false
    progress.files = work.count
    progress.bytes = work.reduce(0) { $0 + $1.size }
  }

  /// The next capture that fits; nil when there is none, or something has to end first.
  mutating func next() -> ScanWork? {
    guard let index = waiting.lastIndex(where: { running == 0 || $0.memory <= free }) else { return nil }
    let work = waiting.remove(at: index)
    free -= work.memory
    running += 1
    progress.current.append(work.file.shown)
    return work
  }

  /// Reserves the analysis of a content. When it is running already, the capture waits until that one is done.
  /// - Returns: whether the capture may be analysed now.
  mutating func claim(_ key: AnalysisKey, _ work: ScanWork) -> Bool {
    guard keys[key] != nil else {
      keys[key] = []
      return true
    }
    keys[key]?.append(work)
    leave(work)
    return false
  }

  mutating func finish(_ work: ScanWork, hasFailed: Bool) {
    leave(work)
    progress.doneFiles += 1
    progress.doneBytes += work.size
    if hasFailed { progress.failed += 1 }
    if let key = work.key { waiting += keys.removeValue(forKey: key) ?? [] }
  }

  private mutating func leave(_ work: ScanWork) {
    free += work.memory
    running -= 1
    if let index = progress.current.firstIndex(of: work.file.shown) { progress.current.remove(at: index) }
  }
}
