/// How a request is started; the names are those that ``Request/destination`` knows.
enum Kind: String, CaseIterable, Sendable {
  case img, script, style, iframe, object, embed, video, audio, fetch, xhr, beacon, eventsource
  case websocket, font, worker, sharedworker, form, base, eval, wasm
  case modulePreload = "modulepreload"
  case moduleScript = "module-script"
  case scriptParser = "script-parser"
  case preloadImage = "preload-image"
  case preloadScript = "preload-script"
  case preloadStyle = "preload-style"
  case inlineScript = "inline-script"
  case inlineScriptDOM = "inline-script-dom"
  case eventHandler = "event-handler"
  case eventHandlerDOM = "event-handler-dom"
  case javascriptURL = "javascript-url"
  case inlineStyle = "inline-style"
  case styleAttribute = "style-attr"
  case styleAttributeDOM = "style-attr-dom"
  case styleCSSOM = "style-cssom"
  case newFunction = "new-function"
  case stringTimeout = "settimeout-string"
  case frameAncestors = "frame-ancestors"

  /// The directives that are asked in turn.
  var chain: [String] {
    switch self {
    case .img, .preloadImage: ["img-src", "default-src"]
    case .script, .moduleScript, .modulePreload, .scriptParser, .preloadScript, .inlineScript,
      .inlineScriptDOM, .javascriptURL:
      ["script-src-elem", "script-src", "default-src"]
    case .eventHandler, .eventHandlerDOM: ["script-src-attr", "script-src", "default-src"]
    case .eval, .newFunction, .stringTimeout, .wasm: ["script-src", "default-src"]
    case .style, .preloadStyle, .inlineStyle: ["style-src-elem", "style-src", "default-src"]
    case .styleAttribute, .styleAttributeDOM, .styleCSSOM:
      ["style-src-attr", "style-src", "default-src"]
    case .iframe: ["frame-src", "child-src", "default-src"]
    case .object, .embed: ["object-src", "frame-src", "child-src", "default-src"]
    case .video, .audio: ["media-src", "default-src"]
    case .fetch, .xhr, .beacon, .eventsource, .websocket: ["connect-src", "default-src"]
    case .font: ["font-src", "default-src"]
    case .worker, .sharedworker: ["worker-src", "child-src", "script-src", "default-src"]
    case .form: ["form-action"]
    case .base: ["base-uri"]
    case .frameAncestors: ["frame-ancestors"]
    }
  }

  /// Whether it runs code or a style of the page's own, or code from a string.
  var isInline: Bool { isInlineScript || isInlineStyle || isEvaluation }

  var isInlineScript: Bool {
    [
      .inlineScript, .inlineScriptDOM, .eventHandler, .eventHandlerDOM, .javascriptURL,
    ].contains(self)
  }

  var isInlineStyle: Bool {
    [.inlineStyle, .styleAttribute, .styleAttributeDOM, .styleCSSOM].contains(self)
  }

  var isEvaluation: Bool { [.eval, .newFunction, .stringTimeout, .wasm].contains(self) }

  /// Whether the request may take redirects.
  var followsRedirects: Bool {
    [.img, .script, .style, .iframe, .fetch, .xhr, .font, .form, .moduleScript].contains(self)
  }

  /// Whether the element may have integrity metadata.
  var takesIntegrity: Bool { [.script, .scriptParser].contains(self) }

  /// Whether it may load `data:` and `blob:` URLs.
  var loadsLocalURLs: Bool { [.img, .script, .style, .fetch, .font, .iframe].contains(self) }

  /// The media type of what is loaded.
  var contentType: String {
    switch self {
    case .img, .preloadImage: "image/svg+xml"
    case .script, .moduleScript, .modulePreload, .scriptParser, .preloadScript, .worker,
      .sharedworker:
      "text/javascript"
    case .style, .preloadStyle: "text/css"
    case .iframe, .object, .embed, .form, .frameAncestors: "text/html"
    default: "text/plain"
    }
  }

  /// What is loaded.
  var content: String {
    switch contentType {
    case "image/svg+xml":
      "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'></svg>"
    case "text/javascript": "self.marker = 1"
    default: ""
    }
  }
}
