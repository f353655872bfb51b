/// Which Windows a registry export comes from: values of `SOFTWARE\Microsoft\Windows NT\CurrentVersion`.
package struct WindowsVersion: Hashable, Sendable {
  /// `ProductName`, such as `Windows Server 2012 R2 Standard`.
  package var productName: String?
  /// `CurrentBuild`, such as `9600`.
  package var build: String?
  package var citation: Citation

  package init(productName: String?, build: String?, citation: Citation) {
    self.productName = productName
    self.build = build
    self.citation = citation
  }

  /// The server that the build is of; nil for a client, an unknown build, and where the export has none.
  package var server: WindowsServer? {
    if let productName, !productName.contains("Server") { return nil }
    return build.flatMap { Self.builds[$0] }
  }

  /// Builds of released servers ("Windows Server release information").
  private static let builds: [String: WindowsServer] = [
    "9200": .v2012, "9600": .v2012R2, "14393": .v2016, "17763": .v2019, "20348": .v2022, "26100": .v2025,
  ]
}
