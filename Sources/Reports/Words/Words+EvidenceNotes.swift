import Diagnosis

/// Why a file is not evidence, and what to do, as the last two parts of a message: neither has a full stop.
struct RefusalText {
  var wrong: Phrase
  var advice: Phrase?
}

extension Words {
  func refusal(_ reason: RefusedFile.Reason) -> RefusalText {
    switch reason {
    case .notFound:
      RefusalText(
        wrong: text(en: "no such file", ja: "ファイルが見つかりません"),
        advice: text(en: "check the path", ja: "パスを確認してください"))
    case .unreadable(let words):
      RefusalText(
        wrong: text(en: "cannot be read: \(words)", ja: "読み取れません: \(words)"),
        advice: text(en: "check its permissions", ja: "アクセス許可を確認してください"))
    case .linkOutside:
      RefusalText(
        wrong: text(en: "is a symbolic link that leads out of the folder", ja: "フォルダーの外を指すシンボリック リンクです"),
        advice: text(
          en: "specify what it leads to, or --follow-links",
          ja: "リンク先を指定するか、--follow-links を指定してください"))
    case .noRegularFile:
      RefusalText(
        wrong: text(en: "is not a regular file", ja: "通常のファイルではありません"),
        advice: text(en: "specify a file or a folder", ja: "ファイルまたはフォルダーを指定してください"))
    case .empty:
      RefusalText(
        wrong: text(en: "is empty", ja: "ファイルが空です"),
        advice: text(en: "copy the file again", ja: "ファイルをコピーし直してください"))
    case .capture:
      RefusalText(
        wrong: text(
          en: "is a packet capture, not evidence",
          ja: "パケット キャプチャであり、証拠ファイルではありません"),
        advice: text(en: "analyse it with wsuscap analyze", ja: "wsuscap analyze に指定してください"))
    case .archive(let name):
      RefusalText(
        wrong: text(en: "is compressed (\(name))", ja: "圧縮されています (\(name))"),
        advice: text(en: "extract it and specify the files inside", ja: "展開して、中のファイルを指定してください"))
    case .eventLog:
      RefusalText(
        wrong: text(en: "is a Windows event log", ja: "Windows のイベント ログです"),
        advice: text(
          en: "export its events as XML: wevtutil qe FILE /lf /f:xml > events.xml",
          ja: "イベントを XML でエクスポートしてください: wevtutil qe FILE /lf /f:xml > events.xml"))
    case .eventTrace:
      RefusalText(
        wrong: text(
          en: "is a Windows event trace, not evidence",
          ja: "Windows のイベント トレースであり、証拠ファイルではありません"),
        advice: text(en: "analyse it with wsuscap analyze", ja: "wsuscap analyze に指定してください"))
    case .binary:
      RefusalText(wrong: text(en: "is not text", ja: "テキストではありません"), advice: kinds)
    case .ownReport:
      RefusalText(
        wrong: text(
          en: "is a report of wsuscap, not a file of the WSUS server",
          ja: "wsuscap のレポートであり、WSUS サーバーのファイルではありません"), advice: nil)
    case .otherConfiguration:
      RefusalText(
        wrong: text(
          en: "configures a website or another program, not the IIS worker process",
          ja: "IIS ワーカー プロセスではなく、Web サイトまたは別のプログラムの構成ファイルです"),
        advice: text(en: "specify w3wp.exe.config instead", ja: "代わりに w3wp.exe.config を指定してください"))
    case .unknownText:
      RefusalText(wrong: text(en: "is not a supported kind of file", ja: "対応していない種類のファイルです"), advice: kinds)
    case .alreadyRead(let name):
      RefusalText(
        wrong: text(en: "was already read as \(name: name)", ja: "\(name: name) として既に読み取りました"), advice: nil)
    case .noEvidenceInside:
      RefusalText(
        wrong: text(en: "contains no evidence", ja: "フォルダーに証拠となるファイルがありません"), advice: kinds)
    case .tooDeep(let limit):
      RefusalText(
        wrong: text(
          en: "is more than \(limit) folders deep and was not opened",
          ja: "フォルダーの階層が \(limit) を超えているため、開きませんでした"),
        advice: text(en: "specify it directly", ja: "このフォルダーを直接指定してください"))
    case .tooMany(let limit):
      RefusalText(
        wrong: text(
          en: "contains more than \(count: limit) files; the rest were not read",
          ja: "ファイルが \(count: limit) 個を超えているため、残りは読み取りませんでした"),
        advice: text(en: "specify fewer files", ja: "指定するファイルを減らしてください"))
    }
  }

  /// The two parts as one line.
  func sentence(_ refusal: RefusalText) -> Phrase {
    text(
      en: refusal.advice.map { "\(refusal.wrong); \($0)" } ?? refusal.wrong,
      ja: refusal.advice.map { "\(refusal.wrong)。\($0)。" } ?? "\(refusal.wrong)。")
  }

