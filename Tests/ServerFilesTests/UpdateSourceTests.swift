import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

@Suite struct UpdateSourceTests {
  @Test(arguments: UpdateSourceBuilder.Form.allCases)
  func everyFormIsRead(_ form: UpdateSourceBuilder.Form) throws {
    for encoding in BuiltEncoding.allCases {
      for number in [4002, nil] {
        let text = UpdateSourceBuilder.text(form, url: "https://SWS.update.microsoft.com/v6", number: number)
        let source = try #require(try facts(BuiltText.bytes(text, encoding)).updateSources.first)
        #expect(source.url == "https://SWS.update.microsoft.com/v6")
        #expect(source.host == "sws.update.microsoft.com")
        #expect(source.redirectorChangeNumber == number)
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
          $0.contains("SWS.")
        }
        #expect(source.citation.line == line.map { $0 + 1 })
      }
    }
  }

  @Test(arguments: [
    "$config.MUUrl = \"https://sws.update.microsoft.com\"\n$config.Save()\n",
    "Find the endpoint with $config.MUUrl\n\nIt should be https://sws.update.microsoft.com today.\n",
    "https://sws.update.microsoft.com is the endpoint\n",
    "https://sws.update.microsoft.com\nhttps://sws1.update.microsoft.com\nhttps://fe2.update.microsoft.com\nx\n",
    "MUUrl\n", "ftp://example.com\n", "https://\n",
  ])
  func scriptsAndPagesAreNoAnswer(_ text: String) throws {
    #expect(try read(BuiltText.bytes(text)).refused.map(\.reason) == [.unknownText])
  }
}
