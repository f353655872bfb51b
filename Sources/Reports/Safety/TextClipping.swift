/// Text that has to fit into a line.
package enum TextClipping {
  /// The text, or its start and `…`.
  /// - Parameter columns: at least 1.
  package static func clipped(_ text: String, to columns: Int) -> String {
    TextPage.clipped(text, to: columns)
  }
}
