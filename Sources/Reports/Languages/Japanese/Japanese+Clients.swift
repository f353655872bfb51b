import Diagnosis
import Protocols

extension Japanese {
  func clientSystem(_ system: ClientSystem) -> Phrase {
    if case .foreign = system.stack { return "Schannel 以外" }
    return system.systems.isEmpty ? "Schannel、既知のシステムに該当なし" : Self.anyOf(system.systems)
  }

  func description(of system: ClientSystem) -> Phrase { "\(clientSystem(system))。\(basis(system))" }

  func looks(_ system: ClientSystem) -> Phrase {
    switch system.stack {
    case .foreign:
      """
      この ClientHello は Schannel のものではないようです。WSUS サーバー自身ではなく、プロキシや別のプログラムが送信した可能性が\
      あります。
      """
    case .schannel where system.systems.isEmpty:
      "この ClientHello は Schannel のものと見られますが、既知のどのシステムのものとも一致しません。"
    case .schannel, .undecided: "この ClientHello は \(Self.anyOf(system.systems)) のものと見られます。"
    }
  }

  func basis(_ system: ClientSystem) -> Phrase {
    switch system.stack {
    case .foreign(let sign): Self.sentence(sign)
    case .undecided:
      "暗号スイートはそのシステムの既定の一覧と一致しますが、キャプチャされたその他の部分からは判断できません。"
    case .schannel:
      switch system.order {
      case .defaultList:
        "暗号スイートはそのシステムの既定の一覧と一致し、拡張は Schannel のものです。"
      case .shortened:
        """
        拡張は Schannel のものです。暗号スイートはそのシステムの既定の順序で並んでいますが、ポリシーまたはレジストリにより一部が\
        除かれています。
        """
      case .reordered:
        """
        拡張は Schannel のものです。暗号スイートの順序はどの既定の一覧とも異なり、ポリシーで設定されたものと考えられます。
        """
      case nil: "拡張は Schannel のものですが、内容のすべてを送信する既知のシステムはありません。"
      }
    }
  }

  private static func sentence(_ sign: ForeignSign) -> Phrase {
    switch sign {
    case .grease: "Schannel が送信することのない GREASE 値が含まれています。"
    case .unknownExtension(let type):
      "Schannel にはない拡張 \(type.name ?? type.hexadecimal) が送信されています。"
    case .extensionOrder: "拡張が、Schannel では決して使用されない順序で並んでいます。"
    case .cipherSuite(let suite):
      "Schannel が実装していない暗号スイート \(suite.name ?? suite.hexadecimal) が提示されています。"
    case .group(let group):
      "Schannel が実装していないグループ \(group.name ?? group.hexadecimal) が提示されています。"
    case .signatureScheme(let scheme):
      "Schannel が提示することのない署名アルゴリズム \(scheme.name ?? scheme.hexadecimal) が提示されています。"
    case .pointFormat: "Schannel が提示することのない圧縮形式の点が提示されています。"
    case .compression: "Schannel が提示することのない TLS 圧縮が提示されています。"
    }
  }

  // MARK: What if

  func whatIf(_ comparison: CipherComparison) -> Phrase {
    switch comparison.gap {
    case .cipherSuite: "提示された暗号スイートの中に、エンドポイントが受け入れるものはありません。"
    case .certificate: otherCertificate(comparison)
    case .curve:
      """
      \(Self.all(comparison.common.map(\.displayName))) は共通ですが、それに使用できる楕円曲線がありません。\
      \(Self.any(comparison.missingGroups.map(\.displayName))) が必要です。
      """
    }
  }

  private func otherCertificate(_ comparison: CipherComparison) -> Phrase {
    let needsECDSA = comparison.offered.contains { $0.keyExchange == .ecdhe && $0.authentication == .ecdsa }
    let (needed, there) = needsECDSA ? ("ECDSA", "RSA") : ("RSA", "ECDSA")
    return """
      共通の暗号スイートがありません。提示された ECDHE の暗号スイートはいずれも \(needed) キーの証明書を必要としますが、\
      エンドポイントの証明書は \(there) キーを使用しています。
      """
  }

  func whatIf(_ outlook: VersionOutlook) -> Phrase {
    let names = outlook.common.map(\.displayName)
    let who: Phrase = outlook.systems.count == 1 ? "このシステム" : "これらのシステム"
    guard let first = names.first else {
      return """
        TLS 1.2 を有効にしても、\(who)は、ポリシーで追加しない限り、エンドポイントが受け入れる暗号スイートを提示しません。
        """
    }
    let more: Phrase = names.count == 1 ? "" : "など \(names.count) 個"
    return """
      TLS 1.2 を有効にすると、\(who)は、エンドポイントが受け入れる \(first) \(more)を既定で提示します。暗号スイートを追加する必要は\
      ありません。
      """
  }

  func addition(_ addition: SuiteAddition) -> Phrase {
    let place: Phrase = addition.curves.isEmpty ? "[SSL 暗号スイートの順序]" : "[ECC 曲線の順序]"
    let likely: Phrase = addition.likely.isEmpty ? "" : " (該当する可能性が高い)"
    return "\(Self.anyOf(addition.systems))\(likely) では、\(place) に次を追加します:"
  }

  /// `Windows Server 2016、2019、または 2022`.
  private static func anyOf(_ systems: [WindowsServer]) -> Phrase {
    let family = "Windows Server "
    return "\(family)\(any(systems.map { $0.rawValue.replacing(family, with: "") }))"
  }

  /// `a、b、または c`.
  private static func any(_ names: [String]) -> Phrase {
    guard let last = names.last, names.count > 1 else { return Phrase(names.first ?? "") }
    if names.count == 2 { return "\(names[0]) または \(last)" }
    return "\(names.dropLast().joined(separator: "、"))、または \(last)"
  }

  private static func all(_ names: [String]) -> Phrase { Phrase(names.joined(separator: "、")) }
}
