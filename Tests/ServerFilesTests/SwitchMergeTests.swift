import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

@Suite struct SwitchMergeTests {
  private let assignment = "Switch.System.Net.DontEnableSystemDefaultTlsVersions=false"

  private func merged(_ text: String) throws -> String {
    String(decoding: try WorkerProcessConfiguration.merged(into: Array(text.utf8)), as: UTF8.self)
  }

  @Test func anEmptyFileBecomesTheWholeOne() throws {
    let file = try WorkerProcessConfiguration.merged(into: [])
    let setting = try #require(try facts(file).workerProcessSwitches.first)
    #expect(setting.value == false && setting.fault == nil)
    #expect(try WorkerProcessConfiguration.merged(into: file) == file)
  }

  @Test func aFileThatIsRightStaysAsItIs() throws {
    for encoding in BuiltEncoding.allCases {
      let file = BuiltText.bytes(WorkerProcessConfigurationBuilder.text(false), encoding)
      #expect(try WorkerProcessConfiguration.merged(into: file) == file)
    }
  }

  @Test(arguments: BuiltEncoding.allCases)
  func onlyTheSwitchChanges(_ encoding: BuiltEncoding) throws {
    for lineEnd in ["\r\n", "\n", "\r"] {
      let before = BuiltText.bytes(WorkerProcessConfigurationBuilder.text(true), encoding, lineEnd: lineEnd)
      let after = BuiltText.bytes(WorkerProcessConfigurationBuilder.text(false), encoding, lineEnd: lineEnd)
      #expect(try WorkerProcessConfiguration.merged(into: before) == after)
    }
  }

  @Test func theElementIsAddedToRuntime() throws {
    let before = WorkerProcessConfigurationBuilder.text(nil)
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let element = #"      <AppContextSwitchOverrides value="\#(assignment)"/>"#
    for encoding in BuiltEncoding.allCases {
      let after = (lines[..<3] + [element] + lines[3...]).joined(separator: "\n")
      let merged = try WorkerProcessConfiguration.merged(into: BuiltText.bytes(before, encoding))
      #expect(merged == BuiltText.bytes(after, encoding), "\(encoding)")
    }
  }

  @Test(arguments: [
    (
      "<configuration>\r\n</configuration>\r\n",
      "<configuration>\r\n   <runtime>\r\n      <AppContextSwitchOverrides value=\"@\"/>\r\n   </runtime>\r\n</configuration>\r\n"
    ),
    (
      "<configuration>\n\t<system.net>\n\t</system.net>\n</configuration>\n",
      "<configuration>\n\t<runtime>\n\t\t<AppContextSwitchOverrides value=\"@\"/>\n\t</runtime>\n\t<system.net>\n\t</system.net>\n</configuration>\n"
    ),
    (
      "<configuration>\n  <configSections/>\n  <x/>\n</configuration>\n",
      "<configuration>\n  <configSections/>\n  <runtime>\n    <AppContextSwitchOverrides value=\"@\"/>\n  </runtime>\n  <x/>\n</configuration>\n"
    ),
    (
      "<configuration>\n  <configSections>\n  </configSections>\n</configuration>",
      "<configuration>\n  <configSections>\n  </configSections>\n  <runtime>\n    <AppContextSwitchOverrides value=\"@\"/>\n  </runtime>\n</configuration>"
    ),
    (
      "<configuration/>\n",
      "<configuration>\n   <runtime>\n      <AppContextSwitchOverrides value=\"@\"/>\n   </runtime>\n</configuration>\n"
    ),
    (
      "<configuration>\n  <runtime />\n</configuration>\n",
      "<configuration>\n  <runtime>\n    <AppContextSwitchOverrides value=\"@\"/>\n  </runtime>\n</configuration>\n"
    ),
    (
      "<configuration>\n  <runtime></runtime>\n</configuration>\n",
      "<configuration>\n  <runtime>\n    <AppContextSwitchOverrides value=\"@\"/>\n  </runtime>\n</configuration>\n"
    ),
    (
      "<configuration><runtime></runtime></configuration>",
      "<configuration><runtime><AppContextSwitchOverrides value=\"@\"/></runtime></configuration>"
    ),
    (
      "<configuration/>",
      "<configuration><runtime><AppContextSwitchOverrides value=\"@\"/></runtime></configuration>"
    ),
    (
      "<configuration><runtime><AppContextSwitchOverrides value='A=true'/></runtime></configuration>",
      "<configuration><runtime><AppContextSwitchOverrides value='A=true;@'/></runtime></configuration>"
    ),
    (
      "<configuration><runtime><AppContextSwitchOverrides value='A=true; '/></runtime></configuration>",
      "<configuration><runtime><AppContextSwitchOverrides value='A=true;@ '/></runtime></configuration>"
    ),
    (
      "<configuration><runtime><AppContextSwitchOverrides value=''/></runtime></configuration>",
      "<configuration><runtime><AppContextSwitchOverrides value='@'/></runtime></configuration>"
    ),
    (
      "<configuration><runtime><AppContextSwitchOverrides/></runtime></configuration>",
      "<configuration><runtime><AppContextSwitchOverrides value=\"@\"/></runtime></configuration>"
    ),
  ])
  func placesOfTheSwitch(_ before: String, _ after: String) throws {
    let expected = after.split(separator: "@").joined(separator: assignment)
    #expect(try merged(before) == expected)
    #expect(try merged(expected) == expected)
    let setting = try #require(try facts(Array(expected.utf8)).workerProcessSwitches.first)
    #expect(setting.value == false && setting.fault == nil)
  }

