import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

/// Messages of Windows in each language, and what tells the cause where no message is known.
@Suite struct MessageTests {
  private func kind(_ details: String) throws -> LoggedFailure.Kind? {
    let text = Array("ProcessWebServiceProxyException found Exception was WebException. \(details)".utf8)
    return FailureReading(entry: text.span)?.kind
  }

  /// Every stem of the table names its kind.
  @Test func everyStemNamesItsKind() throws {
    let tables: [(FailureMessages.Stems, LoggedFailure.Kind)] = [
      (FailureMessages.noCommonAlgorithm, .noCommonAlgorithm),
      (FailureMessages.untrustedCertificate, .untrustedCertificate),
      (FailureMessages.nameResolution, .nameResolution), (FailureMessages.proxy, .proxy),
      (FailureMessages.httpError, .httpError), (FailureMessages.connectionRefused, .connectionRefused),
      (FailureMessages.timeout, .timeout), (FailureMessages.closedByRemoteHost, .closedByRemoteHost),
      (FailureMessages.secureChannel, .secureChannel), (FailureMessages.connectionClosed, .connectionClosed),
    ]
    for (stems, expected) in tables {
      #expect(Set(stems.keys) == Set(MessageLanguage.allCases))
      for stem in FailureMessages.all(stems) {
        #expect(try kind("System.Net.WebException: \(stem).") == expected, "\(stem)")
      }
    }
  }

  /// Words of no language: only the exceptions tell.
  @Test(arguments: [
    (
      "System.Net.WebException: xx ---> System.ComponentModel.Win32Exception: yy",
      LoggedFailure.Kind.noCommonAlgorithm
    ),
    (
      "System.Net.WebException: xx ---> System.IO.IOException: yy ---> System.Net.Sockets.SocketException: zz",
      .closedByRemoteHost
    ),
    ("System.Net.WebException: xx ---> System.Net.Sockets.SocketException: zz", .other),
    ("System.Net.WebException: xx ---> System.IO.IOException: yy", .other),
    ("System.Net.WebException: xx", .other),
    ("System.Net.WebException: xx ---> System.ComponentModel.Win32Exception (0x80090326): yy", .other),
    (
      "System.Net.WebException: xx ---> System.ComponentModel.Win32Exception: The token supplied is invalid",
      .other
    ),
    (
      "System.Net.WebException: xx ---> System.IO.IOException: y ---> System.Net.Sockets.SocketException (10053): z",
      .other
    ),
    ("System.Net.WebException: xx (10054)", .closedByRemoteHost),
    ("System.Net.WebException: xx 0x80090331", .noCommonAlgorithm),
  ])
  func exceptionsTellTheCause(_ details: String, _ expected: LoggedFailure.Kind) throws {
    #expect(try kind(details) == expected)
  }

  /// Messages of another error of SSPI are not the one of the algorithm.
  @Test func otherErrorsOfSecurity() throws {
    for stem in FailureMessages.all(FailureMessages.otherSecurityErrors) {
      let details = "System.Net.WebException: xx ---> System.ComponentModel.Win32Exception: \(stem)"
      #expect(try kind(details) == .other, "\(stem)")
    }
  }

  @Test func anEntryAboutAnotherSubjectIsNoFailure() throws {
    for text in [
      "System.Data.SqlClient.SqlException: 0x80090331",
      "System.IO.IOException: x ---> System.Net.Sockets.SocketException: y",
      "algorithme commun", "The client reported error 0x80072EE2", "System.ComponentModel.Win32Exception: y",
    ] {
      let bytes = Array(text.utf8)
      #expect(FailureReading(entry: bytes.span) == nil, "\(text)")
    }
  }

  /// A log in the code page of its Windows is read in it, and its letters are right.
  @Test(arguments: [
    (TextEncoding.gbk, "基础连接已经关闭: 接收时发生错误。"), (.korean, "현재 연결은 원격 호스트에 의해 강제로 끊겼습니다."),
    (.big5, "基礎連接已關閉: 接收時發生未預期的錯誤。"), (.shiftJIS, "既存の接続はリモート ホストに強制的に切断されました。"),
    (.windows1251, "Базовое соединение закрыто: Непредвиденная ошибка при передаче."),
    (
      .windows1252,
      "Die zugrunde liegende Verbindung wurde geschlossen: Übertragungsverbindung können größer."
    ),
    (.windows1250, "Základní připojení bylo uzavřeno: Při přijetí došlo k neočekávané chybě."),
    (.windows1253, "Η υποκείμενη σύνδεση έκλεισε: Παρουσιάστηκε μη αναμενόμενο σφάλμα."),
    (.windows1254, "Temel alınan bağlantı kapatıldı: Gönderme sırasında beklenmeyen hata oluştu."),
  ])
  func codePagesAreToldByTheirText(_ encoding: TextEncoding, _ text: String) throws {
    let bytes = try #require(CodePageBytes.encode(text, encoding))
    var decoding = LineDecoding()
    let read = decoding.text(bytes.span)
    #expect(read == text)
    #expect(decoding.encoding == encoding && decoding.assumed == nil)
  }

  /// What nothing tells is noted.
  @Test func anUncertainCodePageIsNoted() throws {
    var decoding = LineDecoding()
    _ = decoding.text([0x61, 0xF0, 0x61].span)
    #expect(decoding.assumed != nil)
    var plain = LineDecoding()
    _ = plain.text(Array("plain".utf8).span)
    #expect(plain.assumed == nil)
  }
}

/// Text in a code page, by the program's own tables read backwards.
enum CodePageBytes {
  static func encode(_ text: String, _ encoding: TextEncoding) -> [UInt8]? {
    let table = table(encoding)
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      guard let character = scalar.isASCII ? [UInt8(scalar.value)] : table[scalar] else { return nil }
      bytes += character
    }
    return bytes
  }

  private static func table(_ encoding: TextEncoding) -> [Unicode.Scalar: [UInt8]] {
    var table: [Unicode.Scalar: [UInt8]] = [:]
    func add(_ bytes: [UInt8]) {
      guard let text = encoding.decode(bytes.span), text.unicodeScalars.count == 1,
        let scalar = text.unicodeScalars.first
      else { return }
      if table[scalar] == nil { table[scalar] = bytes }
    }
    for first in UInt8(0x80)...0xFF {
      add([first])
      guard ![.windows1250, .windows1251, .windows1252, .windows1253, .windows1254].contains(encoding) else {
        continue
      }
      for second in UInt8(0x40)...0xFE { add([first, second]) }
    }
    return table
  }
}
