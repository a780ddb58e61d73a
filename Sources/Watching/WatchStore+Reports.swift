import GRDB
public import ProjectConfiguration

extension WatchStore {
  /// The most hosts that are remembered for one vendor; those that were told come on top.
  static let reportedHostLimit = 1000

  /// Remembers hosts that browsers report, and writes a message a channel about each that has been seen on enough
  /// sites for the first time.
  ///
  /// One transaction a host. Sites of earlier calls count; a host is told once, whatever is reported later.
  ///
  /// - Parameters:
  ///   - hosts: The hosts.
  ///   - channels: Who is told.
  ///   - name: The name of a vendor.
  ///   - now: Seconds since 1970.
  /// - Returns: The hosts that are told now; one of which no channel is told may still be, once there is one.
  /// - Throws: When the database cannot be written.
  public func report(
    _ hosts: [ReportedHost], to channels: [Channel], name: (String) -> String, now: Int
  ) throws -> [ReportedHost] {
    var told: [ReportedHost] = []
    for host in hosts {
      let isTold = try write { database in
        try Self.remember(host, now: now, in: database)
        let sites = try Self.sites(of: host, in: database)
        let alert = host.alert(seenOn: sites, name: name(host.vendor))
        guard sites.count >= host.minimumSites, try !Self.isTold(host, in: database),
          try !Self.isSilent(host.vendor, now: now, in: database),
          channels.contains(where: { AlertRouting.isTold(alert, to: $0) })
        else { return false }
        try Self.post(alert, to: channels, now: now, in: database)
        try database.execute(
          sql: "UPDATE reported_host SET told_at = ? WHERE vendor = ? AND host = ?",
          arguments: [now, host.vendor, host.host])
        return true
      }
      if isTold { told.append(host) }
    }
    return told
  }

  private static func remember(_ host: ReportedHost, now: Int, in database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO reported_host (vendor, host, seen_at) VALUES (?, ?, ?)
        ON CONFLICT (vendor, host) DO UPDATE SET seen_at = excluded.seen_at
        """, arguments: [host.vendor, host.host, now])
    for site in host.sites {
      try database.execute(
        sql: """
          INSERT INTO reported_site (vendor, host, site) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
          """,
        arguments: [host.vendor, host.host, site])
    }
    // Reports are strangers': hosts that nobody was told of make room, the longest unseen first.
    try database.execute(
      sql: """
        DELETE FROM reported_host WHERE vendor = ?1 AND told_at IS NULL AND host IN (
          SELECT host FROM reported_host WHERE vendor = ?1 AND told_at IS NULL AND host != ?2
          ORDER BY seen_at DESC, host LIMIT -1 OFFSET ?3)
        """, arguments: [host.vendor, host.host, reportedHostLimit])
  }

  private static func sites(of host: ReportedHost, in database: Database) throws -> [String] {
    try String.fetchAll(
      database, sql: "SELECT site FROM reported_site WHERE vendor = ? AND host = ? ORDER BY site",
      arguments: [host.vendor, host.host])
  }

  private static func isTold(_ host: ReportedHost, in database: Database) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: "SELECT told_at IS NOT NULL FROM reported_host WHERE vendor = ? AND host = ?",
      arguments: [host.vendor, host.host]) ?? false
  }
}