  @Test func everyOccurrenceIsSet() throws {
    let name = WorkerProcessSwitch.name
    let before =
      "<configuration><runtime><AppContextSwitchOverrides value='\(name)=true;B=true;\(name)= x '/>"
      + "</runtime><runtime><AppContextSwitchOverrides value='\(name)=false'/></runtime></configuration>"
    let after =
      "<configuration><runtime><AppContextSwitchOverrides value='\(name)=false;B=true;\(name)= false '/>"
      + "</runtime><runtime><AppContextSwitchOverrides value='\(name)=false'/></runtime></configuration>"
    #expect(try merged(before) == after)
  }

  @Test func aCommentIsNoElement() throws {
    let before = "<configuration>\n  <!-- <runtime></runtime> -->\n</configuration>\n"
    let after = try merged(before)
    #expect(after.contains("<!-- <runtime></runtime> -->"))
    #expect(after.hasPrefix("<configuration>\n   <runtime>\n"))
  }

  @Test func brokenFilesAreNotTouched() throws {
    for (text, reason, line, column): (String, XMLFault.Reason, Int, Int) in [
      (
        "<configuration>\n<runtime>\n</configuration>",
        .wrongEndTag(found: "configuration", expected: "runtime"), 3, 1
      ),
      ("<settings/>", .wrongRoot("settings"), 1, 1), ("   ", .noElement, 1, 4),
      ("<configuration>\n漢字<</configuration>", .badName, 2, 4),
    ] {
      for encoding in [BuiltEncoding.utf8, .utf16LittleEndianWithMark, .utf8WithMark] {
        do throws(XMLFault) {
          _ = try WorkerProcessConfiguration.merged(into: BuiltText.bytes(text, encoding, lineEnd: "\n"))
          Issue.record("\(text) was merged")
        } catch {
          #expect(error == XMLFault(reason, line: line, column: column), "\(encoding)")
        }
      }
    }
  }

  @Test func halfAUnitAtTheEndStays() throws {
    let file = BuiltText.bytes("<configuration/>\n", .utf16LittleEndianWithMark) + [0x41]
    #expect(try WorkerProcessConfiguration.merged(into: file).last == 0x41)
  }
}
