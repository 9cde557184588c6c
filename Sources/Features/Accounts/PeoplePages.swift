import Console
import Kernel

/// The console's pages about people.
struct PeoplePages {
    let console: Console
    let visit: Visit
    let viewer: Person
    var language: Language { visit.language }

    init(_ console: Console, _ visit: Visit, _ viewer: Person) {
        self.console = console
        self.visit = visit
        self.viewer = viewer
    }

    func list(_ people: [Profile], _ roles: [ID<Account>: [Grant]], name: String?) -> Page {
        let rows: HTML =
            people.isEmpty
            ? "<p class=\"empty\">\(Phrase.nobodyFits.in(language))</p>"
            : "<ul class=\"rows people\">\n\(people.markup { row($0, roles[$0.id] ?? []) })</ul>"
        let next: HTML =
            people.count < Limits.peoplePageMax || name != nil
            ? .empty
            : """
            <p><a class="button wide" href="/console/people?after=\
            \(people.last.map { "\($0.id)" } ?? "")">\(Phrase.morePeople.in(language))</a></p>
            """
        return console.page(
            .peopleTitle,
            """
            \(search(phone: nil))
            <h2>\(Phrase.inYourArea.in(language))</h2>
            <form class="fields" method="post" action="/console/people/search">
            <label class="field"><span>\(Phrase.personName.in(language))</span>
            <input type="search" name="name" maxlength="40" value="\(name ?? "")" required></label>
            <button class="button" type="submit">\(Phrase.findButton.in(language))</button>
            </form>
            \(rows)\(next)
            """, at: .people, visit, modules: ["choose"])
    }

    private func search(phone: PhoneNumber?) -> HTML {
        """
        <form class="fields" method="post" action="/console/people/search">
        <label class="field"><span>\(Phrase.phoneField.in(language))</span>
        <input type="tel" name="phone" inputmode="tel" autocomplete="off" maxlength="20" required></label>
        <button class="button\(phone == nil ? " primary" : HTML.empty)" type="submit">\
        \(Phrase.findByPhone.in(language))</button>
        </form>
        <p class="quiet">\(Phrase.lookIsWritten.in(language))</p>
        """
    }

    private func row(_ profile: Profile, _ roles: [Grant]) -> HTML {
        let held = roles.map {
            $0.role.name(in: $0.area).in(language) + " · " + console.name(ofArea: $0.area, language)
        }
        return """
            <li><a class="inbox-link" href="/console/people/\(profile.id)"><strong>\(profile.name)</strong>
            \(held.markup { "<span class=\"quiet\">\($0)</span> " })\(tags(profile))</a></li>

            """
    }

