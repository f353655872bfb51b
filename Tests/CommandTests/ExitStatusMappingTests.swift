import CaptureFiles
import Catalog
import Diagnosis
import Reports
import Scan
import Testing

@testable import wsuscap

/// Which status each error of the modules below means.
@Suite struct ExitStatusMappingTests {
  @Test(
    arguments: [
      (.notFound, 66), (.unreadable, 66), (.notACapture, 65), (.unsupported, 65), (.damagedFromStart, 65),
      (.badFilter, 64),
      (.unrepeatable, 64), (.doesNotFit, 64),
    ] as [(CaptureFault.Kind, Int32)])
  func captures(_ kind: CaptureFault.Kind, _ status: Int32) {
    #expect(ExitStatus(kind).rawValue == status)
    #expect(ExitStatus(ScanError.Kind.capture(kind)).rawValue == status)
  }

  @Test(
    arguments: [
      (.notFound, 66), (.unreadable, 66), (.notACatalog, 65), (.unwritable, 74), (.badQuery, 64),
      (.queryLimit, 65),
    ] as [(CatalogError.Kind, Int32)])
  func catalogs(_ kind: CatalogError.Kind, _ status: Int32) {
    #expect(ExitStatus(kind).rawValue == status)
    #expect(ExitStatus(ScanError.Kind.catalog(kind)).rawValue == status)
  }

  @Test func scans() {
    #expect(ExitStatus(ScanError.Kind.timeLimit) == .data)
    #expect(ExitStatus(ScanError.Kind.report) == .output)
  }

  @Test func output() {
    #expect(ExitStatus(OutputFault.closedPipe) == .success)
    #expect(ExitStatus(OutputFault.interrupted) == .interrupted)
    #expect(ExitStatus(OutputFault.system("No space left on device")) == .output)
  }

  @Test(
    arguments: [
      (.notFound, 66), (.unreadable("Permission denied"), 66), (.empty, 65), (.capture, 65),
      (.unknownText, 65),
      (.noEvidenceInside, 65), (.alreadyRead(as: "a"), 0), (.tooDeep(limit: 64), 0), (.tooMany(limit: 1), 0),
    ] as [(RefusedFile.Reason, Int32)])
  func evidence(_ reason: RefusedFile.Reason, _ status: Int32) {
    let named = RefusedFile(path: "a", isNamed: true, reason: reason)
    #expect(ExitStatus(named).rawValue == status)
    // What was only found in a folder need not be evidence.
    #expect(ExitStatus(RefusedFile(path: "a", isNamed: false, reason: reason)) == .success)
  }
}
