/// Writes blocks in one format. A human format is one folder beside this file and a line in ``ReportFormat/all``.
protocol DocumentRenderer: Sendable {
  /// What the format asks of the builders.
  static var layout: Layout { get }

  init(_ options: ReportOptions)

  /// What comes before all documents.
  mutating func begin(_ output: inout ReportOutput) throws(OutputFault)
  /// What comes after the blocks of one document.
  mutating func endDocument(_ output: inout ReportOutput) throws(OutputFault)
  /// What comes after all documents.
  mutating func end(_ output: inout ReportOutput) throws(OutputFault)

  mutating func add(_ block: Block, to output: inout ReportOutput) throws(OutputFault)
}

extension DocumentRenderer {
  mutating func begin(_ output: inout ReportOutput) throws(OutputFault) {}
  mutating func endDocument(_ output: inout ReportOutput) throws(OutputFault) {}
  mutating func end(_ output: inout ReportOutput) throws(OutputFault) {}

  /// One document, kept in memory.
  static func text(of blocks: [Block], _ options: ReportOptions) -> ByteBuffer {
    Self(options).text(of: blocks)
  }

  func text(of blocks: [Block]) -> ByteBuffer {
    var renderer = self
    var output = ReportOutput()
    // Writing to memory never throws.
    do throws(OutputFault) {
      try renderer.begin(&output)
      for block in blocks { try renderer.add(block, to: &output) }
      try renderer.endDocument(&output)
      try renderer.end(&output)
    } catch {}
    return output.buffer
  }
}

/// Writes one document for each capture.
struct DocumentWriter<Renderer: DocumentRenderer>: ReportWriter {
  private let options: ReportOptions
  private var renderer: Renderer

  init(_ options: ReportOptions) {
    self.options = options
    renderer = Renderer(options)
  }

  mutating func begin(_ output: inout ReportOutput) throws(OutputFault) {
    try renderer.begin(&output)
  }

  mutating func add(_ capture: ReportedCapture, to output: inout ReportOutput) throws(OutputFault) {
    let document = CaptureDocument(capture, options: options, layout: Renderer.layout)
    for block in document.blocks { try renderer.add(block, to: &output) }
    try renderer.endDocument(&output)
  }

  mutating func end(_ output: inout ReportOutput) throws(OutputFault) {
    try renderer.end(&output)
  }
}