    func tags(_ profile: Profile) -> HTML {
        var tags: [Phrase] = []
        if let trade = profile.trade { tags.append(trade.name) }
        switch profile.verification?.basis {
        case .staff: tags.append(.verifiedByStaff)
        case .roster: tags.append(.verifiedByRoster)
        case nil where profile.trade != nil: tags.append(.notVerified)
        case nil: break
        }
        if profile.status == .blocked { tags.append(.blockedTag) }
        return "\(tags.markup { "<span class=\"tag\">\($0.in(language))</span> " })"
    }

    /// What a search for a number found; nobody yet: the form to register the rider who stands here.
    func found(_ seen: SeenPerson?, _ phone: PhoneNumber) -> Page {
        guard let seen else {
            let form: HTML = viewer.may(.registerRider) ? register(phone) : .empty
            return console.page(
                .peopleTitle,
                "<p class=\"notice\">\(Phrase.nobodyHasNumber.in(language))</p>\n\(form)\n\(search(phone: phone))",
                at: .people, visit, modules: ["choose"])
        }
        let verify: HTML = viewer.may(.verifyRider) ? verification(seen) : .empty
        let roles: HTML = viewer.may(.grantRole) ? RolePages(self).give(to: seen.profile.id) : .empty
        return console.page(
            .peopleTitle, "\(summary(seen, phone: nil))\(verify)\(roles)\(search(phone: phone))", at: .people, visit,
            modules: ["choose"])
    }

    func person(_ seen: SeenPerson, phone: String?, photo: [UInt8]? = nil) -> Page {
        let id = seen.profile.id
        let reveal: HTML =
            phone != nil || seen.maskedPhone == nil
            ? .empty
            : """
            <form class="fields" method="post" action="/console/people/\(id)/phone">
            <label class="field"><span>\(Phrase.whyPhone.in(language))</span>
            <input name="reason" maxlength="200" required></label>
            <button class="button" type="submit">\(Phrase.showPhone.in(language))</button>
            </form>
            """
        let verify: HTML = viewer.may(.verifyRider) && seen.profile.trade != nil ? verification(seen) : .empty
        return console.page(
            Phrase(seen.profile.name, seen.profile.name),
            """
            \(summary(seen, phone: phone))\(self.photo(of: seen, photo))\(reveal)\(verify)
            \(RolePages(self).roles(of: seen))
            \(viewer.may(.blockPerson) ? blocking(seen) : .empty)
            """, at: .people, visit, modules: ["choose"])
    }

    private func summary(_ seen: SeenPerson, phone: String?) -> HTML {
        let profile = seen.profile
        let number = phone ?? seen.maskedPhone ?? ""
        let community = profile.verification?.area.map { console.name(ofArea: $0, language) } ?? ""
        let rows = [
            (Phrase.personName, profile.name), (.phoneField, number), (.teamField, profile.team),
            (.platformField, profile.platform), (.communityField, community),
        ].filter { !$0.1.isEmpty }
        return """
            <div class="panel">\(tags(profile))
            <dl class="facts">
            \(rows.markup { "<div><dt>\($0.0.in(language))</dt><dd>\($0.1)</dd></div>\n" })</dl></div>
            """
    }

    private func register(_ phone: PhoneNumber) -> HTML {
        """
        <h2>\(Phrase.registerHere.in(language))</h2>
        <form class="fields" method="post" action="/console/people">
        <input type="hidden" name="phone" value="\(phone.text)">
        <label class="field"><span>\(Phrase.personName.in(language))</span>
        <input name="name" maxlength="40" required></label>
        <label class="field"><span>\(Phrase.tradeField.in(language))</span><select name="trade" required>
        \(trades())</select></label>
        <label class="field"><span>\(Phrase.teamField.in(language))</span><input name="team" maxlength="60"></label>
        \(areaField(.registerRider))
        <button class="button primary" type="submit">\(Phrase.registerButton.in(language))</button>
        </form>
        """
    }

    private func trades() -> [HTML] {
        Trade.allCases.markup { "<option value=\"\($0.rawValue)\">\($0.name.in(language))</option>\n" }
    }

    private func verification(_ seen: SeenPerson) -> HTML {
        """
        <h2>\(Phrase.verifyHere.in(language))</h2>
        <form class="fields" method="post" action="/console/people/\(seen.profile.id)/verifications">
        \(areaField(.verifyRider))
        <button class="button" type="submit">\(Phrase.verifyButton.in(language))</button>
        </form>
        """
    }

    /// One area needs no choosing.
    func areaField(_ action: Action) -> HTML {
        let areas = viewer.areas(for: action)
        if areas.count == 1, let only = areas.first, only.utf8.count == 12 {
            return "<input type=\"hidden\" name=\"area\" value=\"\(only)\">"
        }
        let likely = areas.first { $0.utf8.count == 12 } ?? ""
        return """
            <label class="field"><span>\(Phrase.areaCodeField.in(language))</span>
            <input name="area" data-choose="area" value="\(likely)" inputmode="numeric" \
            pattern="[0-9]{4,12}" maxlength="12" required></label>
            """
    }

    private func blocking(_ seen: SeenPerson) -> HTML {
        let isBlocked = seen.profile.status == .blocked
        let button = isBlocked ? Phrase.unblockButton : .blockButton
        return """
            <h2>\((isBlocked ? Phrase.unblockTitle : .blockTitle).in(language))</h2>
            <form class="fields" method="post" action="/console/people/\(seen.profile.id)/blocks">
            <input type="hidden" name="blocked" value="\(isBlocked ? 0 : 1)">
            <label class="field"><span>\(Phrase.reasonOf.in(language))</span>
            <input name="reason" maxlength="200"\(isBlocked ? HTML.empty : " required")></label>
            <button class="button" type="submit">\(button.in(language))</button>
            </form>
            <h2>\(Phrase.resetTitle.in(language))</h2>
            <p class="quiet">\(Phrase.resetNote.in(language))</p>
            <form class="fields" method="post" action="/console/people/\(seen.profile.id)/sign-in-resets">
            <label class="field"><span>\(Phrase.reasonOf.in(language))</span>
            <input name="reason" maxlength="200" required></label>
            <button class="button" type="submit">\(Phrase.resetButton.in(language))</button>
            </form>
            """
    }
}

extension ConsoleItem {
    public static let people = ConsoleItem(
        address: "/console/people", name: Phrase("人员与角色", "People and roles"), icon: "people", action: .findPerson)
    public static let roster = ConsoleItem(
        address: "/console/roster", name: Phrase("骑手名册", "Roster"), icon: "list", action: .uploadRoster)
}
