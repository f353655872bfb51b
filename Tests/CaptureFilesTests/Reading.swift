import Foundation

@testable import CaptureFiles

/// A frame that was read.
struct ReadFrame: Hashable {
  var header: FrameHeader
  var bytes: [UInt8]
}

/// What a note is about.
enum NoteKind {
  case truncated, damaged, unsupported, unreadable, dropped, filterNotApplied, events

  init(_ note: CaptureNote) {
    switch note {
    case .stopped(let error, _, _):
      switch error.kind {
      case .truncated: self = .truncated
      case .damaged: self = .damaged
      case .unsupported: self = .unsupported
      case .unreadable: self = .unreadable
      }
    case .dropped: self = .dropped
    case .filterNotApplied: self = .filterNotApplied
    case .noPacketEvents, .eventsLost, .droppedByWindows, .unreadableEvents, .unorderedPackets, .otherEvents:
      self = .events
    }
  }
}

/// All that reading a capture gave.
struct Reading {
  var frames: [ReadFrame] = []
  var format = ""
  var compression: String?
  var interfaces: [CaptureInterface] = []
  var notes: [CaptureNote] = []
  var timeDigits = 0

  var numbers: [UInt32] { frames.map(\.header.number) }
  var times: [Int64] { frames.map(\.header.time) }

  /// What the notes are about.
  var kinds: [NoteKind] { notes.map(NoteKind.init) }
  /// Why reading stopped, where it did, and in what.
  var stop: (error: ReadError, part: CapturePart)? {
    if case .stopped(let error, let part, _)? = notes.first { (error, part) } else { nil }
  }
}

/// Reads a capture file to its end.
func read(path: String, filter: String? = nil) throws(CaptureFault) -> Reading {
  var reader = try CaptureReader(path: path, filter: filter)
  var reading = Reading()
  try reader.forEachFrame { header, bytes in
    reading.frames.append(ReadFrame(header: header, bytes: copy(bytes)))
    return true
  }
  reading.format = reader.format
  reading.compression = reader.compression
  reading.interfaces = reader.interfaces
  reading.notes = reader.notes
  reading.timeDigits = reader.timeDigits
  return reading
}

/// Writes a file for as long as it takes to read it as a capture.
func read(_ bytes: [UInt8], filter: String? = nil) throws -> Reading {
  let path = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)").path()
  defer { try? FileManager.default.removeItem(atPath: path) }
  try Data(bytes).write(to: URL(filePath: path))
  return try read(path: path, filter: filter)
}

/// The fault that reading gives, if it does.
func fault(_ bytes: [UInt8], filter: String? = nil) throws -> CaptureFault? {
  do {
    _ = try read(bytes, filter: filter)
    return nil
  } catch let fault as CaptureFault {
    return fault
  }
}

func copy(_ bytes: Span<UInt8>) -> [UInt8] {
  bytes.indices.map { bytes[$0] }
}

/// A source that delivers a few bytes at a time, as a slow pipe would.
final class Dripping: ByteSource {
  var error: ReadError?
  private let bytes: [UInt8]
  private let step: Int
  private var given = 0

  init(_ bytes: [UInt8], step: Int) {
    self.bytes = bytes
    self.step = step
  }

  func read(into buffer: inout MutableSpan<UInt8>) -> Int {
    let count = min(step, buffer.count, bytes.count - given)
    for index in 0..<count { buffer[index] = bytes[given + index] }
    given += count
    return count
  }
}

/// The frames that a reader gives before its end or an error.
func readAll(_ reader: consuming any FrameReader & ~Copyable) -> (frames: [ReadFrame], error: ReadError?) {
  var frames: [ReadFrame] = []
  do {
    _ = try reader.forEachFrame { header, bytes in
      frames.append(ReadFrame(header: header, bytes: copy(bytes)))
      return true
    }
    return (frames, nil)
  } catch {
    return (frames, error)
  }
}
