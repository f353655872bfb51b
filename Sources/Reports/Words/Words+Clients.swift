import Diagnosis
import Protocols

extension Words {
  /// Which system a hello looks like, in a few words.
  func clientSystem(_ system: ClientSystem) -> Phrase {
    if case .foreign = system.stack { return text(en: "not Schannel", ja: "Schannel 以外") }
    return system.systems.isEmpty
      ? text(en: "Schannel, unknown system", ja: "Schannel、既知のシステムに該当なし") : anyOf(system.systems)
  }

  /// The few words, and what they rest on.
  func description(of system: ClientSystem) -> Phrase {
    text(en: "\(clientSystem(system)). \(basis(system))", ja: "\(clientSystem(system))。\(basis(system))")
  }

  /// The same as a sentence, never as a fact.
  func looks(_ system: ClientSystem) -> Phrase {
    switch system.stack {
    case .foreign:
      text(
        en: """
          The ClientHello does not look like one of Schannel, so it may come from a proxy or another program \
          instead of WSUS.
          """,
        ja: """
          この ClientHello は Schannel のものではないようです。WSUS ではなく、プロキシや別のプログラムが\
          送信した可能性があります。
          """)
    case .schannel where system.systems.isEmpty:
      text(
        en: "The ClientHello looks like one of Schannel, but does not match any known system.",
        ja: """
          この ClientHello は Schannel のものと見られますが、既知のどのシステムのものとも一致しません。
          """)
    case .schannel, .undecided:
      text(
        en: "The ClientHello looks like that of \(anyOf(system.systems)).",
        ja: "この ClientHello は \(anyOf(system.systems)) のものと見られます。")
    }
  }

  /// What that rests on.
  func basis(_ system: ClientSystem) -> Phrase {
    switch system.stack {
    case .foreign(let sign): sentence(sign)
    case .undecided:
      text(
        en: """
          Its cipher suites match that version's default list; the rest that was captured is not conclusive.
          """,
        ja: """
          暗号スイートはそのシステムの既定の一覧と一致しますが、キャプチャされたその他の部分からは判断できません。
          """)
    case .schannel: basis(system.order)
    }
  }

  /// What the cipher suites of Schannel's own hello tell of the system.
  private func basis(_ order: SuiteOrder?) -> Phrase {
    switch order {
    case .defaultList:
      text(
        en: "Its cipher suites match that version's default list, and its extensions are those of Schannel.",
        ja: "暗号スイートはそのシステムの既定の一覧と一致し、拡張は Schannel のものです。")
    case .shortened:
      text(
        en: """
          Its extensions are those of Schannel. Its cipher suites are in that version's default order, but a policy \
          or the registry excludes some of them.
          """,
        ja: """
          拡張は Schannel のものです。暗号スイートはそのシステムの既定の順序で並んでいますが、\
          ポリシーまたはレジストリにより一部が除かれています。
          """)
    case .reordered:
      text(
        en: """
          Its extensions are those of Schannel. Its cipher suites do not match any default order, so a policy most \
          likely sets the order.
          """,
        ja: """
          拡張は Schannel のものです。暗号スイートの順序はどの既定の一覧とも異なるため、ポリシーで設定された\
          可能性が高いと考えられます。
          """)
    case nil:
      text(
        en: "Its extensions are those of Schannel, but no known system sends all of its values.",
        ja: "拡張は Schannel のものですが、内容のすべてを送信する既知のシステムはありません。")
    }
  }

  private func sentence(_ sign: ForeignSign) -> Phrase {
    switch sign {
    case .grease:
      text(
        en: "It contains GREASE values, which Schannel never sends.",
        ja: "Schannel が送信することのない GREASE 値が含まれています。")
    case .unknownExtension(let type):
      text(
        en: "It sends the extension \(type.name ?? type.hexadecimal), which Schannel does not implement.",
        ja: "Schannel にはない拡張 \(type.name ?? type.hexadecimal) が送信されています。")
    case .extensionOrder:
      text(
        en: "Its extensions are in an order that Schannel never uses.",
        ja: "拡張が、Schannel では決して使用されない順序で並んでいます。")
    case .cipherSuite(let suite):
      text(
        en: """
          It offers the cipher suite \(suite.name ?? suite.hexadecimal), which Schannel does not implement.
          """,
        ja: """
          Schannel が実装していない暗号スイート \(suite.name ?? suite.hexadecimal) が提示されています。
          """)
    case .group(let group):
      text(
        en: """
          It offers the group \(group.name ?? group.hexadecimal), which Schannel does not implement.
          """,
        ja: """
          Schannel が実装していないグループ \(group.name ?? group.hexadecimal) が提示されています。
          """)
    case .signatureScheme(let scheme):
      text(
        en: """
          It offers the signature algorithm \(scheme.name ?? scheme.hexadecimal), which Schannel never \
          offers.
          """,
        ja: """
          Schannel が提示することのない署名アルゴリズム \(scheme.name ?? scheme.hexadecimal) \
          が提示されています。
          """)
    case .pointFormat:
      text(
        en: "It offers compressed points, which Schannel never does.",
        ja: "Schannel が提示することのない圧縮形式の点が提示されています。")
    case .compression:
      text(
        en: "It offers TLS compression, which Schannel never does.",
        ja: "Schannel が提示することのない TLS 圧縮が提示されています。")
    }
  }

