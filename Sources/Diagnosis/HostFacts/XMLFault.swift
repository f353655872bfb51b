/// Why a text is no well-formed XML (Extensible Markup Language 1.0, fifth edition), and where.
package struct XMLFault: Error, Hashable, Sendable {
  package var reason: Reason
  /// 1-based.
  package var line: Int
  /// 1-based; counts characters.
  package var column: Int

  package init(_ reason: Reason, line: Int, column: Int) {
    self.reason = reason
    self.line = line
    self.column = column
  }

  package enum Reason: Hashable, Sendable {
    /// The text ends inside of this: a tag, a comment, an attribute's value.
    case endsInside(Part)
    /// The text ends before the end tag of this element.
    case missingEndTag(String)
    /// An end tag that fits no start tag.
    case wrongEndTag(found: String, expected: String?)
    /// No name where one must stand.
    case badName
    /// An attribute without `=` or without quotation marks.
    case badAttribute
    /// An attribute that stands twice.
    case repeatedAttribute(String)
    /// `<` in an attribute's value, or `&` that starts no reference.
    case unescaped(Character)
    /// `--` inside a comment.
    case badComment
    /// Text or an element behind the end of the root, or text before it.
    case outsideRoot
    /// `<?xml …?>` behind the start of the text: a blank line before it is enough.
    case misplacedDeclaration
    /// A declaration of document types, which configuration files have not.
    case documentType
    /// There is no element at all.
    case noElement
    /// The root is no `configuration`.
    case wrongRoot(String)
    /// Elements in elements, deeper than any configuration.
    case tooDeep
    /// A control character.
    case controlCharacter
  }

  package enum Part: String, CaseIterable, Hashable, Sendable {
    case tag, comment, attribute, instruction, characterData
  }
}

extension XMLFault.Reason {
  /// A stable name in snake_case.
  package var code: String {
    switch self {
    case .endsInside: "ends_inside"
    case .missingEndTag: "missing_end_tag"
    case .wrongEndTag: "wrong_end_tag"
    case .badName: "bad_name"
    case .badAttribute: "bad_attribute"
    case .repeatedAttribute: "repeated_attribute"
    case .unescaped: "unescaped"
    case .badComment: "bad_comment"
    case .outsideRoot: "outside_root"
    case .misplacedDeclaration: "misplaced_declaration"
    case .documentType: "document_type"
    case .noElement: "no_element"
    case .wrongRoot: "wrong_root"
    case .tooDeep: "too_deep"
    case .controlCharacter: "control_character"
    }
  }
}
