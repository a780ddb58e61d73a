public import Reporting

/// The page on which a policy is pasted and held against what vendors need.
///
/// It works without scripts: the form is sent, and the page comes back with the answer above it.
public struct CheckPage: Sendable {
  /// What was filled in.
  public struct Form: Sendable, Hashable {
    /// The policy, or the text around it.
    public var text: String
    /// Address of the page that it is sent with.
    public var page: String
    /// Ids of the vendors that were ticked.
    public var vendors: Set<String>
    /// Vendors or versions that were typed.
    public var others: String

    /// Makes a form; without arguments an empty one.
    public init(
      text: String = "", page: String = "", vendors: Set<String> = [], others: String = ""
    ) {
      self.text = text
      self.page = page
      self.vendors = vendors
      self.others = others
    }
  }

  /// What came of it.
  public enum Outcome: Sendable {
    /// Why there is no answer, and what to do.
    case problem(String)
    /// The results, the text with everything added that is missing where that can be written, and what is to
    /// be done by hand.
    case report(ReportPage, fixed: String?, byHand: [String])
  }

  /// From how many vendors on they are typed instead of ticked.
  static let tickLimit = 200

  private let form: Form
  private let outcome: Outcome?

  /// Prepares the page.
  ///
  /// - Parameters:
  ///   - form: What stands in the form.
  ///   - outcome: The answer; `nil` before anything was asked.
  public init(form: Form = Form(), outcome: Outcome? = nil) {
    self.form = form
    self.outcome = outcome
  }

  /// The page.
  func file(_ writer: PageWriter, vendors: [VendorSummary]) -> SiteFile {
    let holding = vendors.filter { $0.latest != nil }
    let ticks = holding.count > Self.tickLimit ? [] : holding
    return writer.file(
      PageWriter.Page(
        path: .check, title: "Check your policy",
        description: "Paste a Content Security Policy: does it allow what your vendors need now?",
        main: writer.fill(
          "check",
          [
            "result": result(writer), "text": form.text, "page": form.page, "others": form.others,
            "hasTicks": !ticks.isEmpty,
            "vendors": ticks.map {
              ["id": $0.id, "name": $0.name, "isTicked": form.vendors.contains($0.id)] as Fields
            },
          ])))
  }

  private func result(_ writer: PageWriter) -> String {
    switch outcome {
    case nil: return ""
    case .problem(let words): return writer.fill("checked", ["problem": words])
    case .report(let page, let fixed, let byHand):
      let markup = ReportMarkup { SitePath.rule($0).text }
      var body = page.lead.map(markup.html).joined()
      for section in page.sections {
        body += "<h3>\(markup.html(section.heading))</h3>\n"
        body += section.blocks.map(markup.html).joined()
      }
      var fields: Fields = ["body": body, "hasByHand": !byHand.isEmpty, "byHand": byHand]
      if let fixed { fields.set("fixed", fixed) }
      return writer.fill("checked", fields)
    }
  }
}

extension ServedWebsite {
  /// The page that checks a policy, empty or with an answer.
  public func file(of page: CheckPage) -> SiteFile {
    page.file(website.writer, vendors: summaries)
  }

  /// A page that says what went wrong, with links that work wherever it is shown.
  ///
  /// - Parameters:
  ///   - title: A few words.
  ///   - message: What happened and what to do.
  /// - Returns: HTML.
  public func problemPage(title: String, message: String) -> [UInt8] {
    let writer = website.writer
    return writer.file(
      PageWriter.Page(
        path: .problem, title: title, description: message,
        main: writer.fill("list", ["title": title, "lead": message])),
      root: writer.site.base
    ).bytes
  }
}
