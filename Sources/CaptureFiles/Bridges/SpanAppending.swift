extension [UInt8] {
  /// Appends borrowed bytes in one copy, where a loop would take a call a byte.
  mutating func append(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
