/// Words of the messages of Windows, .NET, WSUS and Configuration Manager, in lower case. They stay in quoted
/// lines, because they are the same on every server.
///
/// No word is here that is mostly the name of a person, a place or a company.
enum MessageWords {
  static func contains(_ word: String) -> Bool {
    words.contains(word) || endings.contains { word.hasSuffix($0) && words.contains(root(word, $0)) }
  }

  /// Such as `failed`, `updates`, `connecting`.
  private static let endings = ["s", "es", "d", "ed", "ing"]

  /// What is before an ending; a short one would be the beginning of anything.
  private static func root(_ word: String, _ ending: String) -> String {
    let root = word.dropLast(ending.utf8.count)
    return root.utf8.count >= shortestRoot ? String(root) : ""
  }

  private static let shortestRoot = 4

  private static let words: Set<String> = Set(
    [grammar, actions, qualities, programs, code, networks, updates, settings].flatMap {
      $0.split(whereSeparator: \.isWhitespace).map(String.init)
    })

  private static let grammar = """
    a an the this that these those it its is are isn was were be been being has have had do does did done
    not no none any all some each every other another same such only also already still again yet than then
    there here when where while if because since until before after during between by for from in into of
    off on onto out over to toward under up upon via with within without and or but nor so as at about above
    below against across through per can cannot could may might must shall should would will we they them
    their you your our us what which who whose why how more most less least few many much one two three four
    five six seven eight nine ten first second third last next previous s t i true false null yes ok please
    new now both nothing
    """

  private static let actions = """
    abort accept access accord acknowledge acquire activate actively add adding aborted allow already
    analyze analyse answer appear apply applied applying approve ask assign associate attempt attempting
    authenticate authorize badly begin begun bind block break broke broken build built bypass call caller
    calling cancel cancelled canceled cause causing change changing check choose chosen cleanup clear close
    closing collect come commit committed communicate compare complete completing compress compute configure
    configuring confirm connect consider contact contain continue convert copy copied correct create
    creating decide decline declined decode decrypt define delete deleting deliver deny denied deploy
    describe detect determine did disable disabling disconnect dispatch display dispose download drop
    dropped enable enabling encode encounter encrypt end ended ensure enter enumerate establish evaluate
    exceed exception execute executing exist expect expire export fail failing fetch filter find finding
    finish fire force forcibly format formatted forward found generate generating get getting given go got
    handle handling happen hash host identify ignore import include increase indicate initialize
    initializing insert inspect install installing interrupt invoke invoking issue join keep kept kill know
    known launch leave left limit link listen load locate lock log logged logging look lost made maintain
    make making manage map match mean merge migrate miss missed modify monitor move moving negotiate notify
    obtain occur occurred open own parse pass perform poll possess post prepare press prevent process
    processing progress protect prove provide providing publish pull push put query queue raise reach read
    receive receiving recover redirect refer referred refresh refuse refusing register reject release
    releasing reload remain remove removing rename renew repair repeat replace replicate reply replied
    report request require requiring reset resetting resolve respond restart restarting restore resume
    retrieve retry retries retried retrying return returned review revoke roll run running save scan
    schedule search see select send sending sent serve serving set setting shut show shutdown sign skip
    skipped sleep solve sort specify specified start starting stop stopped stopping store subscribe succeed
    succeeded support supersede suspend switch sync synchronize synchronise synchronizing synchronising take
    taken tell terminate test throw thrown time timed trace track transfer transferred transmit trigger
    triggered troubleshoot trust try trying tried turn uninstall unlock unregister update updating upgrade
    upload use using validate validating verify verified view wait waiting wake wakeup warn went work write
    writing written wrote
    """

  private static let qualities = """
    able absent active actual additional administrative advanced alive alternate anonymous available bad
    basic big built-in certain clean cold common compatible compliant compulsory cumulative current custom
    daily dead deep default delayed dependent different direct distinct down due dynamic early effective
    either else empty enough entire equal exact exclusive expected external fatal fast final fixed foreign
    full fully further general generic good group half hard hidden high historical idle immediate important
    inactive incompatible incomplete incorrect incorrectly independent initial inner insecure inside instead
    insufficient integrated intermediate internal invalid irrelevant known large late latest legacy likely
    little local locally long longer low machine-wide main major malformed managed mandatory manual manually
    maximum medium minimum minor missing monthly multiple native necessary need needed negative never newer
    normal notfound obsolete offline older online optional original outdated outer overall partial
    particular pending permanent possible potential preferred present primary prior private proper properly
    protected public quick random rather raw ready recent recoverable regular related relevant reliable
    remote required responsible restricted retired root safe secondary secure selected self-signed separate
    several short shared silent similar simple single slow small soft some special specific standard static
    strict strong sub subsequent successful successfully sufficient superseded system-wide temporary
    together too total transient transparent trusted typical unable unauthorized unavailable underlying
    unexpected unexpectedly unhandled unhealthy healthy unique unknown unlimited unnecessary unreachable
    unrecognized unsafe unspecified unsuccessful unsupported untrusted unused up-to-date upper urgent usual
    valid various verbose very visible weak well whole wide wrong x64-based x86-based arm64-based
    """
}
