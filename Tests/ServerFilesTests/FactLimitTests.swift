import Diagnosis
import Testing

@testable import ServerFiles

/// Thousands of files keep no more facts than a server has; the file whose facts are left out says so.
@Suite struct FactLimitTests {
  private static let export = """
    Windows Registry Editor Version 5.00

    [HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002]
    "Functions"="TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"

    """

  @Test func filesOverTheLimit() throws {
    let folder = try EvidenceFolder()
    for number in 0..<1025 { try folder.write(Array(Self.export.utf8), "\(10_000 + number).reg") }
    let reading = ServerFileReader().read([folder.path])
    #expect(reading.understood.count == 1025)
    #expect(reading.facts.cipherOrders.count == 1024 && reading.facts.leftOut == 1)
    let noted = reading.facts.files.filter { $0.notes.contains(.moreFacts(count: 1)) }
    #expect(noted.map(\.path) == [folder.path + "/11024.reg"])
  }
}
