"""Pictures of the pages of people: signing in, one's own, and the console, each on a phone and on a desktop."""

import os

from signing import ADMINISTRATOR, AUDITOR, RIDER, WORKER, ask_code, sign_in

OFFICER, PARTNER, KEEPER = "19900000010", "19900000013", "19900000003"
NEW, REGISTERED = "13822220010", "13822220011"
# Whole pages, for looking at; for the documentation what fits the screen.
IS_WHOLE = bool(os.environ.get("YONGAI_WHOLE_SCREENS"))
HEIGHT_MAX = 6000

FACE = """<body style="margin:0;background:#cfe3ea"><svg width="600" height="600" viewBox="0 0 60 60">
<path d="M6 60c0-13 10-19 24-19s24 6 24 19z" fill="#e0a83a"/><circle cx="30" cy="25" r="12" fill="#f0cda8"/>
<path d="M17 22c0-11 26-11 26 0l-3 1c-6-3-14-3-20 0z" fill="#2b5fa8"/><circle cx="26" cy="26" r="1.2"/>
<circle cx="34" cy="26" r="1.2"/><path d="M26 31q4 3 8 0" fill="none" stroke="#7a4a2a"/></svg></body>"""

# Name of the picture, who looks at it, where, and what is scrolled to.
PAGES = [
    ("sign-in", None, "/sign-in", None), ("code", None, "/sign-in", None), ("register", None, "/sign-in", None),
    ("agree", None, "/sign-in", None),
    ("me", RIDER, "/me", None), ("data", RIDER, "/me/data", None), ("consents", RIDER, "/me/consents", None),
    ("trail", RIDER, "/me/trail", None), ("photo", RIDER, "/me/photo", None), ("profile", RIDER, "/me/profile", None),
    ("sessions", RIDER, "/me/sessions", None), ("passkeys", RIDER, "/me/passkeys", None),
    ("me-staff", ADMINISTRATOR, "/me", None), ("password", ADMINISTRATOR, "/me/password", None),
    ("tokens", ADMINISTRATOR, "/me/tokens", None), ("identities", ADMINISTRATOR, "/me/identities", None),
    ("inbox", OFFICER, "/console", None), ("people", ADMINISTRATOR, "/console/people", None),
    ("person", ADMINISTRATOR, "/console/people/01990000-0000-7000-8000-000000000001", None),
    ("in-person", WORKER, "/console/people", None), ("roster", PARTNER, "/console/roster", None),
    ("city-settings", ADMINISTRATOR, "/console/settings", None), ("audit", AUDITOR, "/console/audit", None),
    ("places", OFFICER, "/console/places", None), ("edit", OFFICER, "EDITED", None),
    ("hours", OFFICER, "EDITED", ".hours-builder"), ("mark", OFFICER, "EDITED", "#mark-map"),
    ("suggestions", OFFICER, "EDITED", "#suggestions"), ("place-photo", OFFICER, "EDITED", "#photo"),
    ("history", OFFICER, "EDITED", "#history"), ("new-place", OFFICER, "/console/places/new", None),
    ("duplicates", OFFICER, "/console/places/duplicates", None), ("merge", OFFICER, "MERGED", None),
    ("own-place", KEEPER, "/console/places", None), ("suggest", None, "TOLD", "#suggest"),
]
# In other looks: English, large text, dark.
OTHERS = [("me", "phone", "light", "en"), ("person", "desk", "light", "en"), ("edit", "phone", "light", "en"),
          ("agree", "phone", "light", "en"), ("inbox", "desk", "dark", "zh-Hans"), ("me", "phone", "elder", "zh-Hans"),
          ("consents", "phone", "elder", "zh-Hans"), ("audit", "phone", "elder", "zh-Hans"),
          ("edit", "phone", "elder", "zh-Hans"), ("person", "phone", "elder", "zh-Hans")]


def new_page(browser, server, **settings):
    return browser.new_context(base_url=server.address, locale="zh-CN", service_workers="block", **settings).new_page()


