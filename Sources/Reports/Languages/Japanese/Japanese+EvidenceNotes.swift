import Diagnosis

extension Japanese {
  func refusal(_ reason: RefusedFile.Reason) -> RefusalText {
    switch reason {
    case .notFound: RefusalText(wrong: "ファイルが見つかりません", advice: "パスを確認してください")
    case .unreadable(let words):
      RefusalText(wrong: "読み取れません: \(words)", advice: "アクセス許可を確認してください")
    case .noRegularFile:
      RefusalText(wrong: "通常のファイルではありません", advice: "ファイルまたはフォルダーを指定してください")
    case .empty: RefusalText(wrong: "ファイルが空です", advice: "ファイルをコピーし直してください")
    case .capture:
      RefusalText(wrong: "パケット キャプチャであり、証拠ファイルではありません", advice: "wsuscap analyze に指定してください")
    case .archive(let name):
      RefusalText(wrong: "圧縮されています (\(name))", advice: "展開して、中のファイルを指定してください")
    case .eventLog:
      RefusalText(
        wrong: "Windows のイベント ログまたはトレースです", advice: "代わりに SoftwareDistribution.log を指定してください")
    case .binary: RefusalText(wrong: "テキストではありません", advice: Self.kinds)
    case .ownReport:
      RefusalText(wrong: "wsuscap のレポートであり、サーバーのファイルではありません", advice: nil)
    case .otherConfiguration:
      RefusalText(
        wrong: "ワーカー プロセスではなく、Web サイトまたは別のプログラムの構成ファイルです",
        advice: "代わりに w3wp.exe.config を指定してください")
    case .unknownText: RefusalText(wrong: "対応していない種類のテキストです", advice: Self.kinds)
    case .alreadyRead(let name): RefusalText(wrong: "\(name: name) として既に読み取りました", advice: nil)
    case .noEvidenceInside:
      RefusalText(wrong: "フォルダーに証拠となるファイルがありません", advice: Self.kinds)
    case .tooDeep(let limit):
      RefusalText(
        wrong: "フォルダーの階層が \(limit) を超えているため、開きませんでした",
        advice: "このフォルダーを直接指定してください")
    case .tooMany(let limit):
      RefusalText(
        wrong: "ファイルが \(count: limit) 個を超えているため、残りは読み取りませんでした",
        advice: "指定するファイルを減らしてください")
    }
  }

  func sentence(_ refusal: RefusalText) -> Phrase {
    refusal.advice.map { "\(refusal.wrong)。\($0)。" } ?? "\(refusal.wrong)。"
  }

  private static let kinds: Phrase = """
    SoftwareDistribution.log、Wsyncmgr.log、GPReport.html、.reg ファイル、w3wp.exe.config、または MUUrl の出力を指定してください
    """

  func note(_ note: ServerFileNote) -> Phrase {
    switch note {
    case .cutLines(let count, let first):
      "\(count: count) 行が長すぎるため、一部のみ読み取りました (最初は \(first) 行目)。"
    case .endsEarly(let line): "ファイルが \(line) 行目で途中で終わっています。"
    case .readInPart(let bytes):
      "先頭の \(count: bytes) バイトのみ読み取りました。この種類のファイルとしては大きすぎます。"
    case .unreadable(let words): "ファイルの残りを読み取れませんでした: \(words)。"
    case .mixedEncodings: "行によって文字コードが異なります。"
    case .assumedTimeZone(let minutes, let sign): zone(minutes, sign)
    case .timesWithoutZone(let count):
      "\(count: count) 件のエントリにはタイム ゾーンのない現地時刻しかなく、時刻の照合には使用できません。"
    case .moreFacts(let count): "ほかに \(count: count) 件の情報を省略しました。"
    case .unreadableValue(let name, let line): "\(line) 行目の値 \(name: name) を読み取れません。"
    }
  }

  private func zone(_ minutes: [Int], _ sign: TimeZoneSign) -> Phrase {
    let shown = minutes.map { $0 > 0 ? "+\($0)" : String($0) }.joined(separator: "、")
    let sum: Phrase =
      switch sign {
      case .bias: "現地時刻に分数を加えた時刻"
      case .offset: "現地時刻から分数を引いた時刻"
      }
    return "時刻は現地時刻で、末尾に分数 (\(shown)) が付いています。\(sum)を UTC と見なしました (--time-zone-sign)。"
  }

  func fault(_ fault: CipherOrder.Fault) -> Phrase {
    switch fault {
    case .tooLong(let characters):
      "一覧は \(count: characters) 文字ですが、Windows が受け入れるのは \(count: CipherOrder.characterLimit) 文字までです。"
    case .whiteSpace: "一覧に空白が含まれています。空白は使用できません。"
    case .unknownNames(let names): "次の名前の暗号スイートは存在しません: \(Self.names(names))。"
    case .impossibleNames(let names, let systems):
      "\(systems.map(\.rawValue).joined(separator: "、")) に次の名前の暗号スイートはありません: \(Self.names(names))。"
    case .empty: "一覧が空です。"
    }
  }

  /// The first of a list of names from a file.
  private static func names(_ names: [String]) -> Phrase {
    let shown = names.prefix(5).reduce("" as Phrase) { $0.isEmpty ? "\(name: $1)" : "\($0)、\(name: $1)" }
    return names.count > 5 ? "\(shown)、ほか \(count: names.count - 5) 個" : shown
  }

  func fault(_ reason: XMLFault.Reason) -> Phrase {
    switch reason {
    case .endsInside(let part): "\(place(part))の途中で終わっています"
    case .missingEndTag(let name): "\(name: name) の終了タグがありません"
    case .wrongEndTag(let found, let expected?):
      "\(name: expected) の終了タグが必要な位置に、\(name: found) の終了タグがあります"
    case .wrongEndTag(let found, nil): "\(name: found) の終了タグに対応する開始タグがありません"
    case .badName: "名前がありません"
    case .badAttribute: "引用符で囲んだ値のない属性があります"
    case .repeatedAttribute(let name): "属性 \(name: name) が重複しています"
    case .unescaped(let character): "\(String(character)) は参照として記述する必要があります"
    case .badComment: "コメントの中に連続したハイフンがあります"
    case .outsideRoot: "ルート要素の外に内容があります"
    case .misplacedDeclaration: "XML 宣言の前に内容があります"
    case .documentType: "ドキュメント型が宣言されています"
    case .noElement: "要素がありません"
    case .wrongRoot(let name): "ルート要素が configuration ではなく \(name: name) です"
    case .tooDeep: "要素の入れ子が深すぎます"
    case .controlCharacter: "制御文字が含まれています"
    }
  }

  private func place(_ part: XMLFault.Part) -> Phrase {
    switch part {
    case .tag: "タグ"
    case .comment: "コメント"
    case .attribute: "属性値"
    case .instruction: "処理命令"
    case .characterData: "CDATA セクション"
    }
  }
}
