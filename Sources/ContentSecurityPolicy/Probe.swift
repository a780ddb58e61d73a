/// One request that stands for many, with the witness that names it.
struct Probe: Sendable {
  let request: Request
  let witness: Witness

  static func load(_ directive: DirectiveName, _ url: RequestURL) -> Probe {
    let name = directive.string
    return Probe(
      request: Request(directive: name, target: .url(url)),
      witness: Witness(directive: name, url: url.text))
  }

  static func inline(_ directive: DirectiveName) -> Probe {
    let name = directive.string
    return Probe(
      request: Request(directive: name, target: .inline),
      witness: Witness(directive: name, url: "inline"))
  }

  static func eval(_ target: Request.Target) -> Probe {
    let isWasm = target == .wasmEval
    return Probe(
      request: Request(directive: "script-src", target: target),
      witness: Witness(directive: "script-src", url: isWasm ? "wasm-eval" : "eval"))
  }
}
