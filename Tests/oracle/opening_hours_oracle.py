#!/usr/bin/env python3
"""Cases for OpeningHours from another implementation: the Rust crate opening-hours, through PyPI opening-hours-py.

    python -m venv venv && venv/bin/pip install opening-hours-py==2.1.4
    venv/bin/python Tests/oracle/opening_hours_oracle.py cases.tsv --cases 20000
    YONGAI_HOURS_CASES=cases.tsv swift test --filter OracleTests

Writes a line `#holidays<TAB>day,day,…` (the days on which the oracle's Chinese calendar matches PH), then a line a
case: expression, local time, calendar (`none` or `CN`), state, next change of state (`-` when none within a year).
The generator is seeded: the same arguments write the same file.

Left out at generation, because there the two differ on purpose or the oracle is wrong:

1.  A comment without open/off/unknown. The specification says `<comment>` alone means unknown; the oracle says open.
2.  `PH Mo-Fr` with a space. The specification: holidays that fall on these weekdays; the oracle reads `PH,Mo-Fr`.
3.  `10:00-18:00+`. We say unknown from 18:00 to midnight; the oracle drops the plus.
4.  Times past midnight beside any other rule that replaces or removes a day. We hold that hours belong to the day
    they begin on; the oracle lets a rule for the next day cut them off, whether it comes earlier or later in the
    text (Friday's 22:00-02:00 beside a rule for Saturday). Covered by StateTests instead.
5.  `||` after a rule that is open at some time of the day. The specification and we fall back for every closed
    minute; the oracle falls back only for days that are closed altogether.
6.  `Mo-Fr, Su 10:00-12:00`: we read one list of days, the oracle two rules.
7.  What one side refuses: `Jan 01,05` and `2026 Jan-2027 Mar`, weeks round the new year, `Mo 10:00-12:00,We …`
    (refused by the oracle); sunrise, easter, `+1 day` after dates, `Dec 20-05` (refused by us).
8.  `2026 Oct-Mar`: we read October 2026 to March 2027, the oracle two ends of 2026; and `2026 Jan 05,Feb 06`, where
    we let the year hold for the whole list. A year together with dates that wrap, likewise.
9.  Comments in expressions of several rules, and after `off`. For the oracle another comment is a change and a
    closure with a comment is another state; for us only open, closed and unknown are states.
10. `Jan,Mar We[1]`. The grammar is ambiguous: the oracle reads January and the first Wednesday of March, we the
    first Wednesday of both.
"""
import argparse
import importlib.metadata
import random
import sys
from datetime import datetime, timedelta

ORACLE_VERSION = "2.1.4"
FIRST_DAY = datetime(2025, 1, 1)
DAYS = 3 * 365
WEEKDAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


