import Reporting
import VendorRequirements

/// A profile in every form to paste: beside each other on the page, or as files of their own.
struct FormPanel {
  let writer: PageWriter
  let vendor: String
  let record: VersionRecord

  private static let warning =
    "What this profile needs and nothing else: add the sources to the directives that you have."

  private func legend(_ index: Int) -> String { "Copy \(record.profiles[index].name) for" }

  /// The forms of a profile with a copy button each; empty where nothing can be pasted.
  func panel(_ index: Int) -> String {
    let forms = PolicyForm.texts(of: record.profiles[index]).enumerated().map { position, form in
      [
        "group": "form-\(index + 1)", "id": "form-\(index + 1)-\(form.form.rawValue)",
        "isFirst": position == 0, "title": form.form.title, "text": form.text,
      ] as Fields
    }
    guard !forms.isEmpty else { return "" }
    return writer.fill(
      "forms", ["legend": legend(index), "forms": forms, "warning": Self.warning])
  }

  /// Links to the forms of a profile.
  func links(_ index: Int, from path: SitePath) -> String {
    guard !PolicyForm.texts(of: record.profiles[index]).isEmpty else { return "" }
    let forms = PolicyForm.allCases.map { form in
      [
        "title": form.title,
        "path": path.link(to: .form(form.rawValue, of: vendor, profile: index)),
      ] as Fields
    }
    return writer.fill(
      "formlinks",
      ["legend": legend(index), "forms": forms, "warning": Self.warning])
  }

  /// The files that ``links(_:from:)`` lead to.
  func files() -> [SiteFile] {
    record.profiles.enumerated().flatMap { index, profile in
      PolicyForm.allCases.map { form in
        SiteFile(
          .form(form.rawValue, of: vendor, profile: index), form.text(of: profile))
      }
    }
  }
}
