"""A property manager's hand on the plan's editor: mouse, finger or keys, with every deed counted."""

from playwright.sync_api import expect

WHERE = """([x, y]) => {
    const svg = document.querySelector(".plan-svg");
    const view = svg.getAttribute("viewBox").split(" ").map(Number);
    const box = svg.getBoundingClientRect();
    const scale = box.width / view[2];
    return [box.left + (x - view[0]) * scale, box.top + (y - view[1]) * scale];
}"""

# The plan on the desk as text, from what the device keeps of it; null where all is saved.
KEPT = """async (place) => {
    const base = document.querySelector("script[src*='/js/plan-editor.js']").src.replace("plan-editor.js", "");
    const { get } = await import(base + "store.js");
    const { planText } = await import(base + "plan-editor-parts.js");
    const draft = await get("plan-draft-" + place);
    return draft ? planText(draft.plan) : null;
}"""


class Hand:
    """Coordinates are decimetres of the sheet."""

    def __init__(self, page, place, is_touch=False):
        self.page, self.place, self.is_touch, self.deeds = page, place, is_touch, 0

    def open(self, query=""):
        self.page.goto(f"/console/places/{self.place}/plan{query}")
        expect(self.page.locator(".plan-editor.is-on")).to_be_visible()
        expect(self.page.locator(".plan-sheet")).to_be_visible()
        expect(self.page.locator(".plan-page")).to_have_count(1)
        return self

    def at(self, x, y):
        return self.page.evaluate(WHERE, [x, y])

    def press(self, x, y):
        self.deeds += 1
        (self.page.touchscreen.tap if self.is_touch else self.page.mouse.click)(*self.at(x, y))

    def drag(self, x, y, to_x, to_y):
        self.deeds += 1
        start, end = self.at(x, y), self.at(to_x, to_y)
        steps = [[start[0] + (end[0] - start[0]) * part / 6, start[1] + (end[1] - start[1]) * part / 6]
                 for part in range(1, 7)]
        if not self.is_touch:
            self.page.mouse.move(*start)
            self.page.mouse.down()
            for step in steps:
                self.page.mouse.move(*step)
            return self.page.mouse.up()
        return self.touch([[start]] + [[step] for step in steps])

    def pinch(self, middle, spread, to_spread):
        """Two fingers, `spread` pixels apart at first."""
        x, y = middle
        shown = [spread + (to_spread - spread) * part / 6 for part in range(7)]
        self.touch([[[x - one / 2, y], [x + one / 2, y]] for one in shown])

    def touch(self, moments):
        session = self.page.context.new_cdp_session(self.page)
        for number, points in enumerate(moments):
            session.send("Input.dispatchTouchEvent", {
                "type": "touchStart" if number == 0 else "touchMove",
                "touchPoints": [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(points)],
            })
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        session.detach()
        # A tap right after a stroke is taken for the end of it.
        self.page.wait_for_timeout(400)

    def do(self, name):
        self.deeds += 1
        button = self.page.locator(f"[data-do='{name}']").first
        (button.tap if self.is_touch else button.click)()

    def do_link(self, words):
        self.deeds += 1
        link = self.page.get_by_role("link", name=words)
        (link.tap if self.is_touch else link.click)()

    def fill(self, name, value):
        self.deeds += 1
        field = self.page.locator(f"[data-field='{name}']")
        field.fill(str(value))
        field.blur()

    def keys(self, *names):
        for name in names:
            self.deeds += 1
            self.page.keyboard.press(name)

    def part(self, kind):
        return self.page.locator(f".plan-layer-{kind} > [data-part]")

    def count(self, kind, number):
        expect(self.part(kind)).to_have_count(number)

    def kept(self):
        return self.page.evaluate(KEPT, self.place)

    def save(self, note=""):
        """To the first answer."""
        self.do("save")
        if note:
            self.fill("note", note)
        self.do("save-go")
        answers = "[data-page=saved], [data-page=conflict], [data-page=save] .plan-fault"
        expect(self.page.locator(answers)).to_be_visible()

    def compound(self):
        """Two roads that cross, four buildings with two doors each, a gate and a place to park."""
        self.do("start-blank")
        for point in ((1200, 1800), (1200, 200), (1200, 200), (200, 1000), (2200, 1000), (2200, 1000)):
            self.press(*point)
        self.do("tool-building")
        self.drag(300, 700, 900, 850)
        self.drag(1500, 700, 2100, 850)
        self.drag(300, 1150, 900, 1300)
        self.press(1800, 1225)
        self.do("tool-gate")
        self.press(1200, 1800)
        self.do("tool-spot")
        self.press(2200, 1000)