def lay(browser, server, stations):
    """What the pages show: somebody registered in person, a photo, a change with its history, things riders told."""
    cookies = {}
    for number in (RIDER, ADMINISTRATOR, AUDITOR, WORKER, OFFICER, PARTNER, KEEPER):
        page = sign_in(new_page(browser, server), number)
        cookies[number] = page.context.cookies()
        page.context.close()
    face = new_page(browser, server, viewport={"width": 600, "height": 600})
    face.set_content(FACE)
    portrait = {"name": "me.png", "mimeType": "image/png", "buffer": face.screenshot()}
    face.context.close()

    rider = new_page(browser, server)
    rider.context.add_cookies(cookies[RIDER])
    rider.goto("/me/photo")
    rider.locator("[name=photo]").set_input_files(portrait)
    rider.locator("[name=consent]").check()
    rider.get_by_role("button", name="上传照片").click()
    for place, subject, value in ((stations[0], "hours", "10:00-19:00"), (stations[0], "closed", ""),
                                  (stations[3], "closed", "")):
        rider.goto(f"/places/{place}")
        rider.locator("#suggest summary").click()
        rider.locator(f"#suggest [value={subject}]").check()
        if value:
            rider.locator("#suggest [name=value]").fill(value)
        rider.locator("#suggest [type=submit]").click()
        rider.locator(".suggest-said").wait_for()
    rider.context.close()

    worker = new_page(browser, server)
    worker.context.add_cookies(cookies[WORKER])
    worker.goto("/console/people")
    worker.locator("form[action='/console/people/search'] [name=phone]").fill(REGISTERED)
    worker.get_by_role("button", name="按手机号查找").click()
    worker.locator("[name=name]").fill("小周")
    worker.locator("[name=trade]").select_option("courier")
    worker.get_by_role("button", name="登记并核实").click()
    worker.context.close()

    officer = new_page(browser, server)
    officer.context.add_cookies(cookies[OFFICER])
    officer.goto(f"/console/places/{stations[0]}")
    officer.locator("[name=hours]").fill("Mo-Fr 07:00-21:00; Sa,Su 09:00-18:00; PH off")
    officer.locator("[name=reason]").first.fill("值班表有变")
    officer.locator("#editor [type=submit]").click()
    officer.locator("#photo [type=file]").set_input_files(portrait)
    officer.locator("#photo [type=submit]").last.click()
    officer.locator("#photo img").wait_for()
    officer.context.close()
    return cookies


def step(page, name):
    """What is done on the page before the picture."""
    if name in ("code", "register", "agree"):
        code = ask_code(page, {"code": "13822220012", "register": NEW, "agree": REGISTERED}[name])
        if name != "code":
            page.locator("[name=code]").fill(code)
            page.locator("form[action='/sign-in/sessions'] button").click()
    elif name == "person":
        page.locator("form[action$='/photo'] [name=reason]").fill("当面核对")
        page.locator("form[action$='/photo'] button").click()
    elif name == "in-person":
        page.locator("form[action='/console/people/search'] [name=phone]").fill("13822220013")
        page.locator("form[action='/console/people/search'] button").first.click()
    elif name == "suggest":
        page.locator("#suggest summary").click()


def sizes(name):
    shots = [(size, "light", "zh-Hans") for size in ("phone", "desk")]
    return shots + [shot[1:] for shot in OTHERS if shot[0] == name]


def shoot(browser, server, folder, looks, stations, settle):
    """`looks(size, look, language)`: the settings of a browser; `settle(server)`: a minute later for one number."""
    cookies = lay(browser, server, stations)
    paths = {"EDITED": f"/console/places/{stations[0]}", "TOLD": f"/places/{stations[1]}",
             "MERGED": f"/console/places/{stations[1]}/merge?with={stations[2]}"}
    for name, who, path, part in PAGES:
        for size, look, language in sizes(name):
            if name in ("code", "register", "agree"):
                settle()
            context = browser.new_context(base_url=server.address, service_workers="block",
                                          **looks(size, look, language))
            kept = {"lang": language, **({"text": "large"} if look == "elder" else {})}
            context.add_cookies([{"name": key, "value": value, "url": server.address} for key, value in kept.items()])
            if who:
                context.add_cookies([one for one in cookies[who] if one["name"] == "session"])
            page = context.new_page()
            page.goto(paths.get(path, path))
            step(page, name)
            page.wait_for_load_state("networkidle")
            picture(page, folder / f"{name}-{size}-{look}-{language[:2]}.jpg", part)
            context.close()


def picture(page, path, part):
    if IS_WHOLE:
        height = min(page.evaluate("document.documentElement.scrollHeight"), HEIGHT_MAX)
        page.set_viewport_size({"width": page.viewport_size["width"], "height": height})
    elif part:
        page.locator(part).first.evaluate("one => one.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(500)
    page.screenshot(path=path, type="jpeg", quality=64)