  private var kinds: Phrase {
    text(
      en: """
        specify a log of WSUS or Configuration Manager or a part of it, the details of a failed synchronisation, \
        Schannel or WSUS events, a gpresult report, registry keys, w3wp.exe.config, or the output of PowerShell
        """,
      ja: """
        WSUS または Configuration Manager のログ (一部でも可)、同期の失敗の詳細、Schannel または WSUS のイベント、gpresult の\
        レポート、レジストリ キー、w3wp.exe.config、または PowerShell の出力を指定してください
        """)
  }

  func note(_ note: ServerFileNote) -> Phrase {
    switch note {
    case .cutLines(let count, let first):
      text(
        en: """
          \(count: count, "line is too long and was", "lines are too long and were") read in part only, the first in \
          line \(first).
          """,
        ja: "\(count: count) 行が長すぎるため、一部のみ読み取りました (最初は \(first) 行目)。")
    case .endsEarly(let line):
      text(
        en: "The file ends prematurely in line \(line).",
        ja: "ファイルが \(line) 行目で途中で終わっています。")
    case .readInPart(let bytes):
      text(
        en: "Only the first \(count: bytes) bytes were read: files of this kind are not this large.",
        ja: """
          先頭の \(count: bytes) バイトのみ読み取りました。この種類のファイルとしては大きすぎます。
          """)
    case .unreadable(let words):
      text(
        en: "The rest of the file could not be read: \(words).",
        ja: "ファイルの残りを読み取れませんでした: \(words)。")
    case .mixedEncodings:
      text(en: "The lines have different encodings.", ja: "行によって文字コードが異なります。")
    case .assumedTimeZone(let minutes, let sign): zone(minutes, sign)
    case .timesWithoutZone(let count):
      text(
        en: """
          \(count: count, "entry has", "entries have") a local time without a time zone, which cannot be compared \
          with the capture.
          """,
        ja: """
          \(count: count) 件のエントリにはタイム ゾーンのない現地時刻しかなく、キャプチャの時刻と照合できません。
          """)
    case .moreFacts(let count):
      text(
        en: "\(count: count, "more fact is", "more facts are") omitted.",
        ja: "ほかに \(count: count) 件の情報を省略しました。")
    case .unreadableValue(let name, let line):
      text(
        en: "The value \(name: name) in line \(line) cannot be read.",
        ja: "\(line) 行目の値 \(name: name) を読み取れません。")
    case .excerpt(let excerpt): excerptNote(excerpt)
    case .assumedEncoding(let encoding):
      text(
        en:
          "The encoding is not certain; the file was read as \(encoding.rawValue), so letters may be wrong.",
        ja: """
          文字コードを特定できないため、\(encoding.rawValue) として読み取りました。文字が正しくない可能性があります。
          """)
    case .otherControlSet(let number):
      text(
        en: """
          The keys belong to ControlSet00\(number), which may not be the control set in use; export CurrentControlSet.
          """,
        ja: """
          キーは ControlSet00\(number) のもので、使用中のコントロール セットではない可能性があります。\
          CurrentControlSet をエクスポートしてください。
          """)
    case .noSettings:
      text(
        en: """
          The text lists the applied Group Policy objects without their settings: use gpresult /h instead of /r.
          """,
        ja: """
          適用されたグループ ポリシー オブジェクトのみで、設定は含まれていません。gpresult の /r の代わりに /h を使用して\
          ください。
          """)
    }
  }

  /// What was undone to read a part of a file, and what it lacks.
  private func excerptNote(_ excerpt: Excerpt) -> Phrase {
    let changes = list(excerpt.changes.map { label($0) })
    let lacks = list(excerpt.lacks.map { label($0) })
    return paragraph(
      [
        text(en: "The file is an excerpt.", ja: "ファイルは抜粋です。"),
        excerpt.changes.isEmpty
          ? "" : text(en: "Removed before reading: \(changes).", ja: "読み取り前に取り除いたもの: \(changes)。"),
        excerpt.lacks.isEmpty
          ? ""
          : text(
            en: "It lacks what a comparison with the capture needs: \(lacks).",
            ja: "キャプチャとの照合に必要な次の情報がありません: \(lacks)。"),
      ].filter { !$0.isEmpty })
  }

  private func label(_ change: Excerpt.Change) -> Phrase {
    switch change {
    case .quotation: text(en: "quotation marks before lines", ja: "行頭の引用記号")
    case .linePrefixes: text(en: "file names and line numbers", ja: "ファイル名と行番号")
    case .htmlEscapes: text(en: "HTML escapes", ja: "HTML のエスケープ")
    case .wrapping: text(en: "line breaks", ja: "改行")
    case .layout: text(en: "layout", ja: "書式")
    }
  }

  private func label(_ part: Excerpt.Part) -> Phrase {
    switch part {
    case .times: text(en: "times", ja: "時刻")
    case .timeZone: text(en: "the time zone", ja: "タイム ゾーン")
    case .columns: text(en: "all columns", ja: "すべての列")
    }
  }

