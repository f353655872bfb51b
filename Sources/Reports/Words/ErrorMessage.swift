package import CaptureFiles
package import Diagnosis
import Files

/// The last two parts of `wsuscap: FILE: what is wrong; what to do`; neither has a full stop.
///
/// Standard error, the reports for programs and the catalog are English in every language.
package struct ErrorMessage: Hashable, Sendable {
  package let wrong: String
  package let advice: String?
  /// Lines below the message that show the place, without control characters.
  package let excerpt: [String]

  init(_ wrong: String, advice: String? = nil, excerpt: [String] = []) {
    (self.wrong, self.advice, self.excerpt) = (wrong, advice, excerpt)
  }

  /// What a catalog has on a file.
  package init(stored wrong: String) {
    self.init(wrong)
  }

  package init(_ reason: RefusedFile.Reason) {
    let text = Words.english.refusal(reason)
    self.init(text.wrong.text, advice: text.advice?.text)
  }

  package init(_ fault: CaptureFault) {
    self =
      switch fault {
      case .noSuchFile: ErrorMessage("no such file", advice: "check the path")
      case .isFolder:
        ErrorMessage("is a folder", advice: "specify a capture, or analyse the folder with wsuscap scan")
      case .isTerminal:
        ErrorMessage("standard input is a terminal", advice: "specify a file, or pipe a capture into it")
      case .cannotBeOpened(let error):
        ErrorMessage(
          "cannot be opened: \(error.text)",
          advice: error.isPermissionDenied ? "check the permissions" : "check the path and the disk")
      case .cannotBeReadAgain(let error):
        ErrorMessage("cannot be read again: \(error.text)", advice: "check the disk")
      case .isPipe:
        ErrorMessage(
          "is a pipe, but extract reads the capture twice", advice: "write it to a file first")
      case .notACapture(let content, let compression): ErrorMessage(content, compression)
      case .archive(let fault): ErrorMessage(fault)
      case .truncatedFileHeader(let count):
        ErrorMessage("the file header is truncated after \(count) bytes", advice: Self.copyAgain)
      case .unusableFileHeader(let words):
        ErrorMessage(
          "the pcap file header cannot be used (libpcap: \(words))",
          advice: "open it in Wireshark and save it as pcapng")
      case .stopped(let error, let part): ErrorMessage(error, part)
      case .invalidFilter(let expression, let words):
        ErrorMessage(
          "the filter '\(expression)' is not valid (libpcap: \(words))",
          advice: "see pcap-filter(7) for the syntax")
      case .doesNotFit(let misfit): ErrorMessage(misfit)
      }
  }

  private init(_ error: ReadError, _ part: CapturePart) {
    let reason = Words.english.readError(error, in: part).text
    switch error.kind {
    case .truncated, .damaged:
      self.init("damaged before the end of its first frame: \(reason)", advice: Self.copyAgain)
    case .unsupported: self.init(reason, advice: Self.decompression(error.reason))
    case .unreadable: self.init(reason, advice: "check the disk, or copy the file again")
    }
  }

  private static func decompression(_ reason: ReadError.Reason) -> String {
    if case .needsDictionary(let name) = reason {
      return "decompress it first: \(name) -d -D DICTIONARY FILE"
    }
    return "decompress it first: zstd -d --long=31 FILE"
  }

  private init(_ misfit: CaptureFault.Misfit) {
    let inPcapng = "specify an --output that ends in .pcapng"
    self =
      switch misfit {
      case .linkTypeInPcapng(let linkType, let frame):
        ErrorMessage(
          "frame \(frame) has link type \(linkType), which pcapng cannot contain",
          advice: "specify an --output that ends in .pcap")
      case .linkTypesInPcap(let one, let other):
        ErrorMessage(
          "the chosen frames have link types \(one) and \(other), but a pcap file can have only one",
          advice: inPcapng)
      case .lengthInPcap(let frame):
        ErrorMessage("frame \(frame) is too long for a pcap file", advice: inPcapng)
      case .timeInPcap(let frame):
        ErrorMessage(
          "frame \(frame) is from before 1970 or after 2106, which a pcap file cannot represent",
          advice: inPcapng)
      }
  }

  private static let copyAgain = "copy the file again, or capture again"
}

