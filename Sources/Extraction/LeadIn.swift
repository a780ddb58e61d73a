/// The running text above a passage, since the last list, sample or heading.
///
/// Passages below the same text share it; what is asked of it often is worked out once.
final class LeadIn {
  private let lead: Outline.Lead

  init(_ lead: Outline.Lead = Outline.Lead()) { self.lead = lead }

  /// What it says.
  private(set) lazy var text: String = lead.text
  /// Whether what follows shows how things were.
  private(set) lazy var isIllustration = Language.isIllustration(text)
  /// Whether what follows has to go or was needed once.
  private(set) lazy var withdraws = Language.withdraws(text)
  /// Whether what follows is what some software sends by itself.
  private(set) lazy var isAutomatic = Language.isAutomatic(text)
  /// Whether it asks for something.
  private(set) lazy var asks = Language.asks(Language.padded(text))
}
