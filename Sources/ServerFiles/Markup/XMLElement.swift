/// An element of an XML text: where its parts stand, in units of the text.
struct XMLElement {
  var name: String
  /// The index of the element that holds it; nil for the root.
  var parent: Int?
  /// From `<` to behind `>`.
  var startTag: Range<Int>
  /// Behind the name in the start tag.
  var nameEnd: Int
  /// From `<` to behind `>`; empty, at the end of the start tag, for `<name/>`.
  var endTag: Range<Int>
  var attributes: [Attribute] = []

  struct Attribute {
    var name: String
    /// Between the quotation marks.
    var value: Range<Int>
    /// The mark that they are.
    var quote: UInt16
  }

  var isEmptyTag: Bool { endTag.isEmpty }
}
