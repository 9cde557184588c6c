import Foundation
import Kernel
import TCEC102

/// Asks servers of the open formats, or reads files in them.
struct AskOpenFormats: Sendable {
    let feed: Feed
    let token: String?
    let fetching: any Fetching
    let now: Instant

    /// OCPI's list of locations, page after page; a file may hold the envelope, the list alone, or one location.
    func ocpi() async throws(FeedFailure) -> Harvest {
        var harvest = Harvest()
        var address: String? = feed.address
        var number = 0
        var pages = 0
        var promised: Int?
        while let here = address {
            pages += 1
            guard pages <= Limits.feedPagesMax else { throw .tooLarge }
            let (json, headers) = try await read(here)
            if let code = json["status_code"].whole, !(1000..<2000).contains(code) { throw .refused }
            let list = json["data"].isNull ? json : json["data"]
            let isLone = !list["id"].isNull
            if case .array = list {} else if !isLone { throw .unreadable }
            for location in list.items {
                number += 1
                ReadOCPI.location(location, number, now: now, into: &harvest)
            }
            guard number <= Limits.feedSitesMax else { throw .tooLarge }
            promised = headers["x-total-count"].flatMap { Int($0) } ?? promised
            address = next(headers["link"], after: here)
        }
        if let promised, number < promised {
            harvest.report(
                number, "X-Total-Count", String(promised), "\(promised) locations were announced, \(number) came.")
        }
        return harvest
    }

    /// The next page, on the same server only: the token goes with the question.
    private func next(_ link: String?, after here: String) -> String? {
        guard let link, link.contains("rel=\"next\""), let start = link.firstIndex(of: "<"),
            let end = link.firstIndex(of: ">"), start < end
        else { return nil }
        let text = String(link[link.index(after: start)..<end])
        guard let now = URL(string: here), let url = URL(string: text, relativeTo: now)?.absoluteURL else { return nil }
        return url.host() == now.host() && url.port == now.port && url.scheme == now.scheme ? url.absoluteString : nil
    }

    func gbfs(withSites: Bool) async throws(FeedFailure) -> Harvest {
        let (discovery, _) = try await read(feed.address)
        guard discovery["version"].text.hasPrefix("3.") else { throw .unreadable }
        var files: [String: String] = [:]
        for file in discovery["data"]["feeds"].items { files[file["name"].text] = file["url"].text }
        guard let status = files["station_status"], let information = files["station_information"] else {
            throw .unreadable
        }
        let types: LooseJSON =
            if let address = files["vehicle_types"] { try await read(sibling(address)).json } else { .null }
        let reader = ReadGBFS(vehicleTypes: types)
        var harvest = Harvest()
        if withSites {
            let sites = try await read(sibling(information)).json["data"]["stations"].items
            guard sites.count <= Limits.feedSitesMax else { throw .tooLarge }
            for (number, site) in sites.enumerated() { reader.site(site, number + 1, into: &harvest) }
        }
        let states = try await read(sibling(status)).json["data"]["stations"].items
        guard states.count <= Limits.feedSitesMax else { throw .tooLarge }
        for (number, state) in states.enumerated() { reader.state(state, number + 1, into: &harvest) }
        return harvest
    }

    /// Of a feed kept as files the files beside the discovery file are meant, whatever addresses it holds.
    private func sibling(_ address: String) -> String {
        guard feed.address.hasPrefix("file:"), let base = URL(string: feed.address), let url = URL(string: address)
        else { return address }
        return base.deletingLastPathComponent().appendingPathComponent(url.lastPathComponent).absoluteString
    }

    private func read(_ address: String) async throws(FeedFailure) -> (json: LooseJSON, headers: [String: String]) {
        // What an operator's server names is read over the network, never from this machine's disk.
        let schemes = feed.address.hasPrefix("file:") ? ["file"] : ["http", "https"]
        guard let scheme = URL(string: address)?.scheme?.lowercased(), schemes.contains(scheme) else { throw .address }
        // OCPI 2.2.1 wants the token in Base64. It is shown to the feed's own server only, wherever its files lie.
        let isOwn = URL(string: address)?.host() == URL(string: feed.address)?.host()
        let shown = (isOwn ? token : nil).map {
            feed.format == .ocpi ? "Token " + Data($0.utf8).base64EncodedString() : "Bearer " + $0
        }
        let answer: OutboundAnswer
        do throws(FetchFault) {
            answer = try await fetching.fetch(
                OutboundRequest(address: address, headers: shown.map { [("Authorization", $0)] } ?? []))
        } catch {
            throw FeedFailure(error)
        }
        guard answer.status == 200 else { throw [401, 403].contains(answer.status) ? .refused : .status }
        guard let json = LooseJSON(answer.body) else { throw .unreadable }
        return (json, answer.headers)
    }
}