  /// What is missing between a hello and an endpoint.
  func whatIf(_ comparison: CipherComparison) -> Phrase {
    switch comparison.gap {
    case .cipherSuite:
      text(
        en: "The endpoint accepts none of the cipher suites that the client offers.",
        ja: "クライアントが提示した暗号スイートの中に、エンドポイントが受け入れるものはありません。")
    case .certificate: otherCertificate(comparison)
    case .curve:
      text(
        en: """
          \(andList(comparison.common.map(\.displayName))) \
          \(comparison.common.count == 1 ? "is" : "are") in common, but without an elliptic curve: \
          \(orList(comparison.missingGroups.map(\.displayName))) is missing.
          """,
        ja: """
          \(andList(comparison.common.map(\.displayName))) は共通ですが、それに使用できる\
          楕円曲線がありません。\(orList(comparison.missingGroups.map(\.displayName))) が必要です。
          """)
    }
  }

  private func otherCertificate(_ comparison: CipherComparison) -> Phrase {
    let needsECDSA = comparison.offered.contains { $0.keyExchange == .ecdhe && $0.authentication == .ecdsa }
    let (needed, there) = needsECDSA ? ("ECDSA", "RSA") : ("RSA", "ECDSA")
    return text(
      en: """
        There is no cipher suite in common: the ECDHE suites that the client offers all need a certificate with an \
        \(needed) key, but the endpoint's certificate has an \(there) key.
        """,
      ja: """
        共通の暗号スイートがありません。提示された ECDHE の暗号スイートはいずれも \(needed) キーの証明書を必要と\
        しますが、エンドポイントの証明書は \(there) キーを使用しています。
        """)
  }

  /// What a hello of TLS 1.2 would share with the endpoint.
  func whatIf(_ outlook: VersionOutlook) -> Phrase {
    let isOne = outlook.systems.count == 1
    let who = text(
      en: isOne ? "this system offers" : "each of these systems offers",
      ja: isOne ? "このシステム" : "これらのシステム")
    let names = outlook.common.map(\.displayName)
    guard let first = names.first else {
      return text(
        en: "With TLS 1.2, \(who) no cipher suite that the endpoint accepts, unless a policy adds one.",
        ja: """
          TLS 1.2 を有効にしても、\(who)は、ポリシーで追加しない限り、エンドポイントが受け入れる暗号スイートを\
          提示しません。
          """)
    }
    let more =
      names.count == 1 ? "" : text(en: " and \(names.count - 1) more", ja: "など \(names.count) 個")
    return text(
      en: """
        With TLS 1.2, \(who) \(first)\(more) by default. The endpoint accepts \(names.count == 1 ? "it" : "them"), \
        so no cipher suite has to be added.
        """,
      ja: """
        TLS 1.2 を有効にすると、\(who)は、エンドポイントが受け入れる \(first) \(more)を既定で提示します。\
        暗号スイートを追加する必要はありません。
        """)
  }

  /// Where to add the name that follows, up to a colon.
  func addition(_ addition: SuiteAddition) -> Phrase {
    let setting =
      addition.curves.isEmpty
      ? text(en: "SSL Cipher Suite Order", ja: "[SSL 暗号スイートの順序]")
      : text(en: "ECC Curve Order", ja: "[ECC 曲線の順序]")
    let likely = addition.likely.isEmpty ? "" : text(en: " (likely)", ja: " (該当する可能性が高い)")
    return text(
      en: "On \(anyOf(addition.systems))\(likely), add to \(setting):",
      ja: "\(anyOf(addition.systems))\(likely) では、\(setting) に次を追加します:")
  }

  /// `Windows Server 2016, 2019 or 2022`.
  private func anyOf(_ systems: [WindowsServer]) -> Phrase {
    let family = "Windows Server "
    return "\(family)\(orList(systems.map { $0.rawValue.replacing(family, with: "") }))"
  }
}
