/// How large an encrypted alert of TLS 1.3 is.
enum AlertSize {
  /// Two bytes of alert, one of content type, and a tag of 8 (CCM_8) or 16 bytes (RFC 8446, sections 5.2 and
  /// 6, appendix B.4); up to 24, because some senders pad.
  private static let bytes: ClosedRange<UInt32> = 11...24

  static func holds(_ length: UInt32) -> Bool { bytes ~= length }
}
