import CaptureBuilding
import Testing

/// The server closes a connection on which nothing was asked, and then a hello comes, or one that crosses it.
@Suite struct IdleCloseTests {
  @Test func helloAfterTheEnd() {
    BuiltConversation.check([
      ("open +30000 <fin >ack >hello:1.0 <rst", "server_close/probable"),
      ("open +30000 <fin >ack >hello:1.2 <rst:bare", "server_close/probable"),
      ("open +30000 <fin >ack >hello:weak >fin <rst", "server_close/probable"),
      ("open +30000 <fin >ack >hello:1.3 <rst", "server_close/probable"),
      ("open +30000 <fin >ack >hello:1.0 +300 again +600 again", "server_close/probable"),
      ("open +30000 <fin >ack >hello:1.0", "server_close/probable"),
      ("open +30000 <fin >hello:1.0 >rst", "server_close/probable"),
      ("open +30000 <rst >hello:1.0 <rst", "server_reset/probable"),
      ("open >keepalive <ack +30000 <fin >ack >hello:1.0 <rst", "server_close/probable"),
      ("open <warning:0 <fin >ack >hello:1.0 <rst", "server_close/probable"),
      ("open <warning:0+fin >ack >hello:1.0 <rst", "server_close/probable"),
      ("open +30000 <fin >fin", "server_close/probable"),
      ("open +30000 <fin >rst", "server_close/probable"),
    ])
  }

  /// An end that does not acknowledge the hello was sent before it came.
  @Test func endThatCrossesTheHello() {
    BuiltConversation.check([
      ("open >hello:1.0 <fin:stale", "server_close/possible"),
      ("open >hello:1.0 <rst:stale", "server_reset/possible"),
      ("open >hello:weak <fin:stale >fin", "server_close/possible"),
    ])
  }

  @Test func whatStaysCertain() {
    BuiltConversation.check([
      ("open +30000 >hello:1.0 <fin >fin", "version_reject/certain"),
      ("open +30000 >hello:1.0 <ack <rst", "version_reject/certain"),
      ("open +30000 >fin <fin", "client_fin/certain"),
      ("open >hello flight keys done +30000 <fin >data:300 <rst", "success/certain"),
    ])
  }

  /// The hello behind the end tells what was meant: TLS on any port, and which server.
  @Test func portsAndNames() {
    let shapes = BuiltConversation.directShapes
    let line = "open +30000 <fin >ack >hello:1.0 <rst"
    BuiltConversation.check([(line, "server_close/probable")], in: shapes, port: 4444)
    let unnamed = shapes.map { shape in
      var shape = shape
      shape.isNamed = false
      return shape
    }
    BuiltConversation.check([(line, "server_close/probable")], in: unnamed)
    BuiltConversation.check([("open +30000 <fin >fin", "server_close/possible")], in: unnamed)
  }

  @Test func proxyThatClosesBeforeTheRequest() {
    let shapes = BuiltConversation.manyShapes.filter(\.isProxied)
    let open = ">syn <synack >ack +30000"
    BuiltConversation.check(
      [
        ("\(open) <fin >ack >connect <rst", "server_close/probable"),
        ("\(open) <rst >connect <rst", "server_reset/probable"),
        ("\(open) >connect <fin", "server_close/probable"),
        ("\(open) >connect+hello:1.0 <fin", "server_close/probable"),
        ("\(open) >connect >hello:1.0 <rst", "server_reset/probable"),
        ("\(open) >connect+hello:1.0 +20000 >fin", "handshake_timeout/probable"),
      ], in: shapes)
  }
}
