import Diagnosis

/// Enables TLS 1.2 for clients in Schannel ("Transport Layer Security (TLS) registry settings").
enum ModernProtocolFix {
  static let file: FixFile = {
    var text = RegistryText()
    text.add(
      key: #"SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client"#)
    text.add("Enabled", number: 1)
    text.add("DisabledByDefault", number: 0)
    return FixFile(name: "enable-tls12.reg", bytes: text.bytes, step: .enableModernProtocol)
  }()
}
