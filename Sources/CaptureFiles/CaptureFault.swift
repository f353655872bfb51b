package import Files

/// Why a capture cannot be read at all, or its frames not be written in another format.
package enum CaptureFault: Error, Hashable, Sendable {
  case noSuchFile
  case isFolder
  /// Standard input is a terminal.
  case isTerminal
  case cannotBeOpened(FileError)
  case cannotBeReadAgain(FileError)
  /// A pipe can be read only once.
  case isPipe
  case notACapture(ForeignContent, compression: String?)
  case archive(ArchiveFault)
  case truncatedFileHeader(bytes: Int)
  case unusableFileHeader(libpcap: String)
  /// Reading stopped before the end of the first frame.
  case stopped(ReadError, in: CapturePart)
  case invalidFilter(String, libpcap: String)
  case doesNotFit(Misfit)

  /// What a file, or the data that it compresses, contains in place of a capture.
  package enum ForeignContent: Hashable, Sendable {
    /// Fewer bytes than any format is recognised by.
    case short(bytes: Int)
    case known(UnsupportedFormat)
    case unknown(start: [UInt8])
  }

  /// Why a format cannot contain the chosen frames.
  package enum Misfit: Hashable, Sendable {
    case linkTypeInPcapng(UInt32, frame: UInt32)
    case linkTypesInPcap(UInt32, UInt32)
    case lengthInPcap(frame: UInt32)
    case timeInPcap(frame: UInt32)
  }

  package enum Kind: Hashable, Sendable {
    /// The file does not exist.
    case notFound
    /// It is there and cannot be read: permissions, a folder, a failing disk.
    case unreadable
    /// Not a capture.
    case notACapture
    /// A capture that is not read: of another program, compressed in an unsupported way, or one of several in an
    /// archive.
    case unsupported
    /// It is a capture, and damaged before the end of its first frame.
    case damagedFromStart
    /// The filter expression is not one.
    case badFilter
    /// It can be read only once, and has to be read twice.
    case unrepeatable
    /// The output format cannot contain the chosen frames.
    case doesNotFit
  }

  package var kind: Kind {
    switch self {
    case .noSuchFile: .notFound
    case .isFolder, .isTerminal, .cannotBeOpened, .cannotBeReadAgain: .unreadable
    case .isPipe: .unrepeatable
    case .notACapture(.known(let format), _): format.isCapture ? .unsupported : .notACapture
    case .notACapture: .notACapture
    case .archive(let fault): fault.kind
    case .truncatedFileHeader, .unusableFileHeader: .damagedFromStart
    case .stopped(let error, _): error.faultKind
    case .invalidFilter: .badFilter
    case .doesNotFit: .doesNotFit
    }
  }
}

/// Why reading stopped before the proper end of the data: a note when frames were read before it, else a
/// ``CaptureFault``.
package struct ReadError: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case endsInside(CaptureElement)
    /// With the name of the compression.
    case endsInsideCompressed(String)
    case tooLong(CaptureElement, length: Int)
    case noByteOrder
    case differentLengths(CaptureElement)
    case shorterThanLength(CaptureElement, fault: String)
    case unsupportedVersion(UInt16)
    case tooManyInterfaces(limit: Int)
    case unknownInterface(Int, of: CaptureElement)
    case damagedCompressed(String)
    /// Decompressing it needs more bytes of memory than the limit.
    case windowTooLarge(limit: UInt64)
    /// It was compressed with a dictionary, which is a file of its own.
    case needsDictionary(String)
    /// The frames of a Network Monitor capture are not where its table says.
    case frameTableDiffers
    /// A compressed buffer of an event trace.
    case damagedTraceBuffer
    /// The words of the system.
    case system(String)
    /// Whoever reads wanted no more.
    case stopped
  }

  package enum Kind: Hashable, Sendable {
    /// The data ends too early.
    case truncated
    /// The data says something that cannot be.
    case damaged
    /// The data is compressed in a way that is not supported.
    case unsupported
    /// The system cannot deliver more of it.
    case unreadable
  }

  package let reason: Reason
  package let offset: UInt64

  package init(_ reason: Reason, at offset: UInt64) {
    self.reason = reason
    self.offset = offset
  }

  package var kind: Kind {
    switch reason {
    case .endsInside, .endsInsideCompressed: .truncated
    case .tooLong, .noByteOrder, .differentLengths, .shorterThanLength, .unsupportedVersion,
      .tooManyInterfaces, .unknownInterface, .damagedCompressed, .frameTableDiffers,
      .damagedTraceBuffer:
      .damaged
    case .windowTooLarge, .needsDictionary: .unsupported
    case .system, .stopped: .unreadable
    }
  }
}

extension ReadError {
  fileprivate var faultKind: CaptureFault.Kind {
    switch kind {
    case .truncated, .damaged: .damagedFromStart
    case .unsupported: .unsupported
    case .unreadable: .unreadable
    }
  }
}

/// A part of a capture file that an error is about.
package enum CaptureElement: Hashable, Sendable {
  case frame(UInt64)
  case blockHeader
  case sectionHeader
  case interfaceDescription
  case interfaceStatistics
  /// A block before its type is read, and one of another type.
  case block
  case otherBlock(type: UInt32)
  /// That of a Network Monitor capture, behind its frames.
  case frameTable
  /// Of events.
  case traceBuffer
}

/// The bytes that an offset counts in.
package enum CapturePart: Hashable, Sendable {
  case file
  case compressedFile
  case uncompressedData
}

package enum CaptureNote: Hashable, Sendable {
  /// Reading stopped early, after so many frames.
  case stopped(ReadError, in: CapturePart, frames: UInt32)
  /// The capturing machine reports lost frames, perhaps on an interface with a name.
  case dropped(frames: UInt64, interface: String?)
  /// An event trace without an event that holds a packet.
  case noPacketEvents(events: Int)
  /// The system could not write so many events of a trace.
  case eventsLost(UInt64)
  /// Windows dropped packets, for reasons by its own numbers.
  case droppedByWindows(packets: Int, reasons: [UInt32])
  /// Events that hold packets and end inside their fields, and parts of packets without the others.
  case unreadableEvents(Int)
  /// Events of Windows in a Network Monitor capture that contain no packet.
  case otherEvents(Int)
  /// Packets of an event trace that come behind a later one: it could only be read in the order of its file.
  case unorderedPackets(Int)
  /// The filter has no meaning for frames of a link type, which were left out; libpcap says why.
  case filterNotApplied(linkType: UInt32, reason: String)
}
