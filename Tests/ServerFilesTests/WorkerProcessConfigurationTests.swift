import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

@Suite struct WorkerProcessConfigurationTests {
  private func setting(_ text: String, _ encoding: BuiltEncoding = .utf8) throws -> WorkerProcessSwitch {
    let facts = try facts(BuiltText.bytes(text, encoding))
    #expect(facts.workerProcessSwitches.count == 1)
    return try #require(facts.workerProcessSwitches.first)
  }

  @Test(arguments: BuiltEncoding.allCases)
  func theSwitchIsRead(_ encoding: BuiltEncoding) throws {
    for value in [true, false, nil] {
      let found = try setting(WorkerProcessConfigurationBuilder.text(value), encoding)
      #expect(found.value == value)
      #expect(found.fault == nil)
      #expect(found.citation.line == (value == nil ? 1 : 5))
    }
  }

  @Test func otherSwitchesAndSpelling() throws {
    func value(_ list: String) throws -> Bool? {
      try setting(
        "<configuration><runtime><AppContextSwitchOverrides value=\"\(list)\"/></runtime></configuration>"
      )
      .value
    }
    let name = WorkerProcessSwitch.name
    #expect(try value("A=true;\(name)=false;B=true") == false)
    #expect(try value(" \(name) = False ") == false)
    #expect(try value("\(name)=true;\(name)=false") == false)
    #expect(try value("\(name)=no") == nil)
    #expect(try value("\(name.lowercased())=false") == nil)
    #expect(try value("X\(name)=false") == nil)
    #expect(try value("") == nil)
    let comment =
      "<configuration><!-- <runtime><AppContextSwitchOverrides value=\"\(name)=false\"/></runtime> -->"
    #expect(try setting(comment + "</configuration>").value == nil)
    let elsewhere =
      "<configuration><other><AppContextSwitchOverrides value=\"\(name)=false\"/></other></configuration>"
    #expect(try setting(elsewhere).value == nil)
  }

  @Test func brokenFilesAreReadAllTheSame() throws {
    let lines = WorkerProcessConfigurationBuilder.text(false).split(
      separator: "\n", omittingEmptySubsequences: false)
    let broken = lines.filter { !$0.contains("</runtime>") }.joined(separator: "\n")
    let found = try setting(broken)
    #expect(found.value == false)
    #expect(found.citation.line == 5)
    #expect(
      found.fault == XMLFault(.wrongEndTag(found: "configuration", expected: "runtime"), line: 6, column: 1))
    let blank = try setting("\n" + WorkerProcessConfigurationBuilder.text(true))
    #expect(blank.value == true)
    #expect(blank.fault?.reason == .misplacedDeclaration)
    #expect(blank.fault?.line == 2)
  }

  @Test func filesOfOtherProgramsAreOthers() throws {
    func text(_ section: String) -> [UInt8] {
      BuiltText.bytes("<?xml version=\"1.0\"?>\n<configuration>\n\(section)\n</configuration>\n")
    }
    let set = "<runtime><AppContextSwitchOverrides value=\"\(WorkerProcessSwitch.name)=false\"/></runtime>"
    for section in [
      "<system.web>\n</system.web>", "<system.web>\n</system.web>" + set, "<appSettings/>", "<startup/>",
    ] {
      #expect(try read(text(section)).refused.map(\.reason) == [.otherConfiguration], "\(section)")
    }
    #expect(try read(text("<appSettings/>" + set)).understood.count == 1)
    #expect(try read(text("<system.net/>")).understood.count == 1)
    let page = BuiltText.bytes("<?xml version=\"1.0\"?>\n<html/>")
    #expect(try read(page).refused.map(\.reason) == [.unknownText])
  }
}

@Suite struct XMLTreeTests {
  static let faults: [(String, XMLFault.Reason, Int, Int)] = [
    ("", .noElement, 1, 1),
    ("<!-- only -->", .noElement, 1, 14),
    ("<a>", .missingEndTag("a"), 1, 4),
    ("<a\n", .endsInside(.tag), 1, 1),
    ("<a></b>", .wrongEndTag(found: "b", expected: "a"), 1, 4),
    ("<a></a></a>", .wrongEndTag(found: "a", expected: nil), 1, 8),
    ("<a/>\n<b/>", .outsideRoot, 2, 1),
    ("<a/>x", .outsideRoot, 1, 5),
    ("x<a/>", .outsideRoot, 1, 1),
    ("<a b=1/>", .badAttribute, 1, 4),
    ("<a b/>", .badAttribute, 1, 4),
    ("<a b='1' b='2'/>", .repeatedAttribute("b"), 1, 9),
    ("<a b='1'c='2'/>", .badName, 1, 9),
    ("<a b='1", .endsInside(.attribute), 1, 4),
    ("<a b='<'/>", .unescaped("<"), 1, 7),
    ("<a>\r\n漢字𠮷 & b</a>", .unescaped("&"), 2, 5),
    ("<a>&;</a>", .unescaped("&"), 1, 4),
    ("<a>\u{1}</a>", .controlCharacter, 1, 4),
    ("<a><!-- -- --></a>", .badComment, 1, 9),
    ("<a><!-- ", .endsInside(.comment), 1, 4),
    ("<a><![CDATA[ ]]</a>", .endsInside(.characterData), 1, 4),
    ("<![CDATA[]]><a/>", .outsideRoot, 1, 1),
    ("<?xml version='1.0'", .endsInside(.instruction), 1, 1),
    (" <?xml version='1.0'?><a/>", .misplacedDeclaration, 1, 2),
    ("<!DOCTYPE a><a/>", .documentType, 1, 1),
    ("< a/>", .badName, 1, 2),
    ("<1/>", .badName, 1, 2),
    ("<a><", .endsInside(.tag), 1, 5),
    (String(repeating: "<a>", count: 65), .tooDeep, 1, 193),
  ]

  @Test func faultsHaveAReasonAndAPlace() throws {
    for (text, reason, line, column) in Self.faults {
      do throws(XMLFault) {
        _ = try XMLTree(Array(text.utf16))
        Issue.record("\(text) has no fault")
      } catch {
        #expect(error == XMLFault(reason, line: line, column: column), "\(text)")
      }
    }
  }

  @Test func wellFormedTextsHaveNone() throws {
    for text in [
      "<a/>", "<a></a>\n",
      "<?xml version='1.0'?>\n<!-- x -->\n<a b=\"&lt;'\" c='\"&#10;'>x<b /><![CDATA[<&]]></a>\n<!-- -->",
      "<設定 値='1'><x:y.z-1_/></設定>", "<a\n  b = '1'\n></a >", "<a><?p x?></a>",
    ] {
      _ = try XMLTree(Array(text.utf16))
    }
  }

  @Test func everyCutAndEveryChangedByteIsSurvived() {
    let bytes = Array(WorkerProcessConfigurationBuilder.text(true).utf8)
    for length in 0..<bytes.count {
      _ = try? WorkerProcessConfiguration.merged(into: Array(bytes[..<length]))
    }
    for index in bytes.indices {
      for value: UInt8 in [0, 0x20, 0x22, 0x26, 0x3C, 0x3E, 0x2F, 0x80, 0xFF] {
        var changed = bytes
        changed[index] = value
        _ = try? WorkerProcessConfiguration.merged(into: changed)
      }
    }
  }
}
