package import Files

/// A file of a report, which appears whole or not at all: see `Files.OutputFile`.
package struct OutputFile: ~Copyable {
  private var file: Files.OutputFile

  package var descriptor: OutputDescriptor { file.descriptor }

  /// - Throws: ``OutputFault/system(_:)`` when no file can be made there.
  package init(path: String) throws(OutputFault) {
    file = try OutputFault.wrapping { () throws(FileError) in
      try Files.OutputFile(replacing: PathName(path))
    }
  }

  /// Puts the file in its place; `synchronizing` waits until the disk has it.
  package mutating func finish(synchronizing: Bool = true) throws(OutputFault) {
    do throws(FileError) {
      try file.finish(synchronizing: synchronizing)
    } catch {
      throw OutputFault(error)
    }
  }

  /// Whether a path leads to a regular file.
  package static func isRegular(_ path: String) -> Bool { PathName(path).kind == .regular }
}

/// A file that is written only where nothing exists.
package enum NewFile {
  /// Writes a new file, whole or not at all.
  /// - Returns: false when the path is taken, which leaves it as it is.
  package static func write(_ bytes: [UInt8], at path: String) throws(OutputFault) -> Bool {
    try OutputFault.wrapping { () throws(FileError) in
      try Files.OutputFile.writeNew(bytes, to: PathName(path))
    }
  }

  /// Makes a directory unless it exists.
  package static func makeFolder(_ path: String) throws(OutputFault) {
    try OutputFault.wrapping { () throws(FileError) in try Directory.make(PathName(path)) }
  }
}

/// Why a report could not be written.
package enum OutputFault: Error, Hashable, Sendable {
  /// The reader of the report has seen enough (`wsuscap … | head`): not an error.
  case closedPipe
  /// The user asked to stop.
  case interrupted
  /// The system refused, with the system's text such as `No space left on device`.
  case system(String)
  /// The file is one that this run reads, and was not changed.
  case isInput

  init(_ error: FileError) {
    if error.isBrokenPipe {
      self = .closedPipe
    } else if error.isInput {
      self = .isInput
    } else {
      self = error.isInterrupted ? .interrupted : .system(error.text)
    }
  }

  /// Runs what opens or writes a file.
  static func wrapping<Result: ~Copyable>(
    _ body: () throws(FileError) -> Result
  ) throws(OutputFault) -> Result {
    do throws(FileError) {
      return try body()
    } catch {
      throw OutputFault(error)
    }
  }
}