class Generator:
    """Expressions of the grammar both sides read, weighted towards what people write."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.has_comments = False

    def chance(self, share):
        return self.random.random() < share

    def clock(self, minutes):
        return f"{minutes // 60:02}:{minutes % 60:02}"

    def times(self, past_midnight):
        if past_midnight and self.chance(0.5):
            start = self.random.randrange(12 * 60, 24 * 60, 5)
            end = self.random.randrange(24 * 60 + 5, start + 24 * 60 + 1, 5)
            return f"{self.clock(start)}-{self.clock(end if self.chance(0.3) else end - 24 * 60)}"
        marks = sorted(self.random.sample(range(0, 24 * 60 + 1, 15), 2 * self.random.choice([1, 1, 1, 2, 3])))
        spans = [f"{self.clock(a)}-{self.clock(b)}" for a, b in zip(marks[::2], marks[1::2])]
        if self.chance(0.06) and marks[-2] < 24 * 60:
            spans[-1] = self.clock(marks[-2]) + "+"
        return ",".join(spans)

    def weekday_item(self):
        first = self.random.choice(WEEKDAYS)
        if self.chance(0.12):
            positions = self.random.choice(["1", "2", "-1", "-2", "1,3", "1-2", "2-4", "5", "1,-1"])
            return f"{first}[{positions}]"
        return f"{first}-{self.random.choice(WEEKDAYS)}" if self.chance(0.55) else first

    def weekdays(self, holidays):
        items = [self.weekday_item() for _ in range(self.random.choice([1, 1, 1, 2, 3]))]
        if holidays and self.chance(0.3):
            items = ["PH"] + items if self.chance(0.6) else items + ["PH"]
        elif holidays and self.chance(0.15):
            offset = self.random.choice(["", "", " +1 day", " -1 day", " +2 days"])
            return "PH" + offset
        elif self.chance(0.02):
            return "SH"
        return ",".join(items)

    def day(self, month):
        return f"{MONTHS[month]} {self.random.randint(1, MONTH_DAYS[month]):02}"

    def dates(self):
        kind = self.random.randrange(7)
        month, other = self.random.randrange(12), self.random.randrange(12)
        year = self.random.randint(2025, 2027)
        if kind == 0:
            return MONTHS[month]
        if kind == 1:
            return f"{MONTHS[month]}-{MONTHS[other]}"
        if kind == 2:
            return ",".join(dict.fromkeys([MONTHS[month], MONTHS[other]]))
        if kind == 3:
            return f"{self.day(month)}-{self.day(other)}" if month != other else self.day(month)
        if kind == 4:
            first, last = sorted(self.random.sample(range(1, MONTH_DAYS[month] + 1), 2))
            prefix = self.random.choice(["", f"{year} "])
            return f"{prefix}{MONTHS[month]} {first:02}-{last:02}"
        if kind == 5:
            first = FIRST_DAY + timedelta(days=self.random.randrange(DAYS))
            last = first + timedelta(days=self.random.randint(1, 200))
            return "-".join(f"{d.year} {MONTHS[d.month - 1]} {d.day:02}" for d in (first, last))
        return self.random.choice(["Feb 29", "Feb 20-Feb 29", "Feb 29-Mar 10", "Dec 20-Jan 05", "Feb 28-Mar 01"])

    def wide(self):
        kind = self.random.randrange(12)
        if kind < 7:
            return self.dates()
        if kind < 9:
            weeks = sorted(self.random.sample(range(1, 54), 3))
            step = self.random.choice(["", "", "/2", "/3"])
            return self.random.choice(
                [f"week {weeks[0]:02}", f"week {weeks[0]:02}-{weeks[2]:02}{step}",
                 f"week {weeks[0]:02},{weeks[1]:02}-{weeks[2]:02}"])
        year = self.random.randint(2024, 2027)
        years = self.random.choice([f"{year}", f"{year}-{year + 2}", f"{year},{year + 2}", f"{year}+",
                                    f"{year}-{year + 4}/2"])
        if self.chance(0.3) and not years.isdigit():
            return f"{years} {self.random.choice(MONTHS)}"
        return years

    def rule(self, holidays, past_midnight, kinds):
        parts = []
        if self.chance(0.25):
            parts.append(self.wide())
        if self.chance(0.75):
            days = self.weekdays(holidays)
            if "[" not in days or "," not in "".join(parts):
                parts.append(days)
        kind = self.random.choice(kinds)
        has_times = self.chance(0.25 if kind == "off" else 0.9) or not parts
        if has_times:
            parts.append(self.times(past_midnight))
        if kind != "" or (not has_times and self.chance(0.3)):
            parts.append(kind or "open")
            if self.has_comments and kind != "off" and self.chance(0.2):
                parts.append('"' + self.random.choice(["call", "暖心驿站", "a; b, c || d"]) + '"')
        return " ".join(parts), has_times or kind != ""

    def expression(self, holidays):
        if self.chance(0.02):
            return self.random.choice(["24/7", "off", "unknown", "open", "24/7 off", "closed"])
        kind = self.random.random()
        self.has_comments = kind < 0.3
        if kind < 0.3:
            return self.rule(holidays, True, ["", "", "", "unknown"])[0]
        if kind < 0.45:
            rules = [self.rule(holidays, True, ["", "", "unknown"]) for _ in range(self.random.randint(2, 3))]
            return self.joined(rules, [", "])
        if kind < 0.55:
            first = self.rule(holidays, False, ["off"])[0]
            return first + " || " + self.rule(holidays, False, ["", "unknown"])[0]
        kinds = ["", "", "", "", "unknown", "off"]
        rules = [self.rule(holidays, False, kinds) for _ in range(self.random.randint(2, 5))]
        base = [("24/7", True)] if self.chance(0.1) else []
        return self.joined(base + rules, ["; ", "; ", "; ", ", "])

    def joined(self, rules, separators):
        text = rules[0][0]
        for (_, is_closed_form), (rule, _) in zip(rules, rules[1:]):
            separator = self.random.choice(separators)
            if separator == ", " and (not is_closed_form or rule[0].isdigit()):
                # Without times or a word before it, or before times or a year, a comma goes on with the list.
                separator = "; " if "; " in separators else " open, " if not is_closed_form else " unknown, "
                if separator != "; " and (text.endswith("unknown") or text.endswith("open") or text.endswith('"')):
                    separator = ", "
            text += separator + rule
        return text


def state(oracle, time):
    return "open" if oracle.is_open(time) else "closed" if oracle.is_closed(time) else "unknown"


def case(oracle, text, time, calendar):
    change = oracle.next_change(time)
    is_near = change is not None and change - time <= timedelta(days=365)
    next_change = change.strftime("%Y-%m-%dT%H:%M") if is_near else "-"
    return "\t".join([text, time.strftime("%Y-%m-%dT%H:%M"), calendar, state(oracle, time), next_change])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output")
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    installed = importlib.metadata.version("opening-hours-py")
    if installed != ORACLE_VERSION:
        sys.exit(f"opening-hours-py {installed} is installed; these exclusions are for {ORACLE_VERSION}.")
    from opening_hours import OpeningHours

    generator = Generator(options.seed)
    holidays = OpeningHours("PH", country="CN")
    days = [FIRST_DAY + timedelta(days=n) for n in range(-800, DAYS + 1200)]
    matching = [day.strftime("%Y-%m-%d") for day in days if holidays.is_open(day + timedelta(hours=12))]
    written = 0
    refused = 0
    with open(options.output, "w", encoding="utf-8") as output:
        output.write("#holidays\t" + ",".join(matching) + "\n")
        while written < options.cases:
            calendar = generator.random.choice(["none", "CN"])
            text = generator.expression(calendar == "CN")
            try:
                oracle = OpeningHours(text, country="CN" if calendar == "CN" else None,
                                      max_interval_days=400)
            except SyntaxError as error:
                refused += 1
                if refused <= 10:
                    print("refused by the oracle:", text, str(error).replace("\n", " ")[:100], file=sys.stderr)
                continue
            for _ in range(4):
                time = FIRST_DAY + timedelta(
                    days=generator.random.randrange(DAYS), minutes=generator.random.randrange(24 * 60))
                output.write(case(oracle, text, time, calendar) + "\n")
                written += 1
    print(f"{written} cases, {refused} expressions refused by the oracle", file=sys.stderr)


if __name__ == "__main__":
    main()
