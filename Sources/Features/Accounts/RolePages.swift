import Kernel

/// The part of a person's page about roles: those held, and the form to give one.
struct RolePages {
    let pages: PeoplePages
    private var language: Language { pages.language }
    private var viewer: Person { pages.viewer }

    init(_ pages: PeoplePages) { self.pages = pages }

    func roles(of seen: SeenPerson) -> HTML {
        let rows = seen.roles.markup { role($0, of: seen.profile.id) }
        let list: HTML =
            rows.isEmpty
            ? "<p class=\"quiet\">\(Phrase.noRoles.in(language))</p>" : "<ul class=\"stack\">\n\(rows)</ul>"
        return """
            <h2>\(Phrase.rolesTitle.in(language))</h2>
            \(list)
            \(viewer.may(.grantRole) ? give(to: seen.profile.id) : .empty)
            """
    }

    private func role(_ record: GrantRecord, of id: ID<Account>) -> HTML {
        let grant = record.grant
        let mayEnd =
            viewer.may(.grantRole) && viewer.id != id
            && viewer.grants.contains {
                $0.mayGive(grant.role, area: grant.area, place: grant.place, until: $0.expiresAt)
            }
        let end: HTML =
            !mayEnd
            ? .empty
            : """
            <details><summary>\(Phrase.takeBackButton.in(language))</summary>
            <form class="fields" method="post" action="/console/people/\(id)/roles/\(grant.id)/end">
            <label class="field"><span>\(Phrase.reasonOf.in(language))</span>
            <input name="reason" maxlength="200"></label>
            <button class="button" type="submit">\(Phrase.takeBackButton.in(language))</button>
            </form></details>
            """
        let place: HTML =
            grant.place.map { "<a href=\"/places/\($0)\">\(Phrase.itsPlace.in(language))</a>" } ?? .empty
        return """
            <li class="panel"><p><strong>\(grant.role.name(in: grant.area).in(language))</strong>
            \(pages.console.name(ofArea: grant.area, language)) \(place)
            <span class="quiet">\(until(grant))</span></p>\(end)</li>

            """
    }

    private func until(_ grant: Grant) -> String {
        guard let end = grant.expiresAt else { return Phrase.noEnd.in(language) }
        let day = CivilTime(end.adding(seconds: -1), utcOffsetSeconds: pages.visit.site.utcOffsetSeconds).date
        return Phrase("到 \(day)", "until \(day)").in(language)
    }

    func give(to id: ID<Account>) -> HTML {
        let mine = Set(viewer.grants.flatMap { Permissions.grants(by: $0.role) })
        guard viewer.id != id, !mine.isEmpty else { return .empty }
        let roles = Role.allCases.filter(mine.contains)
        return """
            <h3>\(Phrase.giveRole.in(language))</h3>
            <form class="fields" method="post" action="/console/people/\(id)/roles">
            <label class="field"><span>\(Phrase.roleField.in(language))</span><select name="role" required>
            \(roles.markup { "<option value=\"\($0.rawValue)\">\($0.name.in(language))</option>\n" })</select></label>
            <label class="field"><span>\(Phrase.areaCodeField.in(language))</span>
            <input name="area" data-choose="area" inputmode="numeric" pattern="[0-9]{4,12}" maxlength="12"></label>
            <label class="field"><span>\(Phrase.placeField.in(language))</span>
            <input name="place" data-choose="place" maxlength="36"></label>
            <label class="field"><span>\(Phrase.untilField.in(language))</span><input type="date" name="until"></label>
            <label class="field"><span>\(Phrase.reasonOf.in(language))</span>
            <input name="reason" maxlength="200"></label>
            <button class="button primary" type="submit">\(Phrase.giveButton.in(language))</button>
            </form>
            """
    }
}
