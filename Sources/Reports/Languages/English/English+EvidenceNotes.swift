import Diagnosis

extension English {
  func refusal(_ reason: RefusedFile.Reason) -> RefusalText {
    switch reason {
    case .notFound: RefusalText(wrong: "no such file", advice: "check the path")
    case .unreadable(let words):
      RefusalText(wrong: "cannot be read: \(words)", advice: "check its permissions")
    case .noRegularFile: RefusalText(wrong: "is no regular file", advice: "name a file or a folder")
    case .empty: RefusalText(wrong: "is empty", advice: "copy the file again")
    case .capture:
      RefusalText(wrong: "is a packet capture and no evidence", advice: "give it to wsuscap analyze")
    case .archive(let name):
      RefusalText(wrong: "is packed (\(name))", advice: "unpack it and give what is inside")
    case .eventLog:
      RefusalText(
        wrong: "is an event log or trace of Windows", advice: "give SoftwareDistribution.log instead")
    case .binary: RefusalText(wrong: "is no text", advice: Self.kinds)
    case .ownReport: RefusalText(wrong: "is a report of wsuscap, not a file of the server", advice: nil)
    case .otherConfiguration:
      RefusalText(
        wrong: "configures a web site or another program, not the worker process",
        advice: "give w3wp.exe.config instead")
    case .unknownText: RefusalText(wrong: "is text of no kind that is read", advice: Self.kinds)
    case .alreadyRead(let name): RefusalText(wrong: "was read before as \(name: name)", advice: nil)
    case .noEvidenceInside: RefusalText(wrong: "no file in the folder is evidence", advice: Self.kinds)
    case .tooDeep(let limit):
      RefusalText(
        wrong: "is more than \(limit) folders deep and was not entered", advice: "name it by itself")
    case .tooMany(let limit):
      RefusalText(wrong: "holds more than \(count: limit) files, the rest was not read", advice: "name fewer")
    }
  }

  func sentence(_ refusal: RefusalText) -> Phrase {
    refusal.advice.map { "\(refusal.wrong); \($0)" } ?? refusal.wrong
  }

  private static let kinds: Phrase =
    "give SoftwareDistribution.log, Wsyncmgr.log, GPReport.html, a .reg export, w3wp.exe.config, or the output of MUUrl"

  func note(_ note: ServerFileNote) -> Phrase {
    switch note {
    case .cutLines(let count, let first):
      "\(Self.counted(count, "line is", "lines are")) too long and read only in part, the first in line \(first)."
    case .endsEarly(let line): "The file ends early, in line \(line)."
    case .readInPart(let bytes):
      "Only the first \(count: bytes) bytes were read: no file of its kind is so large."
    case .unreadable(let words): "The rest of the file could not be read: \(words)."
    case .mixedEncodings: "Lines have different encodings."
    case .assumedTimeZone(let minutes, let sign): zone(minutes, sign)
    case .timesWithoutZone(let count):
      "\(Self.counted(count, "entry has", "entries have")) a local time without its zone, which says nothing here."
    case .moreFacts(let count): "\(Self.counted(count, "more fact is", "more facts are")) left out."
    case .unreadableValue(let name, let line): "The value \(name: name) in line \(line) cannot be read."
    }
  }

  private func zone(_ minutes: [Int], _ sign: TimeZoneSign) -> Phrase {
    let shown = minutes.map { $0 > 0 ? "+\($0)" : String($0) }.joined(separator: ", ")
    return switch sign {
    case .bias:
      "Times are local with \(shown) minutes behind them; UTC was taken as local time plus minutes (--time-zone-sign)."
    case .offset:
      "Times are local with \(shown) minutes behind them; UTC was taken as local time less minutes (--time-zone-sign)."
    }
  }

  func fault(_ fault: CipherOrder.Fault) -> Phrase {
    switch fault {
    case .tooLong(let characters):
      "The list has \(count: characters) characters; Windows takes \(count: CipherOrder.characterLimit)."
    case .whiteSpace: "The list has white space, which must not stand in it."
    case .unknownNames(let names): "No suite has this name: \(Self.names(names))."
    case .impossibleNames(let names, let systems):
      "\(systems.map(\.rawValue).joined(separator: ", ")) have no suite of this name: \(Self.names(names))."
    case .empty: "The list is empty."
    }
  }

  /// The first of a list of names from a file.
  private static func names(_ names: [String]) -> Phrase {
    let shown = names.prefix(5).reduce("" as Phrase) { $0.isEmpty ? "\(name: $1)" : "\($0), \(name: $1)" }
    return names.count > 5 ? "\(shown) and \(count: names.count - 5) more" : shown
  }

  func fault(_ reason: XMLFault.Reason) -> Phrase {
    switch reason {
    case .endsInside(let part): "it ends inside \(place(part))"
    case .missingEndTag(let name): "the end tag of \(name: name) is missing"
    case .wrongEndTag(let found, let expected?):
      "the end tag is \(name: found) where \(name: expected) is open"
    case .wrongEndTag(let found, nil): "the end tag of \(name: found) has no start tag"
    case .badName: "a name is missing"
    case .badAttribute: "an attribute has no value in quotation marks"
    case .repeatedAttribute(let name): "the attribute \(name: name) stands twice"
    case .unescaped(let character): "\(String(character)) must be written as a reference"
    case .badComment: "two hyphens stand inside a comment"
    case .outsideRoot: "something stands outside the root element"
    case .misplacedDeclaration: "something stands before the XML declaration"
    case .documentType: "a document type is declared"
    case .noElement: "there is no element"
    case .wrongRoot(let name): "the root element is \(name: name) and not configuration"
    case .tooDeep: "elements are nested too deeply"
    case .controlCharacter: "a control character stands in it"
    }
  }

  private func place(_ part: XMLFault.Part) -> Phrase {
    switch part {
    case .tag: "a tag"
    case .comment: "a comment"
    case .attribute: "the value of an attribute"
    case .instruction: "a processing instruction"
    case .characterData: "a CDATA section"
    }
  }
}
