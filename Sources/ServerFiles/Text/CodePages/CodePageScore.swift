import Diagnosis

/// How much a text looks like one that Windows wrote in a code page.
///
/// 1. Letters that the page's languages use count for it.
/// 2. What no word has counts against it: a symbol between letters, a capital after a small letter, several
///    accented letters in a row, characters of another script than their neighbours.
enum CodePageScore {
  /// The points of a text that was decoded from the page, per character that is not ASCII a few at most.
  static func points(_ text: String, _ encoding: TextEncoding) -> Int {
    switch encoding {
    case .shiftJIS: text.unicodeScalars.reduce(0) { $0 + japanese($1) }
    case .gbk: text.unicodeScalars.reduce(0) { $0 + chinese($1, common: Self.simplified) }
    case .big5: text.unicodeScalars.reduce(0) { $0 + chinese($1, common: Self.traditional) }
    case .korean: text.unicodeScalars.reduce(0) { $0 + korean($1) }
    case .windows1250: words(text, Self.centralEuropean)
    case .windows1252: words(text, Self.westernEuropean)
    case .windows1254: words(text, Self.turkish)
    case .windows1251: words(text, Self.russian, isAlphabet: true)
    case .windows1253: words(text, Self.greek, isAlphabet: true)
    case .ascii, .utf8, .utf16LittleEndian, .utf16BigEndian: 0
    }
  }

  // MARK: East Asia

  private static func japanese(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x3041...0x30FE: 5
    case 0x3001...0x3002, 0xFF01...0xFF5E, 0x4E00...0x9FFF: 1
    case 0xFF61...0xFF9F: -3
    case 0..<0x80: 0
    default: -1
    }
  }

  private static func korean(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0xAC00...0xD7A3: commonSyllables.contains(scalar) ? 3 : -2
    case 0x4E00...0x9FFF, 0xF900...0xFAFF: -8
    case 0..<0x80: 0
    default: -1
    }
  }

  /// The syllables of KS X 1001, first bytes B0 to C8 and second ones from A1: nearly all that texts have.
  private static let commonSyllables = Set(
    (0xB0...0xC8).flatMap { (KoreanRows.characters[$0 * 2 + 1] ?? "").unicodeScalars })

  private static func chinese(_ scalar: Unicode.Scalar, common: Set<Unicode.Scalar>) -> Int {
    switch scalar.value {
    case 0..<0x80: 0
    case 0x3001...0x3002, 0x300C...0x300D, 0xFF01...0xFF5E: 2
    case 0x4E00...0x9FFF: common.contains(scalar) ? 4 : 0
    default: -3
    }
  }

  /// The most frequent characters, and those of the messages of ``FailureMessages``.
  private static let simplified = Set(
    """
    的一是不了在人有我他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者多\
    日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从知远程强迫关闭现已建立连接由务器客户端信通算因它们共误收送错数据\
    传输读取名称解析代理返回求超失败证书验根层全流异常
    """.unicodeScalars)
  private static let traditional = Set(
    """
    的一是不了在人有我他這為之大來以個中上們到說國和地也子時道出而要於就下得可你年生自會那後能對著事其裡所去行過家十用發天如然作方成者多\
    日都三小軍二無同麼經法當起與好看學進種將還分此心前面又定見只主沒公從知遠端主機強制關閉現存連線伺服器用戶通訊演算具有共因基礎接收傳送\
    未預期錯誤料輸讀取名稱解析代理傳回求逾失敗憑證驗程序安全資
    """.unicodeScalars)

  // MARK: Alphabets

  private static let westernEuropean = Set(
    "äöüßÄÖÜéèêëàâçîïôûùœæÉÈÀÇÊáíóúñÑ¿¡ãõåøÁÍÓÚ«»“”„’‘–—…€°§".unicodeScalars)
  private static let centralEuropean = Set(
    "ěščřžýáíéúůďťňĚŠČŘŽÝÁÍÉÚŮąćęłńóśźżĄĆĘŁŃÓŚŹŻőűŐŰöüäăâîșț".unicodeScalars)
  private static let turkish = Set("çğıöşüÇĞİÖŞÜâîû".unicodeScalars)
  private static let russian = Set("оеаинтсрвлкмдпуяызьбгчйхжшюцщэфъёОЕАИНТСРВЛКМДПУЯЗБГЧ".unicodeScalars)
  private static let greek = Set("αοειτσνρκπυςμλήίάόέύώηωγδθχφβξζψΑΟΕΙΤΣΝΡΚΠΥΜΛΗ".unicodeScalars)

  private static func words(_ text: String, _ letters: Set<Unicode.Scalar>, isAlphabet: Bool = false) -> Int {
    var points = 0
    var before: Unicode.Scalar = " "
    var run = 0
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        if isUnderCase(before, scalar), !before.isASCII { points -= 3 }
        run = 0
      } else {
        run += 1
        points += letters.contains(scalar) ? 2 : -1
        if scalar == "\u{FFFD}" { points -= 6 }
        if isUnderCase(before, scalar) { points -= 3 }
        if before.properties.isAlphabetic {
          if !scalar.properties.isAlphabetic { points -= 2 }
          if isAlphabet, before.isASCII { points -= 3 }
        }
        if !isAlphabet, run > 2 { points -= 3 }
      }
      before = scalar
    }
    return points
  }

  /// Whether a capital letter follows a small one, which happens in names of programs only.
  private static func isUnderCase(_ before: Unicode.Scalar, _ scalar: Unicode.Scalar) -> Bool {
    before.properties.isLowercase && scalar.properties.isUppercase
  }
}