// MARK: What is not a capture

extension ErrorMessage {
  private init(_ content: CaptureFault.ForeignContent, _ compression: String?) {
    let holder = compression.map { "the \($0) file contains " }
    switch content {
    case .short(0):
      self.init(notACapture: holder.map { "\($0)nothing" } ?? "the file is empty", Self.copyAgain)
    case .short(let count):
      let bytes = count == 1 ? "1 byte" : "\(count) bytes"
      self.init(
        notACapture: holder.map { "\($0)no more than \(bytes)" } ?? "the file ends after \(bytes)",
        Self.copyAgain)
    case .known(let format):
      let (name, advice) = Self.words(of: format)
      self.init(notACapture: (holder ?? "looks like ") + name, advice)
    case .unknown(start: []):
      self.init(notACapture: "\(holder ?? "")data of an unknown kind", Self.exportCapture)
    case .unknown(let start):
      let what = holder.map { "\($0)data that starts with" } ?? "starts with"
      let bytes = start.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
      self.init(notACapture: "\(what) the bytes \(bytes)", Self.exportCapture)
    }
  }

  private init(notACapture reason: String, _ advice: String) {
    self.init("not a capture: \(reason)", advice: advice)
  }

  private static func words(of format: UnsupportedFormat) -> (name: String, advice: String) {
    switch format {
    case .snoop: ("a snoop capture of an unknown version", convertCapture)
    case .sniffer: ("a Sniffer capture", convertCapture)
    case .netXray: ("a NetXray or Windows Sniffer capture", convertCapture)
    case .iptrace: ("an AIX iptrace capture", convertCapture)
    case .omniPeek: ("an OmniPeek or EtherPeek capture", convertCapture)
    case .visualNetworks: ("a Visual Networks capture", convertCapture)
    case .btsnoop: ("a btsnoop capture", convertCapture)
    case .ixia: ("an Ixia capture", convertCapture)
    case .zip: ("a zip archive", unpack)
    case .cabinet:
      (
        "a cabinet file, in which netsh trace stores reports next to its .etl",
        "specify the .etl; the cabinet file contains no packets"
      )
    case .sevenZip: ("a 7z archive", unpack)
    case .rar: ("a rar archive", unpack)
    case .tar: ("a tar archive", unpack)
    case .gzip: ("gzip data", "decompress it first: gzip -d")
    case .zstd: ("zstd data", "decompress it first: zstd -d")
    case .lz4: ("lz4 data", "decompress it first: lz4 -d")
    case .oldLZ4: ("lz4 data in the legacy format", "decompress it first: lz4 -d")
    case .xz: ("xz data", "decompress it first: xz -d")
    case .bzip2: ("bzip2 data", "decompress it first: bzip2 -d")
    case .fiddlerArchive: ("a Fiddler session archive (.saz)", capturePackets)
    case .httpArchive: ("an HTTP archive (.har)", capturePackets)
    case .netTrace: ("a .NET event trace (.nettrace)", capturePackets)
    case .processMonitor: ("a Process Monitor log (.pml)", capturePackets)
    case .memoryDump: ("a memory dump", capturePackets)
    case .eventLog: ("a Windows event log (.evtx)", giveCapture)
    case .windowsProgram: ("a Windows program", giveCapture)
    case .elfProgram: ("an ELF program", giveCapture)
    case .pdf: ("a PDF document", giveCapture)
    case .sqlite: ("an SQLite database", giveCapture)
    case .zeros: ("only zero bytes", "copy the file again")
    case .webPage:
      (
        "an HTML page",
        "specify the capture; a page in its place comes from a login or an error of a download"
      )
    case .text: ("text", giveCapture)
    }
  }

  private static let convertCapture =
    "save it as pcapng in Wireshark, or convert it: editcap -F pcapng IN OUT.pcapng"
  static let unpack = "extract it and specify the capture inside"
  static let giveCapture = "specify a capture: pcap, pcapng, .etl or .cap"
  private static let exportCapture =
    "specify a capture; a trace of Message Analyzer (.matp, .matu) has to be exported there as .cap"
  private static let capturePackets =
    "it contains no packets; capture them: netsh trace start capture=yes tracefile=C:\\wsus.etl"
}
