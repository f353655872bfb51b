/// The only page outside a report that it leads to.
package enum ArticlePage {
  package static let address =
    "https://learn.microsoft.com/troubleshoot/mem/configmgr/update-management/troubleshoot-wsus-import-sync-issues"

  package static func isArticle(_ text: some StringProtocol) -> Bool {
    guard text.hasPrefix(address) else { return false }
    let section = text.dropFirst(address.count)
    return section.isEmpty
      || section.first == "#"
        && section.dropFirst().allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
  }
}
