"""Days off and make-up working days of mainland China."""
import datetime

FESTIVALS = {"New Year's Day": ("元旦", "New Year's Day"), "Spring Festival": ("春节", "Spring Festival"),
             "Tomb-sweeping Day": ("清明节", "Tomb-Sweeping Day"), "Labour Day": ("劳动节", "Labour Day"),
             "Dragon Boat Festival": ("端午节", "Dragon Boat Festival"),
             "National Day": ("国庆节", "National Day"), "Mid-autumn Festival": ("中秋节", "Mid-Autumn Festival")}


def announced(year):
    """(date, kind, festival) of a year's published arrangement, agreed by two independent packages."""
    import chinese_calendar.constants as calendar
    from lunar_python.util import HolidayUtil
    found = [(day, "holiday", name) for day, name in calendar.holidays.items() if day.year == year]
    found += [(day, "workday", name) for day, name in calendar.workdays.items() if day.year == year]
    other = {(h.getDay(), "workday" if h.isWork() else "holiday") for h in HolidayUtil.getHolidays(year)}
    ours = {(day.isoformat(), kind) for day, kind, _ in found}
    assert ours == other, f"Two sources disagree about {year}: {sorted(ours ^ other)}."
    return sorted(found)


def statutory(year):
    """(date, festival) of the thirteen statutory days off of a year (State Council order of 2024-11-10)."""
    from lunar_python import Lunar, Solar
    def lunar(month, day):
        solar = Lunar.fromYmd(year, month, day).getSolar()
        return datetime.date(solar.getYear(), solar.getMonth(), solar.getDay())
    qingming = next(day for day in (datetime.date(year, 4, d) for d in (4, 5, 6))
                    if Solar.fromYmd(day.year, day.month, day.day).getLunar().getJieQi() == "清明")
    spring = lunar(1, 1)
    days = [(datetime.date(year, 1, 1), "New Year's Day"), (qingming, "Tomb-sweeping Day")]
    days += [(spring + datetime.timedelta(n), "Spring Festival") for n in (-1, 0, 1, 2)]
    days += [(datetime.date(year, 5, d), "Labour Day") for d in (1, 2)]
    days += [(lunar(5, 5), "Dragon Boat Festival"), (lunar(8, 15), "Mid-autumn Festival")]
    days += [(datetime.date(year, 10, d), "National Day") for d in (1, 2, 3)]
    assert len(days) == 13 and len({day for day, _ in days}) == 13, days
    return sorted(days)


def holidays():
    rows = []
    for year in (2025, 2026):
        arrangement = announced(year)
        off = {day for day, kind, _ in arrangement if kind == "holiday"}
        assert {day for day, _ in statutory(year)} <= off, f"A statutory day of {year} is not off."
        for day, kind, festival in arrangement:
            name, english = FESTIVALS[festival]
            if kind == "workday":
                name, english = name + "调休上班", english + " make-up working day"
            rows.append([day.isoformat(), kind, name, english, "announced"])
    for day, festival in statutory(2027):
        rows.append([day.isoformat(), "holiday", *FESTIVALS[festival], "statutory"])
    assert len({row[0] for row in rows}) == len(rows), "A date is there twice."
    return rows
