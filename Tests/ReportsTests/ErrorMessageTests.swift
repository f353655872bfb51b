import Analysis
import CaptureFiles
import Testing

@testable import Reports

/// Every note on a capture, and one of every reason to stop reading.
enum CaptureNotes {
  static let all: [CaptureDescription.Note] =
    [
      .truncatedPackets(1234, of: 2000), .undecodedPackets(1234),
      .unknownLinkTypes(packets: 1234, names: ["PPI", "CAN"]),
      .tunnelledPackets(1234, tunnels: ["GRE"]), .duplicatePackets(segments: 1234, of: 2000),
      .reading(.dropped(frames: 1234, interface: "LAN")), .reading(.dropped(frames: 1234, interface: nil)),
      .reading(.filterNotApplied(linkType: 147, reason: "1,234 is not a port")), .redacted,
      .reading(.noPacketEvents(events: 1234)), .reading(.eventsLost(1234)),
      .reading(.droppedByWindows(packets: 1234, reasons: [9, 12])), .reading(.unreadableEvents(1234)),
      .reading(.otherEvents(1234)), .reading(.unorderedPackets(1234)),
    ] + reasons.map { .reading(.stopped(ReadError($0, at: 99), in: .file, frames: 1234)) }

  static let reasons: [ReadError.Reason] = [
    .endsInside(.frame(7)), .endsInside(.blockHeader), .endsInside(.sectionHeader),
    .endsInsideCompressed("gzip"),
    .tooLong(.interfaceDescription, length: 70_000), .noByteOrder, .differentLengths(.interfaceStatistics),
    .shorterThanLength(.otherBlock(type: 10), fault: "Secrets Type at offset 8"), .unsupportedVersion(2),
    .tooManyInterfaces(limit: 65_536), .unknownInterface(3, of: .frame(7)), .damagedCompressed("gzip"),
    .windowTooLarge(limit: 1 << 27), .needsDictionary("zstd"), .frameTableDiffers,
    .damagedTraceBuffer,
    .system("Input/output error"), .stopped, .tooLong(.block, length: 1),
  ]
}

@Suite struct ErrorMessageTests {
  private static let faults: [CaptureFault] =
    [
      .noSuchFile, .isFolder, .isTerminal, .isPipe, .truncatedFileHeader(bytes: 9),
      .unusableFileHeader(libpcap: "unsupported version"),
      .invalidFilter("tcp portt 443", libpcap: "syntax error"),
      .doesNotFit(.linkTypeInPcapng(70_000, frame: 1)), .doesNotFit(.linkTypesInPcap(1, 101)),
      .doesNotFit(.lengthInPcap(frame: 1)), .doesNotFit(.timeInPcap(frame: 1)),
      .archive(.isPipe), .archive(.damagedDirectory), .archive(.tooManyFiles(limit: 4096)),
      .archive(.noCapture(names: [])), .archive(.noCapture(names: ["a.txt"])),
      .archive(.severalCaptures(names: ["a.pcap", "b.etl"])),
      .archive(.unreadable(name: "a.pcap", .isEncrypted)), .archive(.unreadable(name: "a.pcap", .method(9))),
    ] + CaptureNotes.reasons.map { .stopped(ReadError($0, at: 99), in: .compressedFile) }
    + UnsupportedFormat.allCases.map { .notACapture(.known($0), compression: nil) }

  @Test func everyFaultSaysWhatIsWrongAndWhatToDo() {
    let messages = Self.faults.map { ErrorMessage($0) }
    for message in messages {
      #expect(!message.wrong.isEmpty && !message.wrong.hasSuffix("."))
      #expect(message.advice?.isEmpty == false && message.advice?.hasSuffix(".") == false)
    }
    #expect(Set(messages.map(\.wrong)).count == messages.count)
  }

  @Test func whatIsNotACaptureIsNamed() {
    let texts: [(CaptureFault.ForeignContent, plain: String, compressed: String)] = [
      (.short(bytes: 0), "the file is empty", "the gzip file contains nothing"),
      (.short(bytes: 1), "the file ends after 1 byte", "the gzip file contains no more than 1 byte"),
      (.short(bytes: 3), "the file ends after 3 bytes", "the gzip file contains no more than 3 bytes"),
      (.known(.text), "looks like text", "the gzip file contains text"),
      (
        .unknown(start: [0xC0, 1]), "starts with the bytes c0 01",
        "the gzip file contains data that starts with the bytes c0 01"
      ),
    ]
    for (content, plain, compressed) in texts {
      let fault = CaptureFault.notACapture(content, compression: nil)
      #expect(ErrorMessage(fault).wrong == "not a capture: \(plain)")
      let inside = CaptureFault.notACapture(content, compression: "gzip")
      #expect(ErrorMessage(inside).wrong == "not a capture: \(compressed)")
    }
  }

  /// The names in an archive are those of whoever made it.
  @Test func namesInArchivesAreShownSafely() {
    let names = ["a\u{1B}[2Jb.pcap"] + (2...11).map { "\($0).etl" }
    let message = ErrorMessage(CaptureFault.archive(.severalCaptures(names: names))).wrong
    #expect(message.hasPrefix("the zip archive contains 11 captures: a\\u{1b}[2Jb.pcap, 2.etl, "))
    #expect(message.hasSuffix(", 8.etl and 3 more"))
    let fault = CaptureFault.archive(.unreadable(name: "\u{202E}x", .isEncrypted))
    #expect(!ErrorMessage(fault).wrong.contains("\u{202E}"))
  }

  @Test func whereReadingStoppedIsSaid() {
    let error = ReadError(.endsInside(.frame(3)), at: 100)
    let sentence = "the capture ends inside frame 3 (byte 100 of the uncompressed data)"
    let note = CaptureDescription.Note.reading(.stopped(error, in: .uncompressedData, frames: 2))
    #expect(note.message == "\(sentence); the 2 frames before it could be read")
    #expect(note.code == "truncated_file")
    let fault = ErrorMessage(CaptureFault.stopped(error, in: .uncompressedData))
    #expect(fault.wrong == "damaged before the end of its first frame: \(sentence)")
    #expect(fault.advice == "copy the file again, or capture again")
  }
}
