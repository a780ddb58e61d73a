import ContentSecurityPolicy
import Diagnostics
import Reporting
import VendorRegistry
import Website

/// The page on which people paste a policy, and the answer to its form.
struct CheckRoutes: RouteGroup {
  static let path = "/check.html"
  /// The most bytes of a form: every character may take nine.
  static let limit = 1 << 20

  private let current: CurrentRegistry

  init(_ current: CurrentRegistry) { self.current = current }

  var routes: [Route] {
    [
      Route(.get, Self.path, isShared: false) { _, _ in
        var response = Self.response(CheckPage(), current.value)
        response.fields.append(WebResponse.Field("cache-control", "no-cache"))
        return response
      },
      Route(
        .post, Self.path,
        body: Route.Body(types: ["application/x-www-form-urlencoded"], limit: Self.limit),
        isCostly: true, isShared: false
      ) { _, body throws(Problem) in
        let registry = current.value
        let fields = FormFields(parsing: body)
        guard fields.isWhole else {
          throw Problem(.badRequest, "The form has a broken escape, or too many fields.")
        }
        return Self.response(Self.page(fields, registry), registry)
      },
    ]
  }

  private static func response(_ page: CheckPage, _ registry: ServedRegistry) -> WebResponse {
    WebResponse(.ok, type: "text/html; charset=utf-8", body: registry.site.file(of: page).bytes)
  }

  /// The page with the answer.
  static func page(_ fields: FormFields, _ registry: ServedRegistry) -> CheckPage {
    let form = CheckPage.Form(
      text: fields["policy"] ?? "", page: fields["page"] ?? "",
      vendors: Set(fields.all("vendor")), others: fields["others"] ?? "")
    do throws(Problem) {
      let answer = try PolicyAnswer(try question(form), registry)
      return CheckPage(form: form, outcome: outcome(answer))
    } catch {
      return CheckPage(form: form, outcome: .problem(error.detail.printable))
    }
  }

  private static func question(_ form: CheckPage.Form) throws(Problem) -> PolicyQuestion {
    guard form.text.contains(where: { !$0.isWhitespace }) else {
      throw Problem(.badRequest, "Paste a policy first.")
    }
    guard form.text.unicodeScalars.count <= 2 * PolicyQuestion.textLimit else {
      throw Problem(
        .badRequest,
        "A text may have \(PolicyQuestion.textLimit) characters. Paste the policy alone.")
    }
    var question = PolicyQuestion(text: form.text)
    let page = form.page.filter { !$0.isWhitespace }
    if !page.isEmpty {
      let address = page.contains("://") ? page : "https://\(page)"
      guard let origin = Origin(address), !origin.isOpaque else {
        throw Problem(.badRequest, "The page needs an address like https://shop.example/.")
      }
      question.origin = origin
    }
    let names =
      form.vendors.sorted() + form.others.split { " ,;\t\r\n".contains($0) }.map(String.init)
    guard names.count <= 4 * PolicyQuestion.listLimit else {
      throw Problem(.badRequest, "Choose at most \(4 * PolicyQuestion.listLimit) vendors at once.")
    }
    var references: [VendorReference] = []
    for name in names {
      do throws(RegistryError) {
        let reference = try VendorReference(parsing: name)
        if !references.contains(reference) { references.append(reference) }
      } catch {
        throw Problem(error)
      }
    }
    question.subject = .vendors(references)
    return question
  }

  private static func outcome(_ answer: PolicyAnswer) -> CheckPage.Outcome {
    let isMissing = answer.diagnostics.contains { $0.rule == "no-policy" }
    if answer.results.isEmpty {
      return .problem(
        isMissing
          ? "There is no policy in this text. Paste a header's value, response headers or a configuration."
          : "The policy names no host of a vendor here. Choose the vendors that your pages use.")
    }
    var page = ImpactPresentation(answer.results, checking: answer.checking).page
    let odd = answer.diagnostics.filter { $0.level > .info }
    if !odd.isEmpty {
      page.sections.append(
        ReportPage.Section(
          heading: [.text("In the policy itself")],
          blocks: [
            .list(
              odd.prefix(50).map {
                [.level($0.level), .text(" "), .rule($0.rule), .text(" \($0.message)")]
              })
          ]))
    }
    let byHand = answer.refused.map { refused in
      let place = refused.line.map { "Line \($0): " } ?? ""
      return place + refused.reason + (refused.paste.map { ": \($0)" } ?? "")
    }
    return .report(page, fixed: answer.fixed, byHand: byHand)
  }
}