  private func zone(_ minutes: [Int], _ sign: TimeZoneSign) -> Phrase {
    let shown = list(minutes.map { $0 > 0 ? "+\($0)" : "\($0)" })
    let sum =
      switch sign {
      case .bias: text(en: "local time plus minutes", ja: "現地時刻に分数を加えた時刻")
      case .offset: text(en: "local time minus minutes", ja: "現地時刻から分数を引いた時刻")
      }
    return text(
      en: """
        Times are local, followed by \(shown) minutes; UTC was calculated as \(sum) (--time-zone-sign).
        """,
      ja: """
        時刻は現地時刻で、末尾に分数 (\(shown)) が付いています。\(sum)として UTC を計算しました (--time-zone-sign)。
        """)
  }

  func fault(_ fault: CipherOrder.Fault) -> Phrase {
    switch fault {
    case .tooLong(let characters):
      text(
        en: """
          The list has \(count: characters) characters; Windows accepts at most \
          \(count: CipherOrder.characterLimit).
          """,
        ja: """
          一覧は \(count: characters) 文字ですが、Windows が受け入れるのは \
          \(count: CipherOrder.characterLimit) 文字までです。
          """)
    case .whiteSpace:
      text(
        en: "The list contains white space, which is not allowed.",
        ja: "一覧に空白が含まれています。空白は使用できません。")
    case .unknownNames(let names):
      text(
        en: names.count == 1
          ? "There is no cipher suite with this name: \(firstNames(names))."
          : "There are no cipher suites with these names: \(firstNames(names)).",
        ja: "次の名前の暗号スイートは存在しません: \(firstNames(names))。")
    case .impossibleNames(let names, let systems):
      text(
        en: """
          \(andList(systems.map(\.rawValue))) \(systems.count == 1 ? "has" : "have") no cipher \
          \(names.count == 1 ? "suite with this name" : "suites with these names"): \(firstNames(names)).
          """,
        ja: """
          \(list(systems.map(\.rawValue))) に次の名前の暗号スイートはありません: \
          \(firstNames(names))。
          """)
    case .empty: text(en: "The list is empty.", ja: "一覧が空です。")
    case .wrongType:
      text(
        en: "The value is a REG_MULTI_SZ; a policy must be a REG_SZ, so Windows ignores it.",
        ja: "値の種類が REG_MULTI_SZ です。ポリシーは REG_SZ である必要があるため、Windows は無視します。")
    }
  }

  /// The first of a list of names from a file.
  private func firstNames(_ names: [String]) -> Phrase {
    let shown = list(names.prefix(5).map { "\(name: $0)" })
    let rest = names.count - 5
    return rest > 0 ? text(en: "\(shown) and \(count: rest) more", ja: "\(shown)、ほか \(count: rest) 個") : shown
  }

  /// What is wrong with an XML text, without the position.
  func fault(_ reason: XMLFault.Reason) -> Phrase {
    switch reason {
    case .endsInside(let part):
      text(en: "it ends inside \(place(part))", ja: "\(place(part))の途中で終わっています")
    case .missingEndTag(let name):
      text(en: "the end tag of \(name: name) is missing", ja: "\(name: name) の終了タグがありません")
    case .wrongEndTag(let found, let expected?):
      text(
        en: "the end tag is \(name: found), but the open element is \(name: expected)",
        ja: "\(name: expected) の終了タグが必要な位置に、\(name: found) の終了タグがあります")
    case .wrongEndTag(let found, nil):
      text(
        en: "the end tag of \(name: found) has no start tag",
        ja: "\(name: found) の終了タグに対応する開始タグがありません")
    case .badName: text(en: "a name is missing", ja: "名前がありません")
    case .badAttribute:
      text(en: "an attribute has no value in quotation marks", ja: "引用符で囲んだ値のない属性があります")
    case .repeatedAttribute(let name):
      text(en: "the attribute \(name: name) is repeated", ja: "属性 \(name: name) が重複しています")
    case .unescaped(let character):
      text(
        en: "\(String(character)) must be written as a reference",
        ja: "\(String(character)) は参照として記述する必要があります")
    case .badComment:
      text(en: "a comment contains two consecutive hyphens", ja: "コメントの中に連続したハイフンがあります")
    case .outsideRoot:
      text(en: "there is content outside the root element", ja: "ルート要素の外に内容があります")
    case .misplacedDeclaration:
      text(en: "there is content before the XML declaration", ja: "XML 宣言の前に内容があります")
    case .documentType: text(en: "a document type is declared", ja: "ドキュメント型が宣言されています")
    case .noElement: text(en: "there is no element", ja: "要素がありません")
    case .wrongRoot(let name):
      text(
        en: "the root element is \(name: name), not configuration",
        ja: "ルート要素が configuration ではなく \(name: name) です")
    case .tooDeep: text(en: "elements are nested too deeply", ja: "要素の入れ子が深すぎます")
    case .controlCharacter: text(en: "it contains a control character", ja: "制御文字が含まれています")
    }
  }

  private func place(_ part: XMLFault.Part) -> Phrase {
    switch part {
    case .tag: text(en: "a tag", ja: "タグ")
    case .comment: text(en: "a comment", ja: "コメント")
    case .attribute: text(en: "the value of an attribute", ja: "属性値")
    case .instruction: text(en: "a processing instruction", ja: "処理命令")
    case .characterData: text(en: "a CDATA section", ja: "CDATA セクション")
    }
  }
}
